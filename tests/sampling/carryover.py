"""Sample rows of what was before: Ana was in care when the clinic began to use Stepwell."""

from datetime import UTC, datetime, timedelta

from stepwell.carryover.models import Import, ImportRow, Paper
from stepwell.clients.models import CarriedOver, Episode
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 5, 15, tzinfo=UTC)


def fill(clinic: Clinic) -> None:
    """Note that Ana had attended two days elsewhere, that her plan is on paper; and send a file with one faulty row."""
    admissions = clinic["admissions"]
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(admissions.scope):
        before = CarriedOver.objects.create(
            **owned, episode=Episode.objects.get(client=clinic.clients["ana"]), as_of=AT.date() - timedelta(days=1),
            days_attended=2, minutes_attended=360, source="paper chart", external_number="A-17",
            fingerprint=b"x" * 16, noted_at=AT, noted_by=admissions.membership, account=admissions.account,
        )  # fmt: skip
        Paper.objects.create(
            **owned, carried=before, kind="plan", dated=AT.date(), review_by=AT.date() + timedelta(days=30),
            signed_by="Dana Sample", kept_at="Paper chart", noted_at=AT, noted_by=admissions.membership,
        )  # fmt: skip
        sent = {"organization": clinic.organization, "account": admissions.account}
        batch = Import.objects.create(**sent, sent_at=AT)
        ImportRow.objects.create(
            **sent, batch=batch, line=2, state="faulty", cells={"first_name": "Ana", "last_name": "López"},
            findings=[["CAR-010", "This is needed. Fill it in.", "site"]],
        )  # fmt: skip
