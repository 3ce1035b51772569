"""Sample rows of what a week must respect: Ana works, her leader has hours, she and Dee are kept apart."""

from datetime import date, time
from uuid import UUID

from django.utils import timezone

from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import GroupSeries
from stepwell.weekplans.models import (
    ApartPair,
    ApartReason,
    ClientNeeds,
    ClientTime,
    Curriculum,
    CurriculumStart,
    GroupNeeds,
    Mending,
    Proposal,
    ProposalResult,
    Publication,
    StaffTime,
    TakenBack,
    WeekChange,
)
from stepwell.weekplans.vocabulary import State
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Say what is known of Ana's week."""
    owned = {"organization": clinic.organization}
    ana, dee = clinic.clients["ana"], clinic.clients["dee"]
    when = {"weekdays": [0, 1], "starts": time(9), "ends": time(17), "from_on": date(2026, 1, 5)}
    first, second = sorted((ana.pk, dee.pk))
    pair = {**owned, "client_id": first, "other_id": second}
    with acting(clinic["director"].scope):
        ClientTime.objects.create(**owned, client=ana, why="work", **when)
        ClientNeeds.objects.create(**owned, client=ana, state="OH")
        StaffTime.objects.create(**owned, site=clinic.north, membership=clinic["clinician"].membership, **when)
        GroupNeeds.objects.create(**owned, site=clinic.north, series=GroupSeries.objects.get())
        skills = Curriculum.objects.create(
            **owned, site=clinic.north, name="Skills", lessons=["Breathing", "Saying no"], modules=["", ""]
        )
        CurriculumStart.objects.create(
            **owned, site=clinic.north, series=GroupSeries.objects.get(), curriculum=skills, from_on=date(2026, 1, 5)
        )
        ApartReason.objects.create(**pair, pair=ApartPair.objects.create(**pair), words="former partners")
    _propose(clinic, owned)


def _propose(clinic: Clinic, owned: dict[str, object]) -> None:
    """Plan a week in which Ana is alone, and publish it."""
    here = {**owned, "site": clinic.north}
    ana = str(clinic.clients["ana"].pk)
    member = clinic["director"].membership
    with acting(clinic["director"].scope):
        proposal = Proposal.objects.create(
            **here, week_on=date(2026, 11, 2), asked_by=member, seconds=30, state=State.DONE, ended_at=timezone.now()
        )
    one = {"client": ana, "verdict": "partial", "minutes": 0, "days": 0, "violations": ["hours_least"]}
    certificate = {
        "verdict": "partial",
        "cost": {"total": 1000},
        "rules": [{"rule": "hours_least", "checks": 1, "violations": 1}],
        "clients": [one],
        "violations": [{"rule": "hours_least", "client": ana, "sentence": f"{ana} has 0 of 540 minutes."}],
    }
    empty: dict[str, list[object]] = {"groups": [], "seats": []}
    with acting(clinic.system()):
        ProposalResult.objects.create(
            **here, proposal=proposal, instance={"clients": [{"id": ana}], "groups": []}, given_sha256="0" * 64,
            before=empty, week=empty, certificate=certificate, certificate_before=certificate, verdict="partial",
            cost=1000, bound=900,
        )  # fmt: skip
    with acting(clinic["director"].scope):
        Mending.objects.create(
            **here, week_on=date(2026, 11, 2), day=date(2026, 11, 3), what="absence", about=UUID(ana), mended_by=member,
            moved=[UUID(ana)], left={ana: []}, instance={"clients": [{"id": ana}], "groups": []}, week=empty,
            certificate=certificate | {"sha256": "0" * 64},
        )  # fmt: skip
        publication = Publication.objects.create(
            **here, proposal=proposal, published_by=member, reason="the site was closed"
        )
        TakenBack.objects.create(**here, publication=publication, taken_by=member, reason="the site is open")
        WeekChange.objects.create(
            **owned, client=clinic.clients["ana"], week_on=date(2026, 11, 2), by="published", came=1
        )
