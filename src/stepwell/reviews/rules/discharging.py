"""What must be said before an episode ends. What is asked depends on how it ends. Source: docs/sources.md#discharge"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from stepwell.kernel.findings import Finding
from stepwell.placement.vocabulary import ALL_LEVELS, NUMBERS
from stepwell.reviews.vocabulary import (
    ABSENT,
    NALOXONE_LABELS,
    NEEDED_PARTS,
    PART_LABELS,
    RELEASE_LABELS,
    SAFETY_LABELS,
    STANDING_LABELS,
    Naloxone,
    Part,
    Reason,
    Safety,
)

SOON = timedelta(days=7)
SECTIONS = {
    "reason": "Why and when",
    "status": "How they leave",
    "medications": "Medications and naloxone",
    "appointments": "What comes next",
    "relapse": "Relapse-prevention plan",
    "agreements": "Safety, release, follow-up",
}


@dataclass(frozen=True)
class Written:
    """A discharge as far as it is written.

    words           name of a field to what was written there
    dimensions      dimension to how it stands
    appointments    days of what is arranged
    medications     how many are listed; `no_medications` says that there are none
    parts           of the relapse-prevention plan, lines by part
    has_way         a safe way to reach the person is known
    """

    reason: str
    last_day: date | None
    words: Mapping[str, str]
    dimensions: Mapping[int, str]
    level_next: str
    naloxone: str
    medications: int
    no_medications: bool
    appointments: Sequence[date]
    parts: Mapping[str, Sequence[str]]
    safety: str
    release: str
    follow_up: bool | None
    has_way: bool = True
    risks_explained: bool | None = None
    may_return: bool | None = None
    notice_given: bool | None = None
    attended_after: date | None = None


@dataclass(frozen=True)
class Gap:
    """What a section still lacks."""

    section: str
    findings: tuple[Finding, ...] = field(default=())


def check(written: Written, *, opened_on: date, on: date) -> list[Finding]:
    """Return all that is in the way of discharging. `on` is today."""
    return [finding for gap in gaps(written, opened_on=opened_on, on=on) for finding in gap.findings]


def gaps(written: Written, *, opened_on: date, on: date) -> list[Gap]:
    """Return what is missing, section by section, in their order."""
    absent = written.reason in ABSENT
    is_dead = written.reason == Reason.DIED
    return [
        Gap("reason", tuple(_reason(written, opened_on, on))),
        Gap("status", tuple(_status(written, is_dead=is_dead))),
        Gap("medications", () if is_dead else tuple(_medications(written))),
        Gap("appointments", () if is_dead else tuple(_appointments(written))),
        Gap("relapse", () if absent else tuple(_relapse(written))),
        Gap("agreements", tuple(_agreements(written, absent=absent, is_dead=is_dead))),
    ]


def _reason(written: Written, opened_on: date, on: date) -> list[Finding]:
    found = []
    if written.reason not in Reason.__members__.values():
        found.append(Finding("DIS-001", "Choose why the episode ends.", "reason"))
    if written.last_day is None:
        found.append(Finding("DIS-002", "Enter the last day of care.", "last_day"))
    elif not opened_on <= written.last_day <= on:
        found.append(Finding("DIS-003", "The last day lies before the admission or in the future.", "last_day"))
    elif written.attended_after:
        found.append(
            Finding(
                "DIS-004",
                f"They attended on {written.attended_after:%B} {written.attended_after.day}. Enter a later last day,"
                " or correct the attendance.",
                "last_day",
            )
        )
    if written.reason == Reason.AGAINST_ADVICE:
        found += _against_advice(written)
    if written.reason == Reason.BY_PROGRAM and (written.notice_given is None or not _said(written, "notice")):
        found.append(
            Finding(
                "DIS-016",
                "The program ends it: say whether notice was given, and how the person can object.",
                "notice_given",
            )
        )
    if written.reason in {Reason.OTHER, Reason.BY_PROGRAM} and not _said(written, "reason"):
        found.append(Finding("DIS-017", "Say in a sentence or two why.", "reason_words"))
    return found


def _against_advice(written: Written) -> list[Finding]:
    if written.risks_explained is None or written.may_return is None or not _said(written, "advice"):
        words = "Say whether the risks were explained, whether the person may come back, and what was said."
        return [Finding("DIS-015", words, "risks_explained")]
    return []


def _status(written: Written, *, is_dead: bool) -> list[Finding]:
    found = []
    open_ones = [str(n) for n in NUMBERS if written.dimensions.get(n) not in STANDING_LABELS]
    if open_ones and not is_dead:
        words = f"Say how each dimension stands. Still open: {', '.join(open_ones)}."
        found.append(Finding("DIS-005", words, "dimension_1"))
    if not _said(written, "course"):
        found.append(Finding("DIS-018", "Say in a few sentences how treatment went.", "course"))
    if not is_dead and written.level_next not in ALL_LEVELS:
        found.append(Finding("DIS-006", "Choose the level of care that you recommend next.", "level_next"))
    return found


def _medications(written: Written) -> list[Finding]:
    found = []
    if not written.medications and not written.no_medications:
        found.append(Finding("DIS-007", "List the medicines with their supply, or say that there are none."))
    if written.medications and written.no_medications:
        found.append(Finding("DIS-007", "Medicines are listed, and it says that there are none. Correct one of them."))
    if written.naloxone not in NALOXONE_LABELS:
        found.append(Finding("DIS-008", "Say whether the person leaves with naloxone.", "naloxone"))
    if written.naloxone == Naloxone.NOT_GIVEN and not _said(written, "naloxone"):
        found.append(Finding("DIS-008", "Say why no naloxone was given.", "naloxone_words"))
    return found


def _appointments(written: Written) -> list[Finding]:
    last = written.last_day
    soon = [day for day in written.appointments if last is None or last <= day <= last + SOON]
    if soon or _said(written, "no_appointment"):
        return []
    words = f"Enter an appointment within {SOON.days} days after the last day, or say why there is none."
    return [Finding("DIS-009", words, "no_appointment")]


def _relapse(written: Written) -> list[Finding]:
    missing = [Part(part) for part in NEEDED_PARTS if not any(line.strip() for line in written.parts.get(part, ()))]
    if not missing or _said(written, "no_plan"):
        return []
    said = "; ".join(PART_LABELS[part][0].lower() for part in missing)
    words = f"Write the relapse-prevention plan, or say why there is none. Still open: {said}."
    return [Finding("DIS-010", words, str(missing[0]))]


def _agreements(written: Written, *, absent: bool, is_dead: bool) -> list[Finding]:
    found = []
    if not absent and written.safety not in SAFETY_LABELS:
        found.append(Finding("DIS-011", "Say what became of the safety plan.", "safety"))
    if not absent and written.safety == Safety.NOT_POSSIBLE and not _said(written, "safety"):
        found.append(Finding("DIS-011", "Say why the safety plan was not gone through.", "safety_words"))
    if not is_dead and written.release not in RELEASE_LABELS:
        found.append(Finding("DIS-012", "Say what may go to whoever treats the person next.", "release"))
    if is_dead and written.follow_up:
        found.append(Finding("DIS-013", "Nobody is called after a death. Answer no.", "follow_up"))
    if not is_dead and written.follow_up is None:
        found.append(Finding("DIS-013", "Say whether the person agreed to be called afterwards.", "follow_up"))
    if written.follow_up and not written.has_way:
        words = "No way to reach the person is marked safe. Add one to the record, or answer no."
        found.append(Finding("DIS-014", words, "follow_up"))
    return found


def _said(written: Written, name: str) -> bool:
    return bool(written.words.get(name, "").strip())
