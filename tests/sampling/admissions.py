"""Sample rows of admission: Ana was admitted with a waiver, brought a container, and had once not wanted to come."""

from datetime import UTC, datetime, timedelta

from stepwell.admissions.models import Admission, AdmissionItem, ItemDone, MedicationListed, Waiver, Withdrawal
from stepwell.admissions.vocabulary import Gate
from stepwell.clients.models import Episode
from stepwell.placement.models import LevelDecision, ServicesOrder
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def fill(clinic: Clinic) -> None:
    """Fill the tables of admission."""
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    by, day = clinic["admissions"].membership, AT.date()
    with acting(clinic["administrator everywhere"].scope):
        item = AdmissionItem.objects.create(
            organization=clinic.organization, name="Naloxone offered", kind="answer", position=1
        )
    with acting(clinic["admissions"].scope):
        left = Withdrawal.objects.create(
            **owned, why="unwanted", words="Not now.", withdrawn_at=AT - timedelta(days=9), withdrawn_by=by
        )
        Withdrawal.objects.filter(pk=left.pk).update(resumed_at=AT - timedelta(days=2), resumed_by=by)
        Waiver.objects.create(
            **owned, gate="rules", reason="Reads them on Monday.", waived_at=AT, waived_on=day, waived_by=by
        )
        ItemDone.objects.create(
            **owned, item=item, answer="done", words="Took a kit.", done_on=day, done_at=AT, done_by=by
        )
        MedicationListed.objects.create(
            **owned, name="Sertraline", strength="50 mg", directions="one a day", counted=28, kept="client",
            listed_on=day, listed_at=AT, listed_by=by,
        )  # fmt: skip
        Admission.objects.create(
            **owned, episode=Episode.objects.get(client=clinic.clients["ana"]), decision=LevelDecision.objects.get(),
            order=ServicesOrder.objects.get(), admitted_on=day, admitted_at=AT, admitted_by=by,
            gates={str(gate): "waived" if gate is Gate.RULES else "done" for gate in Gate},
        )  # fmt: skip
