"""Placements as pages show them: side by side, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from stepwell.placement.models import Placement
from stepwell.placement.queries import OrderRow
from stepwell.placement.rules import ordering
from stepwell.placement.vocabulary import (
    ALL_LEVELS,
    DIMENSIONS,
    EDITION_LABELS,
    KIND_LABELS,
    NUMBERS,
    RATING_WORDS,
    SERVICE_LABELS,
    Edition,
    Kind,
    Per,
    Service,
)

SHOWN = 5  # columns side by side


@dataclass(frozen=True)
class Standing:
    """A placement in a list: what it came to, and whether it counts."""

    placement: Placement
    kind: str
    edition: str
    level: str
    state: str
    tone: str


@dataclass(frozen=True)
class Comparison:
    """Ratings of placements of one edition, the oldest first; `rows` are (dimension, ratings in words)."""

    edition: str
    heads: tuple[tuple[str, date | None], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def standing(placement: Placement) -> Standing:
    """Return where a placement stands."""
    state, tone = _state(placement)
    level = ALL_LEVELS.get(placement.decided, "")
    return Standing(
        placement, KIND_LABELS[Kind(placement.kind)], EDITION_LABELS[Edition(placement.edition)], level, state, tone
    )


def _state(placement: Placement) -> tuple[str, str]:
    if placement.voided_at:
        return "Set aside", ""
    if not placement.decided_at:
        return "Being written", "info"
    waits = placement.needs_cosigner and not list(placement.cosignatures.all())
    return ("Waits for a co-signature", "warn") if waits else ("Decided", "success")


def comparisons(placements: Sequence[Placement]) -> list[Comparison]:
    """Return decided placements side by side, one table for each edition: their numbers mean different things."""
    decided = [each for each in placements if each.decided_at and not each.voided_at]
    found = []
    for edition in Edition:
        same = sorted((each for each in decided if each.edition == edition), key=_decided_at)[-SHOWN:]
        if same:
            heads = tuple((KIND_LABELS[Kind(each.kind)], each.decided_on) for each in same)
            rows = tuple(
                (f"{n}. {DIMENSIONS[edition][n - 1]}", tuple(_rating(getattr(each, f"rating_{n}")) for each in same))
                for n in NUMBERS
            )
            level = ("Level decided", tuple(ALL_LEVELS[each.decided] for each in same))
            found.append(Comparison(EDITION_LABELS[edition], heads, (*rows, level)))
    return found


def last_ratings(placements: Iterable[Placement], edition: str) -> dict[int, str]:
    """Return what was rated last by the same edition, by dimension, for whoever rates anew."""
    decided = [each for each in placements if each.decided_at and not each.voided_at and each.edition == edition]
    if not decided:
        return {}
    last = max(decided, key=_decided_at)
    return {n: f"Before: {_rating(getattr(last, f'rating_{n}'))}, on {last.decided_on:%b %-d, %Y}." for n in NUMBERS}


def _decided_at(placement: Placement) -> datetime:
    return placement.decided_at or placement.begun_at


def _rating(rating: int | None) -> str:
    return "" if rating is None else f"{rating}, {RATING_WORDS[rating]}"


@dataclass(frozen=True)
class OrderLine:
    """An order in words."""

    row: OrderRow
    hours: str
    days: str
    mix: tuple[tuple[str, str], ...]
    mix_hours: str
    is_current: bool


def order_line(row: OrderRow, *, on: date) -> OrderLine:
    """Return an order in words, and whether it holds on a day."""
    days = str(row.days_min) if row.days_min == row.days_max else f"{row.days_min} to {row.days_max}"
    holds = not row.voided and row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)
    return OrderLine(
        row, ordering.hours(row.minutes_per_week), days, tuple(_part(part) for part in row.mix),
        ordering.hours(row.mix_minutes), holds,
    )  # fmt: skip


def _part(part: ordering.Part) -> tuple[str, str]:
    said = f"{part.minutes} minutes a {part.per}"
    if part.per == Per.MONTH:
        said += f", about {ordering.weekly(part)} a week"
    return SERVICE_LABELS[Service(part.kind)], said
