"""Appeals: their levels and days, what may go along, and how a letter begins. Source: docs/sources.md#appeals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from stepwell.kernel.findings import Finding
from stepwell.privacy.vocabulary import Information
from stepwell.remittances.rules.denials import ReasonGroup


class Level(IntEnum):
    """How far an appeal goes."""

    FIRST = 1
    SECOND = 2
    EXTERNAL = 3


LEVEL_LABELS: Final = {
    Level.FIRST: "First-level appeal",
    Level.SECOND: "Second-level appeal",
    Level.EXTERNAL: "External review",
}


class Outcome(StrEnum):
    """What came of an appeal."""

    OVERTURNED = "overturned"
    PARTLY = "partly"
    UPHELD = "upheld"


OUTCOME_LABELS: Final = {
    Outcome.OVERTURNED: "Overturned: all of it is to be paid",
    Outcome.PARTLY: "Partly overturned",
    Outcome.UPHELD: "Upheld: the payer stays with it",
}


class Enclosed(StrEnum):
    """What goes along with a letter."""

    DECISION = "decision"
    CLAIM = "claim"
    RECEIPT = "receipt"
    AUTHORIZATION = "authorization"
    ELIGIBILITY = "eligibility"
    CONTRACT = "contract"
    ATTENDANCE = "attendance"
    NOTES = "notes"
    PLAN = "plan"
    ASSESSMENT = "assessment"


ENCLOSED_LABELS: Final = {
    Enclosed.DECISION: "Copy of your decision (remittance)",
    Enclosed.CLAIM: "Copy of the claim",
    Enclosed.RECEIPT: "Proof that the claim was received in time (277CA)",
    Enclosed.AUTHORIZATION: "Copy of the authorization",
    Enclosed.ELIGIBILITY: "Copy of your confirmation of coverage (271)",
    Enclosed.CONTRACT: "Pages of the contract",
    Enclosed.ATTENDANCE: "Record of attendance",
    Enclosed.NOTES: "Signed notes of these days",
    Enclosed.PLAN: "Treatment plan in force",
    Enclosed.ASSESSMENT: "Assessment by ASAM dimension",
}
# What an enclosure tells beyond the claim itself: a consent has to permit it too.
TELLS: Final = {
    Enclosed.AUTHORIZATION: frozenset({Information.COVERAGE}),
    Enclosed.ELIGIBILITY: frozenset({Information.COVERAGE}),
    Enclosed.NOTES: frozenset({Information.PROGRESS}),
    Enclosed.PLAN: frozenset({Information.PLAN}),
    Enclosed.ASSESSMENT: frozenset({Information.ASSESSMENTS}),
}
SUGGESTED: Final = {
    ReasonGroup.AUTHORIZATION: (Enclosed.DECISION, Enclosed.AUTHORIZATION, Enclosed.ATTENDANCE),
    ReasonGroup.FILING: (Enclosed.DECISION, Enclosed.CLAIM, Enclosed.RECEIPT),
    ReasonGroup.NECESSITY: (Enclosed.DECISION, Enclosed.ASSESSMENT, Enclosed.PLAN, Enclosed.NOTES),
    ReasonGroup.ELIGIBILITY: (Enclosed.DECISION, Enclosed.ELIGIBILITY),
    ReasonGroup.CODING: (Enclosed.DECISION, Enclosed.CLAIM, Enclosed.NOTES),
    ReasonGroup.BUNDLING: (Enclosed.DECISION, Enclosed.CLAIM, Enclosed.CONTRACT),
    ReasonGroup.DUPLICATE: (Enclosed.DECISION, Enclosed.CLAIM, Enclosed.ATTENDANCE),
    ReasonGroup.RECORDS: (Enclosed.DECISION, Enclosed.NOTES),
}
_USUAL = (Enclosed.DECISION, Enclosed.CLAIM)
LEAST_ARGUMENT, MOST_ARGUMENT = 40, 6_000  # letters
UNFINISHED_MARK = "["

SHORT = Finding(
    "APL-001", "Say why the decision is wrong, in forty letters or more: facts, days, numbers, names.", "argument"
)
UNFINISHED = Finding(
    "APL-002", "The argument still has a place in [brackets] to be filled in. Fill it in, or take it out.", "argument"
)
EARLY = Finding("APL-003", "It cannot have left before the payer decided. Check the day.", "sent_on")
LATER = Finding("APL-004", "This day is still to come. Write it down when it has left.", "sent_on")
ANSWERED_EARLY = Finding("APL-005", "The answer cannot be older than the letter. Check the day.", "answered_on")
ANSWER_LATER = Finding("APL-006", "This day is still to come. Write the answer down when it is there.", "answered_on")
NO_RIGHT = Finding(
    "APL-007",
    "The payer could not process this claim, which nobody can appeal. Mend it and make a new claim instead.",
)
NO_CONSENT = Finding(
    "APL-008",
    "No consent in force lets this payer be told all of this for payment. Take enclosures out, or ask the client for a "
    "consent that names the payer and what is enclosed.",
    "enclosures",
)


@dataclass(frozen=True)
class Days:
    """What holds with a payer.

    second    days for the second level, after the answer to the first
    external  days to ask for an external review, after the last answer
    answer    days in which the payer has to answer
    levels    how many of its own levels it has
    """

    second: int = 60
    external: int = 120
    answer: int = 60
    levels: int = 2


USUAL = Days()


def next_level(level: Level, days: Days) -> Level | None:
    """Return the level after one; None after the external review, which binds."""
    if level is Level.EXTERNAL:
        return None
    return Level.SECOND if level is Level.FIRST and days.levels > 1 else Level.EXTERNAL


def deadline_after(level: Level, answered_on: date, days: Days) -> date | None:
    """Return the last day for the level after one that was answered; None if there is none."""
    following = next_level(level, days)
    if following is None:
        return None
    return answered_on + timedelta(days=days.second if following is Level.SECOND else days.external)


def is_over(level: Level, outcome: Outcome, days: Days) -> bool:
    """Return whether an outcome ends the case: nothing is left to ask for, or nobody to ask."""
    return outcome is Outcome.OVERTURNED or next_level(level, days) is None


def check_letter(argument: str) -> list[Finding]:
    """Return what keeps a letter from leaving."""
    if len(argument.strip()) < LEAST_ARGUMENT:
        return [SHORT]
    return [UNFINISHED] if UNFINISHED_MARK in argument else []


def check_sent(sent_on: date, *, decided_on: date, today: date) -> list[Finding]:
    """Return what is wrong with the day a letter left."""
    found = {EARLY: sent_on < decided_on, LATER: sent_on > today}
    return [finding for finding, is_wrong in found.items() if is_wrong]


def check_answered(answered_on: date, *, sent_on: date, today: date) -> list[Finding]:
    """Return what is wrong with the day of an answer."""
    found = {ANSWERED_EARLY: answered_on < sent_on, ANSWER_LATER: answered_on > today}
    return [finding for finding, is_wrong in found.items() if is_wrong]


def told_by(enclosures: Iterable[Enclosed]) -> frozenset[Information]:
    """Return what enclosures tell beyond a claim."""
    return frozenset(told for one in enclosures for told in TELLS.get(one, ()))


def suggested(group: ReasonGroup) -> tuple[Enclosed, ...]:
    """Return what usually goes along with an appeal about something."""
    return SUGGESTED.get(group, _USUAL)


_STARTS: Final = {
    ReasonGroup.AUTHORIZATION: (
        "These services were authorized{authorization}. The claim bills the days, the service and the level of care "
        "that the authorization covers, and the units were not used up before. [If it was given late or by "
        "telephone: who gave it, when, under which reference.]"
    ),
    ReasonGroup.FILING: (
        "The claim was filed within the time that our agreement sets. It was sent{sent}, and your acknowledgment shows "
        "that you had it. We enclose the proof of receipt. [If it was held up for a reason that you accept, such as "
        "another payer’s late answer: which one, and the day of it.]"
    ),
    ReasonGroup.NECESSITY: (
        "Intensive outpatient care was necessary on these days. The enclosed assessment describes the client in each "
        "dimension of the ASAM Criteria and points to this level of care; a lower level [was tried on … / would not "
        "have been safe because …]. The signed notes of these days show what was treated and how the client responded. "
        "We ask for review by a clinician of the same specialty who did not take part in the first decision, and for "
        "the criteria that were applied."
    ),
    ReasonGroup.ELIGIBILITY: (
        "The coverage was in force on these days. You confirmed it to us [on … under reference …], before the services "
        "were given, and we relied on that answer. We enclose it."
    ),
    ReasonGroup.CODING: (
        "The codes describe what was done. The signed notes show the service, its length and who gave it, and our "
        "agreement names this code with these modifiers for it. [Which part of the code is in question, and what the "
        "note says about it.]"
    ),
    ReasonGroup.BUNDLING: (
        "The services of these days are separate from each other: [what else was billed on the day, by whom, and why "
        "it is no part of this service]. Our agreement does not include one in the other."
    ),
    ReasonGroup.DUPLICATE: (
        "This claim is no duplicate. It bills a day of care of its own, which no other claim of ours bills: [the claim "
        "that it was taken for, and what tells the two apart]. We enclose the record of attendance."
    ),
    ReasonGroup.RECORDS: (
        "The records that you asked for are enclosed: the signed notes of each of these days. [When and how they were "
        "sent before, if they were.] We ask you to decide the claim on them."
    ),
    ReasonGroup.BENEFIT: (
        "The service is a covered benefit of this plan: [what you told us when we asked, on which day, under which "
        "reference]. If a limit was applied, we ask how it was counted, and for the comparison with medical and "
        "surgical benefits that federal parity law requires."
    ),
}
_START: Final = (
    "We believe that this decision is wrong: [what happened, with days, numbers and names, and what the agreement or "
    "your own answer says about it]."
)


def start_of(group: ReasonGroup, *, authorization: str = "", sent: str = "") -> str:
    """Return how an argument begins. What nobody but the writer knows stands in [brackets].

    authorization  its number
    sent           the day on which the claim left, in words
    """
    return _STARTS.get(group, _START).format(
        authorization=f" under number {authorization}" if authorization else "", sent=f" on {sent}" if sent else ""
    )


def level_for(earlier: Collection[Level], days: Days) -> Level | None:
    """Return the level of the next appeal about a line, after some that were answered; None if there is none left."""
    return next_level(max(earlier), days) if earlier else Level.FIRST
