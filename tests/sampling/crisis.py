"""Sample rows of crises: one open, one closed with its follow-up, safety plans, the rota, the line."""

from datetime import timedelta

from django.utils import timezone

from stepwell.crisis.models import (
    CrisisAction,
    CrisisCall,
    CrisisClosing,
    CrisisEvent,
    CrisisLine,
    FollowUp,
    OnCallShift,
    SafetyPlan,
    SafetyPlanCopy,
)
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person


def fill(clinic: Clinic) -> None:
    """Leave Ana in a crisis, with another one behind her, and a plan; Cy in one that somebody was called for."""
    clinician, now = clinic["clinician"], timezone.now()
    with acting(clinician.scope):
        _closed(clinic, clinician)
        _action(clinic, _event(clinic, opened_at=now), clinician)
        _plans(clinic, clinician)
    with acting(clinic.system()):
        _called(clinic)
    with acting(clinic["director"].scope):
        OnCallShift.objects.create(
            organization=clinic.organization, site=clinic.north, membership=clinician.membership, place="first",
            starts_at=now, ends_at=now + timedelta(hours=12), phone="+19375550142",
        )  # fmt: skip
        CrisisLine.objects.create(
            organization=clinic.organization, site=clinic.north, phone="+19375550199", hours="day and night"
        )


def _event(clinic: Clinic, **values: object) -> CrisisEvent:
    return CrisisEvent.objects.create(
        organization=clinic.organization, client=clinic.clients["ana"], source="staff", kind="suicide", tier="low",
        **values,
    )  # fmt: skip


def _action(clinic: Clinic, event: CrisisEvent, who: Person) -> None:
    CrisisAction.objects.create(
        organization=clinic.organization, event=event, client=clinic.clients["ana"], at=event.opened_at, step="spoke",
        words="sad, safe", told="", whereabouts="", by=who.membership, account=who.account,
    )  # fmt: skip


def _called(clinic: Clinic) -> None:
    """Call the clinician of the south for Cy, who is otherwise closed to them: it opens the record."""
    about = {"organization": clinic.organization, "client": clinic.clients["cy"]}
    now = timezone.now()
    event = CrisisEvent.objects.create(**about, source="alone", kind="suicide", tier="high", opened_at=now)
    CrisisCall.objects.create(**about, event=event, at=now, membership=clinic["clinician south"].membership)


def _closed(clinic: Clinic, who: Person) -> None:
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    mine = {"by": who.membership, "account": who.account}
    at = timezone.now() - timedelta(days=2)
    event = _event(clinic, opened_at=at, owner=who.membership)
    _action(clinic, event, who)
    CrisisClosing.objects.create(
        **about, **mine, event=event, closed_at=at, closed_on=at.date(), tier="low", disposition="safe_with_plan",
        words="safe for now", follow_up_on=at.date() + timedelta(days=1), follow_up_by=who.membership,
    )  # fmt: skip
    FollowUp.objects.create(
        **about, **mine, event=event, at=at, outcome="not_reached", words="no answer",
        next_on=at.date() + timedelta(days=2), next_by=who.membership,
    )  # fmt: skip


def _plans(clinic: Clinic, who: Person) -> None:
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    now = timezone.now()
    plan = SafetyPlan.objects.create(
        **about, site=clinic.north, number=1, body={"signs": ["no sleep"]}, written_by=who.membership, written_at=now,
        agreed_by=who.membership, agreed_at=now, review_on=now.date() + timedelta(days=30),
    )  # fmt: skip
    SafetyPlan.objects.create(
        **about, site=clinic.north, number=2, body={"signs": ["no sleep"]}, written_by=who.membership, written_at=now
    )
    SafetyPlanCopy.objects.create(**about, plan=plan, given_at=now, way="paper", by=who.membership, account=who.account)
