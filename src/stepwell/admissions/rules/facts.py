"""What is known of somebody on the way in, as the gates ask for it."""

from dataclasses import dataclass, field
from datetime import date

from stepwell.admissions.vocabulary import Gate
from stepwell.privacy.vocabulary import Kind, NoticeKind


@dataclass(frozen=True)
class CheckFacts:
    """What the newest benefit check says; None is not known."""

    made_on: date
    is_active: bool | None
    is_covered: bool | None
    needs_authorization: bool | None


@dataclass(frozen=True)
class PolicyFacts:
    """A policy in force. Those that pay first come first."""

    is_self_pay: bool
    payer: str
    check: CheckFacts | None = None


@dataclass(frozen=True)
class DecisionFacts:
    """The last level of care that counts. `is_here`: a level of the house, with its program."""

    level: str
    is_here: bool
    on: date


@dataclass(frozen=True)
class OrderFacts:
    """Services ordered by the decision that counts."""

    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class AuthorizationFacts:
    """What was asked of a payer, and allowed."""

    status: str
    level: str
    from_on: date
    to_on: date
    on: date


@dataclass(frozen=True)
class NoticeFacts:
    """A text in force, and what became of it: since when it was given in this version, and whether it was signed."""

    kind: NoticeKind
    given_on: date | None = None
    is_signed: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of somebody on the way in. Facts from before the end of an earlier episode are left out.

    begun_on     the day on which the way in began
    consents     kinds of consent in force, with the day of their signature
    assessed_on  the day on which an assessment was signed, and co-signed where it had to be
    booked_on    the day for which an assessment is booked
    primary_on   since when there is a primary clinician
    session_on   the first session or appointment planned, other than the assessment
    waived       gates that somebody waived, with the day
    """

    begun_on: date
    has_safe_contact: bool = False
    consents: dict[Kind, date] = field(default_factory=dict)
    policies: tuple[PolicyFacts, ...] = ()
    assessed_on: date | None = None
    booked_on: date | None = None
    decision: DecisionFacts | None = None
    orders: tuple[OrderFacts, ...] = ()
    authorizations: tuple[AuthorizationFacts, ...] = ()
    primary_on: date | None = None
    notices: tuple[NoticeFacts, ...] = ()
    session_on: date | None = None
    waived: dict[Gate, date] = field(default_factory=dict)

    @property
    def pays_alone(self) -> bool:
        """Whether the client pays, and nobody else."""
        return bool(self.policies) and all(policy.is_self_pay for policy in self.policies)

    @property
    def insured(self) -> PolicyFacts | None:
        """The policy that pays first, of those with a payer."""
        return next((policy for policy in self.policies if not policy.is_self_pay), None)
