"""Signing a plan: the clinician first, a licensed colleague where that is needed, the client last, in three ways.

What is signed is the text that was shown, byte by byte; from the first signature on the plan is never changed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from stepwell.clients import queries as clients
from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import new_code
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.editing import NO_REASON, check_reason, save_changed
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, current
from stepwell.treatmentplans import queries, sources
from stepwell.treatmentplans.actions.drafts import PURPOSE, refuse_settled
from stepwell.treatmentplans.models import Plan, PlanCosignature, PlanWords
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.rules import plans as rules
from stepwell.treatmentplans.rules import texts
from stepwell.treatmentplans.rules.hours import Week, week_of
from stepwell.treatmentplans.rules.timers import profile_for
from stepwell.treatmentplans.rules.tree import PlanFacts
from stepwell.treatmentplans.vocabulary import KIND_LABELS, ClientWay, PlanKind

CHANGED = Finding(
    "PLN-030", "The plan changed while you were reading, so nothing was signed. Read it again, then sign."
)
NOT_SIGNED = Finding("PLN-031", "The clinician signs first. Sign the plan, then let the client read it.")
ANSWERED = Finding("PLN-032", "This plan was answered or set aside before. Load the page again to see how it stands.")
NEEDS_COSIGNATURE = Finding(
    "PLN-033", "The clinician who signed has no license in force. A licensed supervisor signs next, then the client."
)
NO_LICENSE = Finding("PLN-034", "A co-signature is made under a license, and none of yours is in force.")
NO_COSIGNATURE = Finding(
    "PLN-035", "This plan needs no co-signature of yours: it has one, or a license stands behind it."
)
NO_SAFE_MAIL = Finding(
    "PLN-036", "There is no e-mail address of this client that is marked safe. Hand over the code, or add an address."
)
HIDDEN = Finding("PLN-037", "The birth date that a link asks for is not to be seen with your role.")
WHY_NOT = Finding("PLN-038", NO_REASON.sentence, "reason")


@dataclass(frozen=True)
class Sent:
    """A link that was made. The code is nowhere else: the client is told it by another way than the link."""

    made: Made
    code: str


def hours_of(plan: Plan, facts: PlanFacts) -> Week:
    """Return what a plan gives in a week against what is ordered on its first day."""
    return week_of(
        facts.interventions,
        ordered=sources.ordered_minutes(plan.client_id, plan.effective_from),
        countable=sources.countable_at(plan.client.site, plan.effective_from),
    )


def text_to_sign(plan: Plan, facts: PlanFacts, *, clinic: str) -> str:
    """Return the text of a draft as it would be signed now."""
    client = plan.client
    subject = texts.Subject(client.display_name, client.record_number, clinic, plan.episode.program.name)
    return texts.text_of(facts, subject, number=plan.number)


@transaction.atomic
def sign_plan(*, actor: Member, at: datetime, plan: Plan, version: int, mark: Mark, shown: str) -> None:
    """Sign a draft as its clinician, under a license where there is one in force.

    shown   digest of the text that was on the page
    raises  Refused: PLN-001, PLN-003, PLN-004, PLN-007, PLN-010 to PLN-021, PLN-030, EDIT-001
    source  docs/sources.md#plans
    """
    refuse_settled(plan)
    today = at.astimezone(actor.zone).date()
    facts = tree.facts_of(plan)
    profile = profile_for(plan.client.site.state, on=plan.effective_from)
    found = [] if queries.is_in_care(plan.episode_id, plan.client_id, today) else [rules.CLOSED]
    refuse(found + rules.check_signing(facts, week=hours_of(plan, facts), profile=profile, on=today))
    text = text_to_sign(plan, facts, clinic=actor.organization_name)
    signature = _sign(current.get(), at, plan, text, mark, signer=actor.name, shown=shown)
    PlanWords.objects.filter(plan=plan).update(text=text)
    values = {
        "signed_at": at,
        "signed_by_id": actor.membership_id,
        "credential": credential_of(actor.membership_id, on=today),
        "signature_id": signature.pk,
    }
    save_changed(plan, version=version, values=values)


@transaction.atomic
def cosign_plan(*, actor: Member, at: datetime, plan: Plan, mark: Mark, shown: str) -> None:
    """Sign a plan as the licensed colleague of a clinician without a license.

    raises  Refused: PLN-001, PLN-030, PLN-031, PLN-034, PLN-035
    """
    credential = credential_of(actor.membership_id, on=at.astimezone(actor.zone).date())
    if not credential:
        raise Refused(NO_LICENSE)
    if plan.signed_at is None:
        raise Refused(NOT_SIGNED)
    if plan.credential or plan.voided_at or plan.signed_by_id == actor.membership_id or _is_cosigned(plan):
        raise Refused(NO_COSIGNATURE)
    _refuse_closed(plan, at, actor)
    text = _signed_text(plan)
    signature = _sign(current.get(), at, plan, text, mark, signer=actor.name, shown=shown)
    PlanCosignature(
        id=plan.pk,
        organization_id=plan.organization_id,
        plan=plan,
        client_id=plan.client_id,
        membership_id=actor.membership_id,
        account_id=actor.account_id,
        credential=credential,
        signature=signature,
        cosigned_at=at,
    ).save(force_insert=True)


@transaction.atomic
def sign_for_client(*, actor: Member, at: datetime, plan: Plan, mark: Mark, shown: str) -> None:
    """Record that the client signed here on the screen: the plan is in force from now on, or from its first day.

    raises  Refused: PLN-001, PLN-030 to PLN-033
    """
    _refuse_unready(plan)
    _refuse_closed(plan, at, actor)
    signature = _sign(current.get(), at, plan, _signed_text(plan), mark, signer=plan.client.legal_name, shown=shown)
    _answer(plan, at, ClientWay.SCREEN, signature)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=plan.pk)


@transaction.atomic
def sign_by_link(*, actor: Scope, at: datetime, plan: Plan, mark: Mark, name: str, shown: str) -> None:
    """Record that the client signed through the link; afterwards it opens nothing.

    actor   the visitor's scope
    name    as the client writes it
    raises  Refused: PLN-001, PLN-030 to PLN-033, LINK-001, LINK-002
    """
    _refuse_unready(plan)
    zone = ZoneInfo(Organization.objects.get(pk=plan.organization_id).time_zone)
    if not queries.is_in_care(plan.episode_id, plan.client_id, at.astimezone(zone).date()):
        raise Refused(rules.CLOSED)
    signature = _sign(actor, at, plan, _signed_text(plan), mark, signer=name, shown=shown)
    _answer(plan, at, ClientWay.LINK, signature)
    links.use(actor=actor, at=at)


@transaction.atomic
def record_refusal(*, actor: Member, at: datetime, plan: Plan, reason: str) -> None:
    """Record that the client does not want to sign, and why: the plan is in force all the same.

    raises  Refused: PLN-001, PLN-031 to PLN-033, PLN-038
    """
    if check_reason(reason):
        raise Refused(WHY_NOT)
    _refuse_unready(plan)
    _refuse_closed(plan, at, actor)
    PlanWords.objects.filter(plan=plan).update(refusal=reason.strip())
    _answer(plan, at, ClientWay.REFUSED, None)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=plan.pk)


@transaction.atomic
def make_link(*, actor: Member, at: datetime, plan: Plan) -> Sent:
    """Make a link for the client's own phone; links before open nothing any more.

    returns  the link, and the code to tell the client in person or by telephone
    raises   Refused: PLN-031 to PLN-033, PLN-037
    """
    del actor  # the link names who made it
    _refuse_unready(plan)
    client, demographics = plan.client, clients.demographics_of(plan.client_id)
    if demographics is None:
        raise Refused(HIDDEN)
    scope, code = current.get(), new_code()
    links.revoke_all(actor=scope, at=at, purpose=PURPOSE, subject=plan.pk)
    names = (f"{client.first_name} {client.last_name}", client.display_name, client.legal_name)
    made = links.make_link(
        actor=scope,
        at=at,
        purpose=PURPOSE,
        opens=Opens(plan.pk, Category.CHART, plan.client_id),
        identity=Identity(tuple(dict.fromkeys(names)), demographics.birth_date, code),
    )
    return Sent(made, code)


@transaction.atomic
def send_link(*, actor: Member, at: datetime, plan: Plan, contact_id: UUID) -> Sent:
    """Make a link and send it to an e-mail address marked safe. Raises Refused: as `make_link`, and PLN-036."""
    contact = ContactMethod.objects.filter(
        pk=contact_id, client=plan.client_id, kind=ContactKind.EMAIL, is_safe=True, ended_at=None
    ).first()
    if contact is None:
        raise Refused(NO_SAFE_MAIL)
    sent = make_link(actor=actor, at=at, plan=plan)
    outbox.send(
        actor=current.get(),
        at=at,
        to=contact.value,
        template=Template.LINK,
        link=sent.made.url,
        category=Category.CHART,
        client=plan.client_id,
    )
    return sent


def _sign(
    scope: Scope,
    at: datetime,
    plan: Plan,
    text: str,
    mark: Mark,
    *,
    signer: str,
    shown: str,
) -> Signature:
    content = text.encode()
    if shown != digest_of(content):
        raise Refused(CHANGED)
    label = f"{KIND_LABELS[PlanKind(plan.kind)]}, version {plan.number}"
    what = signatures.Subject(label, content, Category.CHART, plan.client_id)
    return signatures.sign(actor=scope, at=at, what=what, mark=mark, signer=signer)


def _answer(plan: Plan, at: datetime, way: ClientWay, signature: Signature | None) -> None:
    unanswered = Plan.objects.filter(pk=plan.pk, client_signed_at=None, voided_at=None)
    values = {"client_signed_at": at, "client_way": way, "client_signature": signature}
    if not unanswered.update(**values, version=F("version") + 1):
        raise Refused(ANSWERED)


def _refuse_unready(plan: Plan) -> None:
    if plan.client_signed_at or plan.voided_at:
        raise Refused(ANSWERED)
    if plan.signed_at is None:
        raise Refused(NOT_SIGNED)
    if not plan.credential and not _is_cosigned(plan):
        raise Refused(NEEDS_COSIGNATURE)


def _refuse_closed(plan: Plan, at: datetime, actor: Member) -> None:
    if not queries.is_in_care(plan.episode_id, plan.client_id, at.astimezone(actor.zone).date()):
        raise Refused(rules.CLOSED)


def _is_cosigned(plan: Plan) -> bool:
    return PlanCosignature.objects.filter(plan=plan).exists()


def _signed_text(plan: Plan) -> str:
    words = tree.words_of(plan.pk)
    if words is None or words.text is None:
        raise Refused(NOT_SIGNED)
    return words.text
