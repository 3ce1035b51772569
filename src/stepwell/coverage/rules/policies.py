"""What is checked of a policy, and which payer somebody meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.coverage.rules.benefits import EARLIEST
from stepwell.coverage.vocabulary import MEDICAID, After, EmployerSize, Entitlement, Holder, PlanType, Source
from stepwell.kernel.findings import Finding


@dataclass(frozen=True)
class Terms:
    """A policy as it stands on a card, or that somebody pays by themself.

    rank     1 for the plan that pays first
    holder_* of the person who holds it, if that is somebody else
    source, employer_size, entitlement, court  what decides which of two plans pays first
    after    how it reckons what it pays after another one
    """

    plan_type: PlanType
    rank: int
    from_on: date
    to_on: date | None = None
    has_payer: bool = True
    plan_name: str = ""
    member_id: str = ""
    group_number: str = ""
    holder: Holder = Holder.SELF
    holder_name: str = ""
    holder_relation: str = ""
    holder_birth_date: date | None = None
    notes: str = ""
    source: Source = Source.UNKNOWN
    employer_size: EmployerSize = EmployerSize.UNKNOWN
    entitlement: Entitlement = Entitlement.UNKNOWN
    court: bool = False
    after: After = After.UNKNOWN

    @property
    def is_self_pay(self) -> bool:
        """Whether nobody else pays."""
        return self.plan_type == PlanType.SELF_PAY


def check_terms(terms: Terms, *, on: date) -> list[Finding]:
    """Return what is wrong with a policy on a day."""
    found = []
    if terms.is_self_pay and (terms.has_payer or terms.member_id.strip()):
        sentence = "Whoever pays by themself has no payer and no member number. Leave both empty, or choose a plan."
        found.append(Finding("COV-002", sentence, "payer"))
    if not terms.is_self_pay and not terms.has_payer:
        sentence = "Choose the payer; one that is not listed is added first. Or choose “Pays by themself” as plan type."
        found.append(Finding("COV-002", sentence, "payer"))
    if not terms.is_self_pay and not any(map(str.isalnum, terms.member_id)):
        found.append(Finding("COV-003", "Enter the member number as it stands on the card.", "member_id"))
    if terms.after is After.QMB and terms.plan_type not in MEDICAID:
        sentence = (
            "Only Medicaid pays for Qualified Medicare Beneficiaries. Choose Medicaid as plan type, or another way."
        )
        found.append(Finding("COV-046", sentence, "after"))
    if terms.from_on.year < EARLIEST:
        found.append(Finding("COV-004", f"{terms.from_on.year} can hardly be meant. Check the year.", "from_on"))
    if terms.to_on and terms.to_on < terms.from_on:
        found.append(Finding("COV-004", "The policy would end before it begins. Check both days.", "to_on"))
    return found + _check_holder(terms, on=on)


def payer_meant(said: str, names: Iterable[str]) -> str:
    """Return the name that somebody said, of some, case, spaces and punctuation aside; empty if it is none of them.

    Names that are only alike are not taken: whoever asks the wrong insurer tells it of the treatment.
    """
    asked = _letters(said)
    return next((name for name in names if asked and _letters(name) == asked), "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _check_holder(terms: Terms, *, on: date) -> list[Finding]:
    if terms.holder == Holder.SELF:
        return []
    found = []
    if not terms.holder_name.strip():
        found.append(Finding("COV-005", "Write who holds the policy, as the card has it.", "holder_name"))
    if not terms.holder_relation.strip():
        sentence = "Write what the holder is to the client, such as mother or husband."
        found.append(Finding("COV-005", sentence, "holder_relation"))
    if terms.holder_birth_date and terms.holder_birth_date > on:
        found.append(Finding("COV-006", "The birth date is in the future. Check the year.", "holder_birth_date"))
    return found
