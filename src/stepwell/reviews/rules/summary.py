"""A discharge in words: exactly what is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.placement.vocabulary import ALL_LEVELS, NUMBERS
from stepwell.reviews.rules.discharging import Written
from stepwell.reviews.vocabulary import (
    NALOXONE_LABELS,
    PART_LABELS,
    REASON_LABELS,
    RELEASE_LABELS,
    REPORTED,
    REPORTED_LABELS,
    SAFETY_LABELS,
    STANDING_LABELS,
    Naloxone,
    Part,
    Reason,
    Release,
    Safety,
    Standing,
)


@dataclass(frozen=True)
class Beside:
    """What the summary says beside the answers.

    dimensions      names of the six, in their order
    appointments, medications  in words, a line each
    """

    client: str
    record_number: str
    program: str
    opened_on: date
    dimensions: Sequence[str]
    appointments: Sequence[str]
    medications: Sequence[str]
    refused_signature: bool | None = None
    copy_given: bool = False


_ANSWERS = {None: "not said", True: "yes", False: "no"}


def text_of(written: Written, beside: Beside) -> str:
    """Return the whole summary in plain words, line by line."""
    lines = [
        "Discharge summary",
        f"Client: {beside.client}, record {beside.record_number}",
        f"Program: {beside.program}, from {_day(beside.opened_on)} to {_day(written.last_day)}",
        *_why(written, beside),
        "",
        *_status(written, beside),
        "",
        *_medications(written, beside),
        "",
        *_next(written, beside),
        "",
        *_relapse(written),
        *_agreements(written, beside),
    ]
    return "\n".join(lines) + "\n"


def _why(written: Written, beside: Beside) -> list[str]:
    if written.reason not in REASON_LABELS:
        return ["Reason: not chosen"]
    reason = Reason(written.reason)
    lines = [f"Reason: {REASON_LABELS[reason]} (reported as {REPORTED_LABELS[REPORTED[reason]]})"]
    lines += _said(written.words, {"reason": "In words"})
    if reason is Reason.AGAINST_ADVICE:
        lines += [
            f"Risks explained: {_ANSWERS[written.risks_explained]}",
            f"Refused to sign: {_ANSWERS[beside.refused_signature]}",
            f"May come back: {_ANSWERS[written.may_return]}",
            *_said(written.words, {"advice": "What was said"}),
        ]
    if reason is Reason.BY_PROGRAM:
        lines += [
            f"Notice given: {_ANSWERS[written.notice_given]}",
            *_said(written.words, {"notice": "Notice, and how to object"}),
        ]
    return lines


def _status(written: Written, beside: Beside) -> list[str]:
    lines = []
    for number in NUMBERS:
        stands = written.dimensions.get(number, "")
        label = STANDING_LABELS[Standing(stands)] if stands else "Not said"
        words = written.words.get(f"dimension_{number}", "").strip()
        lines.append(f"{number}. {beside.dimensions[number - 1]}: {label}. {words}".rstrip())
    next_level = ALL_LEVELS.get(written.level_next, "not chosen")
    return [*_said(written.words, {"course": "How it went"}), *lines, f"Recommended next: {next_level}"]


def _medications(written: Written, beside: Beside) -> list[str]:
    lines = [f"Medicine: {line}" for line in beside.medications]
    if written.no_medications:
        lines.append("No medicines")
    if written.naloxone in NALOXONE_LABELS:
        lines.append(f"Naloxone: {NALOXONE_LABELS[Naloxone(written.naloxone)]}")
    return lines + _said(written.words, {"naloxone": "About naloxone"})


def _next(written: Written, beside: Beside) -> list[str]:
    lines = [f"Next: {line}" for line in beside.appointments]
    return lines + _said(written.words, {"no_appointment": "No appointment within seven days because"})


def _relapse(written: Written) -> list[str]:
    lines = _said(written.words, {"no_plan": "No relapse-prevention plan because"})
    for part in Part:
        lines += [f"{PART_LABELS[part][0]}: {line}" for line in written.parts.get(part, ())]
    return [*lines, ""] if lines else []


def _agreements(written: Written, beside: Beside) -> list[str]:
    lines = []
    if written.safety in SAFETY_LABELS:
        lines.append(f"Safety plan: {SAFETY_LABELS[Safety(written.safety)]}")
    lines += _said(written.words, {"safety": "About safety"})
    if written.release in RELEASE_LABELS:
        lines.append(f"Records for whoever is next: {RELEASE_LABELS[Release(written.release)]}")
    lines += _said(written.words, {"release": "About the records"})
    lines.append(f"May be called 7, 30 and 90 days later: {_ANSWERS[written.follow_up]}")
    lines += _said(written.words, {"contact": "How to call"})
    return [*lines, f"The person has a copy: {_ANSWERS[beside.copy_given]}"]


def _said(words: Mapping[str, str], labels: Mapping[str, str]) -> list[str]:
    return [f"{label}: {words[name].strip()}" for name, label in labels.items() if words.get(name, "").strip()]


def _day(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "not said"
