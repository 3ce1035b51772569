"""Sample rows of measures and of the evaluation."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from stepwell.assessments.models import (
    Answer,
    Cosignature,
    Discussion,
    Evaluation,
    MeasureRequest,
    MeasureSchedule,
    Response,
    WeeklyMeasures,
)
from stepwell.people.models import Program
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.worlds import Clinic

DAY = date(2026, 3, 2)


def fill(clinic: Clinic) -> None:
    """Let Ana answer PHQ-9 with a critical answer, be asked again by link, and be evaluated."""
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    clinician, now = clinic["clinician"], timezone.now()
    scored = {
        "version": "1", "language": "en", "answers": {"q9": 1}, "subscores": {}, "missing": [], "remarks": [],
        "critical": [{"item": "q9", "value": 1, "means": "Thoughts"}], "algorithm": "sum/1",
    }  # fmt: skip
    with acting(clinic["administrator"].scope):
        WeeklyMeasures.objects.create(
            organization=clinic.organization, site=clinic.north, program=Program.objects.get(),
            instruments=["phq-9"], weekday=0, hour=10,
        )  # fmt: skip
    with acting(clinician.scope):
        response = Response.objects.create(
            **owned, **scored, instrument="phq-9", total=9, band="Mild", way="screen", taken_at=now,
            given_by=clinician.membership,
        )  # fmt: skip
        Discussion.objects.create(
            **owned, response=response, discussed_on=DAY, words="Went over it.", outcome="unchanged",
            because="One week.", written_by=clinician.membership, written_at=now,
        )  # fmt: skip
        MeasureSchedule.objects.create(
            **owned, instrument="phq-9", every_days=7, from_on=DAY, set_by=clinician.membership
        )
        request = MeasureRequest.objects.create(
            **owned, site=clinic.north, instruments=["gad-7/1"], due_on=DAY, asked_at=now,
            asked_by=clinician.membership, by_mail=False,
        )  # fmt: skip
        draft = Evaluation.objects.create(**owned, author=clinician.membership, begun_at=now, content="{}")
        signature = Signature.objects.create(
            **owned, category="chart", label="Evaluation", digest="0" * 64, signer="Clinician",
            account=clinician.account, way="typed", mark=b"C", signed_at=now, seal="0" * 64,
        )  # fmt: skip
        Evaluation.objects.filter(pk=draft.pk).update(
            signed_at=now, signed_by=clinician.membership, signature=signature, credential="no license", cosigns=True
        )
    with acting(clinic["supervisor"].scope):
        Cosignature.objects.create(
            **owned, evaluation=draft, digest="0" * 64, credential="LPC", signed_by=clinic["supervisor"].membership,
            signed_at=now,
        )  # fmt: skip
    _answer(clinic, request.pk)


def holder(clinic: Clinic) -> Scope:
    """Whoever holds the sample link that asks Ana to answer."""
    return Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{_token(clinic)}.", purpose="sample")


def _token(clinic: Clinic) -> str:
    return digest(f"measures of {clinic.organization.name}")


def _answer(clinic: Clinic, request_id: UUID) -> None:
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(clinic["clinician"].scope):
        link = OneTimeLink.objects.create(
            **owned, purpose="measures", subject=request_id, category="chart", token_hash=_token(clinic),
            expires_at=timezone.now() + timedelta(days=7),
        )  # fmt: skip
    with acting(holder(clinic)):
        Answer.objects.create(
            **owned, request_id=request_id, link=link, instrument="gad-7", version="1", item="q1", value=1,
            answered_at=timezone.now(),
        )  # fmt: skip
