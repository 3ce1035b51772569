"""Finding out about benefits: from the card, by a call, on a portal. Asking the payer needs the client's consent."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.coverage.actions.again import settle
from stepwell.coverage.actions.keeping import make_again
from stepwell.coverage.actions.policies import VOIDED
from stepwell.coverage.models import BenefitCheck, EligibilityAnswer, Policy
from stepwell.coverage.queries.policies import carve_out_of
from stepwell.coverage.rules.benefits import Benefits, check_benefits, question_benefits
from stepwell.coverage.vocabulary import ASKS_THE_PAYER, WORKSHEET, CheckWay
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.privacy.actions.disclosures import disclose
from stepwell.privacy.models import Disclosure
from stepwell.privacy.queries import consents
from stepwell.privacy.queries.consents import ConsentRow
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import BASIS_OF, Enclosure, Information, Notice, Purpose, RecipientKind, Way

# Whoever asks a payer about this program's care tells it who asks, and that they are in care here or want to be.
TELLS = frozenset({Information.PRESENCE, Information.IDENTITY, Information.COVERAGE})
_WAYS = {CheckWay.CALL: Way.TELEPHONE, CheckWay.PORTAL: Way.ELECTRONIC}


@dataclass(frozen=True)
class Found:
    """What was found out, where and from whom.

    verified_through  the last day for which it was said to hold
    said              what the payer said beside the figures, such as its disclaimer
    asked_carve_out   whether the company was asked that handles this care for the payer
    gave_notice       whether the notice that goes with a disclosure was given, and how far the consent goes
    more              further answers of the worksheet, by name of the question
    answer_id         the payer's file that lay beside it, or that it is taken from
    is_sure           whether somebody asked again about what can hardly be so
    """

    way: CheckWay
    benefits: Benefits
    representative: str = ""
    reference: str = ""
    exclusions: str = ""
    said: str = ""
    next_step: str = ""
    verified_through: date | None = None
    asked_carve_out: bool = False
    gave_notice: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    answer_id: UUID | None = None
    is_sure: bool = False

    @property
    def asks_the_payer(self) -> bool:
        """Whether the payer was told something to find this out."""
        return self.way in ASKS_THE_PAYER


def whom_to_ask(policy: Policy, *, carve_out: bool = False) -> str:
    """Return the name of whoever is asked: the payer, or the company that handles this care for it, or empty."""
    asked = carve_out_of(policy) if carve_out else policy.payer
    return asked.name if asked else ""


def consent_to_ask(policy: Policy, *, at: datetime, carve_out: bool = False) -> ConsentRow | None:
    """Return the client's consent to ask this payer, or None: then nobody may call."""
    name = whom_to_ask(policy, carve_out=carve_out)
    use = Use(Recipient(RecipientKind.PAYER, name), TELLS, Purpose.BENEFITS)
    return consents.in_force(policy.client_id, use=use, at=at) if name else None


@transaction.atomic
def record_check(*, actor: Member, at: datetime, policy: Policy, found: Found) -> BenefitCheck:
    """Write down what was found out about a policy; it takes the place of what was found before.

    An estimate whose days are ahead is made anew.

    at      when it was found out: a call is also a disclosure of that moment
    raises  Refused: COV-030 without a consent to ask this payer, COV-031 to COV-035, COV-01x for figures that
            cannot be, COV-018 for some that can hardly be, DIS-0xx
    """
    if policy.voided_at:
        raise Refused(VOIDED)
    on = at.astimezone(actor.zone).date()
    refuse(check_benefits(found.benefits) + _check_found(found, policy, on=on))
    refuse([] if found.is_sure else question_benefits(found.benefits))
    disclosure = _disclosed(actor, at, policy, found) if found.asks_the_payer else None
    values = asdict(found.benefits)
    check = BenefitCheck.objects.create(
        organization_id=actor.organization_id,
        client_id=policy.client_id,
        policy=policy,
        made_at=at,
        checked_by_id=actor.membership_id,
        way=found.way,
        disclosure=disclosure,
        representative=found.representative.strip() or None,
        reference=found.reference.strip(),
        exclusions=found.exclusions.strip() or None,
        said=found.said.strip() or None,
        next_step=found.next_step.strip() or None,
        verified_through=found.verified_through,
        answer_id=found.answer_id,
        more=json.dumps(more) if (more := _answered(found)) else None,
        **{name: "" if value is None and name in _BLANK else value for name, value in values.items()},
    )
    settle(check, zone=actor.zone)
    make_again(actor=actor, at=at, client_id=policy.client_id, policy_id=policy.pk, site_id=policy.client.site_id)
    return check


def _is_filed(answer_id: UUID | None, policy: Policy) -> bool:
    if answer_id is None:
        return False
    return EligibilityAnswer.objects.filter(pk=answer_id, policy=policy, voided_at=None).exists()


_BLANK = {"copay_unit", "limit_unit"}


def _answered(found: Found) -> dict[str, str]:
    """Return the further questions that were answered, in their order."""
    return {name: text for name in WORKSHEET if (text := found.more.get(name, "").strip())}


def _check_found(found: Found, policy: Policy, *, on: date) -> list[Finding]:
    wrong = []
    if policy.payer_id is None:
        wrong.append(Finding("COV-033", "The client pays by themself: there is nobody to ask about benefits."))
    if found.way == CheckWay.CALL and not (found.representative.strip() or found.reference.strip()):
        sentence = "Write who answered, or the call’s reference: an answer that nobody gave cannot be held to."
        wrong.append(Finding("COV-031", sentence, "representative"))
    if (found.answer_id or found.way is CheckWay.FILE) and not _is_filed(found.answer_id, policy):
        sentence = "There is no file of the payer for this policy, or it was set aside. Hand it in first."
        wrong.append(Finding("COV-035", sentence, "way"))
    if found.verified_through and found.verified_through < on:
        wrong.append(Finding("COV-032", "It would have ended before it was said. Check the day.", "verified_through"))
    if found.asks_the_payer and not found.gave_notice:
        sentence = (
            "Tell the payer that 42 CFR part 2 prohibits unauthorized use or disclosure, and how far the consent goes;"
            " then tick this."
        )
        wrong.append(Finding("COV-034", sentence, "gave_notice"))
    return wrong


def _disclosed(actor: Member, at: datetime, policy: Policy, found: Found) -> Disclosure:
    consent = consent_to_ask(policy, at=at, carve_out=found.asked_carve_out)
    if consent is None:
        raise Refused(NO_CONSENT)
    leaving = Leaving(
        basis=BASIS_OF[consent.kind],
        recipient=Recipient(RecipientKind.PAYER, whom_to_ask(policy, carve_out=found.asked_carve_out)),
        categories=TELLS,
        purpose=Purpose.BENEFITS,
        what="asked what the plan pays for",
        way=_WAYS[found.way],
        consent=consent.id,
        notice=Notice.SHORT,
        enclosure=Enclosure.SCOPE,
    )
    return disclose(actor=actor, at=at, client_id=policy.client_id, leaving=leaving)


NO_CONSENT = Finding(
    "COV-030",
    "No consent in force lets anybody ask this payer. The client signs “Contact the insurer”, naming this payer, before"
    " the call; it covers that they are here, who they are, and their insurance. What is on the card you may write"
    " down.",
    "way",
)


def void_check(*, actor: Member, at: datetime, check: BenefitCheck, reason: str) -> None:
    """Set a check aside because it was written down by mistake; it stays, with the reason. Raises Refused."""
    editing.void(check, at=at, membership_id=actor.membership_id, reason=reason)
