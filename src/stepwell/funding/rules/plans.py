"""What a payment at the desk is put to, and how a payment plan stands. Sums in cents.

Source: docs/sources.md#instalments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.coverage.rules import payment_plans
from stepwell.coverage.rules.payment_plans import Instalment
from stepwell.kernel.findings import Finding

DEFAULT_AFTER = 2  # instalments missed
RUNS = Finding("PAY-011", "A payment plan runs already. Change it, or end it first.")
NONE_RUNS = Finding("PAY-012", "No payment plan runs any more. Load the page again.")
PAST = Finding("PAY-013", "The first instalment is due today or later. Choose another day.", "first_on")
PAUSE = Finding("PAY-014", "A pause ends after today and within a year. Choose another day.", "until_on")


@dataclass(frozen=True)
class Standing:
    """How a plan stands on a day: cents paid, left, due by now and not paid; instalments missed; the next one."""

    paid: int
    left: int
    overdue: int
    missed: int
    next_on: date | None
    next_cents: int

    @property
    def is_default(self) -> bool:
        """Whether it is time to talk: no threat, and no agency."""
        return self.missed >= DEFAULT_AFTER


def standing(due: Sequence[Instalment], paid: int, *, on: date) -> Standing:
    """Return how instalments stand on a day; the oldest are paid first."""
    covered = paid
    next_one: tuple[date, int] | None = None
    overdue = 0
    for one in sorted(due, key=lambda each: each.due_on):
        cents = to_cents(one.amount)
        open_cents = max(cents - covered, 0)
        covered = max(covered - cents, 0)
        overdue += open_cents if one.due_on < on else 0
        if open_cents and one.due_on >= on and next_one is None:
            next_one = (one.due_on, open_cents)
    left = to_cents(payment_plans.left(due, to_dollars(paid)))
    missed = payment_plans.missed(due, to_dollars(paid), on=on)
    return Standing(paid, left, overdue, missed, *(next_one or (None, 0)))


def put_to_plan(paid: int, *, due_now: int, left: int, owed_outside: int) -> int:
    """Return how much of a payment goes to the plan: what is due first, then what is owed besides it, then ahead.

    due_now       of the plan, today included
    left          of the plan
    owed_outside  what the client owes that is in no plan
    """
    first = min(paid, due_now, left)
    ahead = max(paid - first - max(owed_outside, 0), 0)
    return min(first + ahead, left)


def check_balance(cents: int, owed: int) -> list[Finding]:
    """Return that a plan is about more than is owed."""
    if 0 < cents <= owed:
        return []
    sentence = f"The client owes {in_words(max(owed, 0))}. A plan is about that or less."
    return [Finding("PAY-015", sentence, "amount")]
