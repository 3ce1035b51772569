"""What a reviewer looks at: ratings side by side, attendance, measures, objectives, and what speaks for a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from stepwell.assessments import presenting
from stepwell.assessments.presenting import Drawn
from stepwell.assessments.queries import measures
from stepwell.attendance.queries import ledger
from stepwell.attendance.queries.ledger import DayMark, Entry
from stepwell.clients.models import Client
from stepwell.crisis.models import CrisisEvent
from stepwell.crisis.vocabulary import Tier
from stepwell.placement.models import Placement
from stepwell.placement.vocabulary import DIMENSIONS, NUMBERS, RATING_WORDS, Edition, Kind
from stepwell.reviews.models import NextAppointment
from stepwell.reviews.rules import hints
from stepwell.reviews.rules.hints import Hint
from stepwell.scheduling.rules.weeks import in_words
from stepwell.treatmentplans import queries as plans
from stepwell.treatmentplans.queries import ObjectiveRow

WEEKS = 4
_DAYS = WEEKS * 7
_CRISIS = timedelta(days=14)
_SHOWN_MEASURES = 4


@dataclass(frozen=True)
class Rated:
    """One dimension: its name, and how it was rated at admission, last time, and now."""

    name: str
    admission: str
    before: str
    now: str
    is_higher: bool


@dataclass(frozen=True)
class Look:
    """All that a reviewer looks at. `percent` of the planned minutes attended in the last weeks; None if none were."""

    ratings: list[Rated]
    percent: int | None
    attended: str
    planned: str
    strip: list[DayMark]
    measures: list[Drawn]
    objectives: list[ObjectiveRow]
    hints: list[Hint]


def look_at(client: Client, current: Placement, *, at: datetime, on: date, zone: ZoneInfo) -> Look:
    """Return what a reviewer looks at beside the placement being written. Six queries; the site must be loaded."""
    decided = _decided(client, current)
    entries = ledger.course_of(client, through=on, days=_DAYS)
    percent, attended, planned = attendance(entries)
    found = measures.measures_of(measures.responses_of(client.pk), zone=zone)
    return Look(
        ratings=ratings(current, decided),
        percent=percent,
        attended=in_words(attended),
        planned=in_words(planned),
        strip=ledger.strip_of(entries),
        measures=[presenting.drawn(one, zone=zone) for one in found][:_SHOWN_MEASURES],
        objectives=plans.active_objectives([client.pk], on=on)[client.pk],
        hints=_hints(client, [current, *decided], entries, percent, at=at, on=on),
    )


def ratings(current: Placement, decided: Sequence[Placement]) -> list[Rated]:
    """Return the ratings side by side; `decided` before, the latest first, of the same edition."""
    before = decided[0] if decided else None
    first = next((each for each in reversed(decided) if each.kind == Kind.ADMISSION), None)
    names = DIMENSIONS[Edition(current.edition)]
    found = []
    for number in NUMBERS:
        then, now = _rating(before, number), _rating(current, number)
        higher = now is not None and then is not None and now > then
        found.append(
            Rated(f"{number}. {names[number - 1]}", _words(_rating(first, number)), _words(then), _words(now), higher)
        )
    return found


def attendance(entries: Sequence[Entry]) -> tuple[int | None, int, int]:
    """Return (percent, minutes attended, minutes planned) of sessions that were taken."""
    taken = [each for each in entries if each.status and not each.is_void]
    planned, attended = sum(each.planned for each in taken), sum(each.minutes for each in taken)
    return (min(100, attended * 100 // planned) if planned else None, attended, planned)


def _decided(client: Client, current: Placement) -> list[Placement]:
    found = Placement.objects.filter(
        client=client, decided_at__isnull=False, voided_at=None, edition=current.edition
    ).exclude(pk=current.pk)
    return list(found.defer("words", "reason", "signed_text").order_by("-decided_at"))


def _hints(
    client: Client, placements: Sequence[Placement], entries: Sequence[Entry], percent: int | None, *,
    at: datetime, on: date,
) -> list[Hint]:  # fmt: skip
    rated = [{n: value for n in NUMBERS if (value := _rating(each, n)) is not None} for each in placements]
    week = [each for each in entries if (on - each.day).days < 7]
    here = {each.day for each in week if each.minutes and not each.is_void}
    missed = {each.day for each in week if each.is_missed} - here
    crises = CrisisEvent.objects.filter(client=client, voided_at=None, tier=Tier.HIGH)
    lately = crises.filter(Q(closed_at=None) | Q(opened_at__gte=at - _CRISIS))
    next_care = NextAppointment.objects.filter(client=client, voided_at=None, summary__signed_at=None)
    facts = hints.Facts(
        ratings=[each for each in rated if each],
        attended_percent=percent,
        missed_days=len(missed),
        has_next_care=next_care.exists(),
        crisis_high=lately.exists(),
    )
    more = hints.higher(facts)
    return [hints.lower(facts), *([more] if more else [])]


def _rating(placement: Placement | None, number: int) -> int | None:
    value: int | None = getattr(placement, f"rating_{number}") if placement else None
    return value


def _words(rating: int | None) -> str:
    return "" if rating is None else f"{rating}, {RATING_WORDS[rating]}"
