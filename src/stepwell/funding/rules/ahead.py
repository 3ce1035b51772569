"""What ends or changes in the next weeks, and what that means for the client.

Source: docs/sources.md#authorizations, #sliding-fee.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

AHEAD: Final = timedelta(weeks=6)
FEW_LEFT: Final = timedelta(weeks=4)  # of visits or days, at the ordered pace
_WEEK = 7


class What(StrEnum):
    """What ends or changes."""

    POLICY = "policy"
    NEW_PAYER = "new_payer"
    YEAR = "year"
    AUTHORIZATION = "authorization"
    LIMIT = "limit"
    ESTIMATE = "estimate"


WHAT_LABELS = {
    What.POLICY: "The policy ends",
    What.NEW_PAYER: "Another payer begins",
    What.YEAR: "A new plan year begins",
    What.AUTHORIZATION: "Authorized days run out",
    What.LIMIT: "The plan’s limit is reached",
    What.ESTIMATE: "A good-faith estimate is due",
}
MEANS = {
    What.POLICY: "Care after it is the client’s to pay unless another policy follows. Ask who pays from then on.",
    What.NEW_PAYER: "Deductible and maximum begin anew with it, and it may want its own authorization. Verify it now.",
    What.YEAR: "Deductible and maximum begin anew: the client’s share rises. Work it out again, and tell the client.",
    What.AUTHORIZATION: "Days after it are not paid. Ask for more days now, and tell the client what is open.",
    What.LIMIT: "Days beyond it are the client’s to pay. Ask the payer for an exception, and look at the ways to pay.",
    What.ESTIMATE: "Who pays alone has a right to it in writing, within business days of asking.",
}


@dataclass(frozen=True)
class Cover:
    """A policy of somebody in care, as far as its end and its limits ask.

    limit_left  days or visits at the day of the check, less what was attended since; None without a limit
    a_week      days ordered in a week; None without an order
    """

    from_on: date
    to_on: date | None
    year_starts_month: int | None = None
    limit_left: int | None = None
    a_week: int | None = None


def ends(cover: Cover, on: date) -> date | None:
    """Return the last day of a policy, if that is near."""
    return cover.to_on if cover.to_on and on <= cover.to_on <= on + AHEAD else None


def has_ended(cover: Cover, on: date) -> bool:
    """Return whether a policy is over."""
    return cover.to_on is not None and cover.to_on < on


def begins(cover: Cover, on: date) -> date | None:
    """Return the first day of a policy that is to come, if that is near."""
    return cover.from_on if on < cover.from_on <= on + AHEAD else None


def year_turns(cover: Cover, on: date) -> date | None:
    """Return the first day of the next plan year, if that is near and the policy lasts until then."""
    if cover.year_starts_month is None:
        return None
    turns = (date(on.year + ahead, cover.year_starts_month, 1) for ahead in (0, 1))
    turn = next(day for day in turns if day > on)
    lasts = cover.to_on is None or cover.to_on >= turn
    return turn if turn <= on + AHEAD and lasts and cover.from_on < turn else None


def limit_reached(cover: Cover, on: date) -> date | None:
    """Return the day on which the last day or visit of a limit is used at the ordered pace, if that is near."""
    if cover.limit_left is None:
        return None
    if cover.limit_left <= 0:
        return on
    if not cover.a_week:
        return None
    last = on + timedelta(days=-(-cover.limit_left * _WEEK // cover.a_week))
    return last if last <= on + FEW_LEFT else None


@dataclass(frozen=True)
class Coming:
    """One thing that ends or changes for one client, on a day."""

    on: date
    what: What


def coming(covers: Sequence[Cover], on: date) -> list[Coming]:
    """Return what ends or changes for one client, the first first; a policy that another follows is a new payer's."""
    found: list[Coming] = []
    followed = any(begins(cover, on) for cover in covers)
    for cover in covers:
        if cover.from_on > on:
            found += _dated(What.NEW_PAYER, begins(cover, on))
            continue
        if has_ended(cover, on):
            followed_since = any(cover.to_on and one.from_on > cover.to_on for one in covers)
            found += [] if followed or followed_since else _dated(What.POLICY, cover.to_on)
            continue
        found += [] if followed else _dated(What.POLICY, ends(cover, on))
        found += _dated(What.YEAR, year_turns(cover, on))
        found += _dated(What.LIMIT, limit_reached(cover, on))
    return sorted(set(found), key=lambda one: (one.on, one.what))


def _dated(what: What, day: date | None) -> Iterable[Coming]:
    return [Coming(day, what)] if day else []
