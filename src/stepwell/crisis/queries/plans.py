"""Safety plans: the one in force, the one being written, those before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.crisis.models import SafetyPlan, SafetyPlanCopy
from stepwell.crisis.models.plans import COPY_WAYS
from stepwell.crisis.rules.plans import PlanBody, Section, body_of, sections
from stepwell.platform.signatures.queries import signatures_over
from stepwell.platform.walls.scope import Scope


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A version of a safety plan for pages."""

    id: UUID
    client_id: UUID
    site_id: UUID
    number: int
    body: PlanBody
    sections: list[Section]
    review_on: date | None
    written_by: str
    written_at: datetime
    agreed_by: str
    agreed_at: datetime | None
    voided: str
    version: int


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy that was given."""

    given_at: datetime
    way: str
    by: str


def body_of_row(plan: SafetyPlan) -> PlanBody:
    """Return the words of a version."""
    return body_of(plan.body)


def row(plan: SafetyPlan, *, with_staff: bool = True) -> PlanRow:
    """Return a version as pages show it; to its client without the names of staff, whose rows a link does not open."""
    body = body_of(plan.body)
    written_by = str(plan.written_by) if with_staff else ""
    agreed_by = str(plan.agreed_by) if with_staff and plan.agreed_by else ""
    return PlanRow(
        plan.pk, plan.client_id, plan.site_id, plan.number, body, sections(body), plan.review_on, written_by,
        plan.written_at, agreed_by, plan.agreed_at, plan.void_reason, plan.version,
    )  # fmt: skip


def of_client(client_id: UUID) -> list[PlanRow]:
    """Return every version of a client's plan, newest first."""
    return [row(plan) for plan in _loaded().filter(client=client_id).order_by("-number")]


def in_force(rows: list[PlanRow]) -> PlanRow | None:
    """Return the plan that counts: the newest that was agreed and not set aside."""
    return next((plan for plan in rows if plan.agreed_at and not plan.voided), None)


def draft(rows: list[PlanRow]) -> PlanRow | None:
    """Return the version that is being written."""
    return next((plan for plan in rows if not plan.agreed_at and not plan.voided), None)


def in_force_row(client_id: UUID) -> SafetyPlan | None:
    """Return the row of the plan that counts."""
    return (
        SafetyPlan.objects.filter(client=client_id, agreed_at__isnull=False, voided_at=None).order_by("-number").first()
    )


def get(client_id: UUID, plan_id: UUID) -> SafetyPlan | None:
    """Return the row of one version, or None if there is none to see."""
    return _loaded().filter(pk=plan_id, client=client_id).first()


def opened(subject: UUID) -> SafetyPlan | None:
    """Return the row that a link opens, for its holder; None if it was set aside since."""
    return SafetyPlan.objects.filter(pk=subject, voided_at=None).first()


def copies_of(plan_id: UUID) -> list[CopyRow]:
    """Return the copies given of a version, newest first."""
    found = SafetyPlanCopy.objects.select_related("by").filter(plan=plan_id).order_by("-given_at", "id")
    return [CopyRow(copy.given_at, COPY_WAYS[copy.way], str(copy.by)) for copy in found]


def signer_of(scope: Scope, content: bytes) -> str:
    """Return who signed exactly these words, or "" while nobody did."""
    found = signatures_over(scope, content).first()
    return found.signer if found else ""


def _loaded() -> QuerySet[SafetyPlan]:
    return SafetyPlan.objects.select_related("written_by", "agreed_by")
