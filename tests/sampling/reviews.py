"""Sample rows of reviews and discharges: of Ana's episode now, and of one that ended last year."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from stepwell.clients.models import Episode
from stepwell.people.models import Program
from stepwell.placement.models import Placement
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from stepwell.reviews.models import (
    Discharge,
    DischargeSummary,
    FollowUpAttempt,
    FollowUpTask,
    MedicationAtDischarge,
    NextAppointment,
    RelapsePlan,
    Review,
)
from tests.worlds import Clinic

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
OPENED, ENDED = date(2025, 11, 3), date(2025, 12, 12)


def fill(clinic: Clinic) -> None:
    """Review Ana, begin her discharge; discharge her from an earlier episode and call her."""
    ana, clinician = clinic.clients["ana"], clinic["clinician"]
    owned: dict[str, Any] = {"organization": clinic.organization, "client": ana}
    with acting(clinic["admissions"].scope):
        now = Episode.objects.get(client=ana)
        before = Episode.objects.create(
            **owned, program=Program.objects.get(), opened_on=OPENED, closed_on=ENDED,
            opened_by=clinic["admissions"].membership,
        )  # fmt: skip
    begun: dict[str, Any] = {"begun_at": AT, "begun_by": clinician.membership}
    with acting(clinician.scope):
        signature = Signature.objects.create(
            **owned, category="chart", label="Review", digest="0" * 64, signer="Cleo", account=clinician.account,
            way="typed", mark=b"x", signed_at=AT, seal="0" * 64,
        )  # fmt: skip
        signed: dict[str, Any] = {
            "signed_at": AT, "signed_by": clinician.membership, "signature": signature, "signed_text": "x",
        }  # fmt: skip
        for placement in Placement.objects.order_by("decided_at"):
            review = Review.objects.create(**owned, **begun, episode=now, placement=placement, level="2.1")
            if placement.decided_at:
                Review.objects.filter(pk=review.pk).update(
                    **signed, signed_on=AT.date(), decision="C1", discussed=True, plan_changed=False,
                    next_review_on=AT.date() + timedelta(days=14),
                )  # fmt: skip
        draft = DischargeSummary.objects.create(**owned, **begun, episode=now, last_day=date(2026, 3, 30))
        _parts(draft, owned)
        summary = DischargeSummary.objects.create(
            **owned, **begun, episode=before, reason="completed", last_day=ENDED, follow_up=True
        )
        DischargeSummary.objects.filter(pk=summary.pk).update(**signed)
        discharge = Discharge.objects.create(
            **owned, episode=before, summary=summary, reason="completed", last_day=ENDED, done_at=AT,
            done_by=clinician.membership,
        )  # fmt: skip
        task = FollowUpTask.objects.create(**owned, discharge=discharge, days=7, due_on=ENDED + timedelta(days=7))
        FollowUpAttempt.objects.create(
            **owned, task=task, at=AT, day=AT.date(), by=clinician.membership, way="call", outcome="no_answer"
        )


def _parts(summary: DischargeSummary, owned: dict[str, Any]) -> None:
    about = {**owned, "summary": summary}
    NextAppointment.objects.create(
        **about, kind="therapy", on=ENDED + timedelta(days=3), at_time=time(9), with_whom="Dr. Vance"
    )
    MedicationAtDischarge.objects.create(**about, name="Naltrexone", dose="50 mg", supply_days=30)
    RelapsePlan.objects.create(**about, parts={"triggers": ["Fridays after work"]})
