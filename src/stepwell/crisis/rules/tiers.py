"""How grave: from the six answers of the suicide risk screener, from one item of a depression questionnaire.

Source: docs/sources.md#crisis-tiers. Whatever is not known counts as the graver.
"""

from dataclasses import dataclass

from stepwell.crisis.vocabulary import Tier
from stepwell.kernel.findings import Finding

HIGHEST_ITEM = 3


@dataclass(frozen=True)
class Screener:
    """Answers to the C-SSRS screener; None where nothing was answered.

    wish_to_be_dead, thoughts, method, intent, plan  questions 1 to 5, in the past month
    behavior         question 6: anything done, begun or prepared to end one's life, ever
    behavior_recent  whether that was in the past three months
    """

    wish_to_be_dead: bool | None = None
    thoughts: bool | None = None
    method: bool | None = None
    intent: bool | None = None
    plan: bool | None = None
    behavior: bool | None = None
    behavior_recent: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every question that had to be asked was answered: after no to question 2 follows question 6."""
        asked = [self.wish_to_be_dead, self.thoughts, self.behavior]
        if self.thoughts is not False:
            asked += [self.method, self.intent, self.plan]
        if self.behavior:
            asked.append(self.behavior_recent)
        return None not in asked


def tier_of_screener(answers: Screener) -> Tier | None:
    """Return the tier of the gravest answer, or None if nothing was answered with yes.

    An attempt whose time is not known counts as recent.
    """
    if answers.intent or answers.plan or (answers.behavior and answers.behavior_recent is not False):
        return Tier.HIGH
    if answers.method or answers.behavior:
        return Tier.MODERATE
    return Tier.LOW if answers.wish_to_be_dead or answers.thoughts else None


def tier_of_item_9(answer: int) -> Tier | None:
    """Return the tier of PHQ-9 item 9 (0 to 3) by itself: low until the screener was asked, which it calls for.

    raises  ValueError for any other number
    """
    if not 0 <= answer <= HIGHEST_ITEM:
        message = f"Item 9 is answered with 0 to {HIGHEST_ITEM}."
        raise ValueError(message)
    return Tier.LOW if answer else None


def gravest(*tiers: Tier | None) -> Tier | None:
    """Return the gravest of several tiers, or None if there is none."""
    return max((tier for tier in tiers if tier), key=lambda tier: tier.rank, default=None)


def check_change(now: Tier, to: Tier, *, is_licensed: bool, reason: str, least: int) -> list[Finding]:
    """Return what speaks against another tier: no change, no reason, or one who may not lower it.

    least  letters that a reason has
    """
    if to is now:
        return [Finding("CRI-003", f"The tier is {now} already. Choose another, or leave it.", "tier")]
    found = []
    if len(reason.strip()) < least:
        found.append(Finding("CRI-004", f"Say why the tier changes, in {least} letters or more.", "reason"))
    if to.rank < now.rank and not is_licensed:
        words = "Only a licensed clinician lowers a tier. Ask one, or have your license entered under Settings, Staff."
        found.append(Finding("CRI-005", words, "tier"))
    return found
