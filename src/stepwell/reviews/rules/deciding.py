"""What a review must hold before it is signed. A person decides; nothing here chooses a level.

Source: docs/sources.md#reviews
"""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.kernel.findings import Finding
from stepwell.people.vocabulary import LEVELS
from stepwell.reviews.vocabulary import STAYS, Decision, Outcome

FURTHEST_CHANGE = timedelta(days=30)  # as far ahead as a change is carried out by a review
FURTHEST_REVIEW = timedelta(days=31)
_ORDERED = list(LEVELS)  # from the least intensive to the most


@dataclass(frozen=True)
class Changes:
    """What a review changes, apart from the level.

    effective_on  first day of it; None if nothing changes
    has_order     whether new services are ordered
    has_groups    whether groups are left or joined
    """

    effective_on: date | None = None
    has_order: bool = False
    has_groups: bool = False


@dataclass(frozen=True)
class Written:
    """A review as far as it is written, beside the placement that it rests on.

    level           at which the client is now
    decided         level decided, or empty
    program_differs the program decided is another than now
    discussed       whether the result was discussed with the client; None if not said
    plan_changed    whether the plan changes; None if not said
    """

    decision: str
    level: str
    decided: str
    program_differs: bool
    discussed: bool | None
    discussed_words: str
    plan_changed: bool | None
    plan_words: str
    next_review_on: date | None
    changes: Changes


def outcome_of(level: str, decided: str, *, program_differs: bool = False) -> Outcome:
    """Return what a decided level means for somebody at a level."""
    if decided not in LEVELS:
        return Outcome.LEAVE
    return Outcome.CHANGE if decided != level or program_differs else Outcome.CONTINUE


def check(written: Written, *, on: date) -> list[Finding]:
    """Return what is in the way of signing, beside what the placement says itself.

    on  today
    """
    found = [*_check_decision(written), *_check_talk(written)]
    if written.decided:
        found += _check_days(written, on)
    return found


def _check_decision(written: Written) -> list[Finding]:
    if written.decision not in Decision.__members__.values():
        return [Finding("REV-001", "Choose why the person stays, moves or leaves.", "decision")]
    if not written.decided:
        return []  # the placement says so
    words = _contradiction(Decision(written.decision), written)
    return [Finding("REV-002", words, "decision")] if words else []


def _contradiction(decision: Decision, written: Written) -> str:
    outcome = outcome_of(written.level, written.decided)
    if decision in STAYS:
        return "" if outcome is Outcome.CONTINUE else "You say that the person stays, and decided another level."
    if decision is Decision.DECLINES:
        return "" if outcome is Outcome.LEAVE else "Who declines goes to no level of the house. Choose another level."
    if decision is Decision.NEEDS_MORE and _rank(written.decided) <= _rank(written.level):
        return "You say that more is needed, and decided a level that is not higher."
    if decision is Decision.GOALS_MET and outcome is not Outcome.LEAVE:
        lower = _rank(written.decided) < _rank(written.level)
        return "" if lower else "You say that goals are met, and decided a level that is not lower."
    return "You say that another level is needed, and decided the same." if outcome is Outcome.CONTINUE else ""


def _rank(level: str) -> int:
    """Return how intensive a level is; what lies outside the house and is not `none` counts as more."""
    if level in LEVELS:
        return _ORDERED.index(level)
    return -1 if level == "none" else len(_ORDERED)


def _check_talk(written: Written) -> list[Finding]:
    found = []
    if written.discussed is None:
        found.append(Finding("REV-003", "Say whether the result was discussed with the person.", "discussed"))
    elif not written.discussed and not written.discussed_words.strip():
        found.append(Finding("REV-004", "Say why it was not discussed with the person.", "discussed_words"))
    if written.plan_changed is None:
        found.append(Finding("REV-005", "Say whether the treatment plan changes.", "plan_changed"))
    elif not written.plan_words.strip():
        what = "what changes in the plan" if written.plan_changed else "why the plan stays as it is"
        found.append(Finding("REV-006", f"Say {what}.", "plan_words"))
    if written.decision == Decision.WORKING and written.plan_changed is False:
        found.append(Finding("REV-007", "C2 rests on a revised plan. Say what changes, or choose C1.", "plan_changed"))
    return found


def _check_days(written: Written, on: date) -> list[Finding]:
    outcome = outcome_of(written.level, written.decided, program_differs=written.program_differs)
    changes, found = written.changes, []
    changing = outcome is Outcome.CHANGE or changes.has_order or changes.has_groups
    if outcome is Outcome.LEAVE:
        if changes.has_order or changes.has_groups:
            found.append(
                Finding("REV-012", "Who leaves is discharged: that ends groups and the order. Clear both here.")
            )
        return found
    if changing and (changes.effective_on is None or not on <= changes.effective_on <= on + FURTHEST_CHANGE):
        found.append(
            Finding(
                "REV-008", f"Say from which day it changes: today or up to {FURTHEST_CHANGE.days} days ahead.",
                "effective_on",
            )
        )  # fmt: skip
    if outcome is Outcome.CHANGE and written.decided != written.level and not changes.has_order:
        found.append(Finding("REV-009", "Another level has other hours. Order them here.", "hours"))
    following = written.next_review_on
    if following is None or not on < following <= on + FURTHEST_REVIEW:
        found.append(
            Finding(
                "REV-010", f"Say when this is reviewed again: from tomorrow up to {FURTHEST_REVIEW.days} days ahead.",
                "next_review_on",
            )
        )  # fmt: skip
    return found
