"""A safety plan is written with the client, agreed, given to them."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.vocabulary import ContactKind
from stepwell.crisis.actions.events import HIDDEN, NOT_YOURS, Entry, write_down
from stepwell.crisis.models import CrisisEvent, SafetyPlan, SafetyPlanCopy
from stepwell.crisis.models.plans import COPY_WAYS
from stepwell.crisis.queries import plans
from stepwell.crisis.rules.plans import PlanBody, check_agreeing, check_body
from stepwell.crisis.vocabulary import Step
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.actions import Subject
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, current

PURPOSE = "safety_plan"
LINK_LASTS = timedelta(days=90)
REVIEW_DAYS = 180  # at the latest
NOT_A_DRAFT = Finding("CRI-033", "This version is agreed and stays as it is. Start a new version to change it.")
FASTER = Finding("CRI-034", "Somebody has just begun a new version. Load the page again to see it.")
NO_PLAN = Finding("CRI-035", "There is no agreed plan to give. Agree on it with the client first.")
NO_ADDRESS = Finding("CRI-036", "No e-mail address of this person is marked safe. Give the plan on paper.")
NO_BIRTH_DATE = Finding(
    "CRI-037", "A link asks for the birth date, and it is not shown to you. Give the plan on paper."
)


@transaction.atomic
def start_plan(*, actor: Member, at: datetime, client_id: UUID) -> SafetyPlan:
    """Begin a version: the one that is being written if there is one, else a copy of the last one agreed.

    raises  Refused (CRI-001, CRI-018, CRI-034)
    """
    _may_write(actor)
    client = clients.get(client_id)
    if client is None:
        raise Refused(HIDDEN)
    draft = SafetyPlan.objects.filter(client=client_id, agreed_at=None, voided_at=None).first()
    if draft:
        return draft
    last = plans.in_force_row(client_id)
    newest = SafetyPlan.objects.filter(client=client_id).order_by("-number").first()
    try:
        with transaction.atomic():
            return SafetyPlan.objects.create(
                organization_id=actor.organization_id,
                client=client,
                site_id=client.site_id,
                number=newest.number + 1 if newest else 1,
                body=last.body if last else PlanBody().as_json(),
                written_by_id=actor.membership_id,
                written_at=at,
            )
    except IntegrityError as error:
        raise Refused(FASTER) from error


@transaction.atomic
def write_plan(
    *, actor: Member, at: datetime, plan: SafetyPlan, version: int, body: PlanBody, review_on: date | None
) -> None:
    """Save a version that is not agreed yet. Raises Refused (CRI-018, CRI-030, -031, -033, -038, EDIT-001)."""
    _may_write(actor)
    if plan.agreed_at:
        raise Refused(NOT_A_DRAFT)
    refuse(check_body(body) + _check_review(review_on, on=at.astimezone(actor.zone).date()))
    values = {"body": body.as_json(), "review_on": review_on, "written_by_id": actor.membership_id, "written_at": at}
    editing.save_changed(plan, version=version, values=values)


@transaction.atomic
def agree_plan(*, actor: Member, at: datetime, plan: SafetyPlan, version: int) -> None:
    """Agree on a version with the client: from now on it is the plan, and does not change.

    raises  Refused (CRI-018, CRI-030 to CRI-033, CRI-038, CRI-039, EDIT-001)
    """
    _may_write(actor)
    if plan.agreed_at:
        raise Refused(NOT_A_DRAFT)
    found = check_agreeing(plans.body_of_row(plan))
    found += _check_review(plan.review_on, on=at.astimezone(actor.zone).date(), is_needed=True)
    refuse(found)
    editing.save_changed(plan, version=version, values={"agreed_at": at, "agreed_by_id": actor.membership_id})
    event = CrisisEvent.objects.filter(client=plan.client_id, closed_at=None, voided_at=None).first()
    if event and at >= event.opened_at:
        write_down(actor, event, Entry(Step.PLANNED, at))


@transaction.atomic
def set_plan_aside(*, actor: Member, at: datetime, plan: SafetyPlan, reason: str) -> None:
    """Set a version aside that was written by mistake. Raises Refused (CRI-018, VOID-001, VOID-002)."""
    _may_write(actor)
    editing.void(plan, at=at, membership_id=actor.membership_id, reason=reason)


@transaction.atomic
def give_copy(*, actor: Member, at: datetime, plan: SafetyPlan, way: str) -> SafetyPlanCopy:
    """Write down that the client was given a copy. Raises Refused (CRI-018, CRI-035)."""
    _may_write(actor)
    if not plan.agreed_at or plan.voided_at or way not in COPY_WAYS:
        raise Refused(NO_PLAN)
    return SafetyPlanCopy.objects.create(
        organization_id=actor.organization_id,
        plan=plan,
        client_id=plan.client_id,
        given_at=at,
        way=way,
        by_id=actor.membership_id,
        account_id=actor.account_id,
    )


@transaction.atomic
def send_link(*, actor: Member, at: datetime, client: Client, plan: SafetyPlan) -> Made:
    """Send the plan as a link that asks the client's name and birth date, to an e-mail address that is safe.

    raises  Refused (CRI-018, CRI-035 to CRI-037)
    """
    _may_write(actor)
    address = next((c.value for c in clients.contacts_of(client.pk) if c.kind == ContactKind.EMAIL and c.is_safe), "")
    demographics = clients.demographics_of(client.pk)
    if not plan.agreed_at or plan.voided_at:
        raise Refused(NO_PLAN)
    if not address:
        raise Refused(NO_ADDRESS)
    if demographics is None:
        raise Refused(NO_BIRTH_DATE)
    names = (f"{client.first_name} {client.last_name}", client.display_name)
    scope = current.get()
    made = links.make_link(
        actor=scope,
        at=at,
        purpose=PURPOSE,
        opens=Opens(plan.pk, Category.SAFETY, client.pk),
        identity=Identity(names, demographics.birth_date),
        lasts=LINK_LASTS,
    )
    outbox.send(
        actor=scope,
        at=at,
        to=address,
        template=Template.LINK,
        link=made.url,
        category=Category.SAFETY,
        client=client.pk,
    )
    give_copy(actor=actor, at=at, plan=plan, way="link")
    return made


def signed_content(plan: SafetyPlan) -> bytes:
    """Return exactly the bytes that a signature under a plan holds: its words, in one order."""
    return json.dumps({"number": plan.number, **plan.body}, sort_keys=True, ensure_ascii=False).encode()


def sign_plan(*, actor: Scope, at: datetime, plan: SafetyPlan, mark: Mark, signer: str) -> Signature:
    """Let the client sign their plan through their link. Raises Refused (SIGN-003)."""
    what = Subject(f"Safety plan, version {plan.number}", signed_content(plan), Category.SAFETY, plan.client_id)
    return signatures.sign(actor=actor, at=at, what=what, mark=mark, signer=signer)


def _may_write(actor: Member) -> None:
    if not actor.may(Category.SAFETY, writes=True):
        raise Refused(NOT_YOURS)


def _check_review(day: date | None, *, on: date, is_needed: bool = False) -> list[Finding]:
    latest = on + timedelta(days=REVIEW_DAYS)
    if day is None:
        return [Finding("CRI-038", "Say when you go through the plan again.", "review_on")] if is_needed else []
    if not on <= day <= latest:
        words = f"Choose a day from today to {latest:%B} {latest.day}, {latest.year}."
        return [Finding("CRI-039", words, "review_on")]
    return []
