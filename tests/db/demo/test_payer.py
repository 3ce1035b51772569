"""The payers of the demonstration answer what was sent, and nobody who is real."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from stepwell.claims.models import Claim, OutboundFile, OutboundText
from stepwell.config import places
from stepwell.demo.payer.deciding import CYCLE, Fate, fate_of
from stepwell.demo.payer.visiting import visit, visit_all
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.gateways import inbox as gateway
from tests.db.remittances.world import World, make_world
from tests.rules.demo.test_payer import sent_file
from tests.rules.x12.building import billing, professional, professional_line
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
NPI = "1234567893"
STATES = {
    Fate.PAID: "closed", Fate.COINSURANCE: "patient_due", Fate.COPAY: "patient_due", Fate.DEDUCTIBLE: "patient_due",
    Fate.REDUCED: "closed", Fate.UNAUTHORIZED: "denied", Fate.UNNECESSARY: "denied", Fate.INCOMPLETE: "denied",
    Fate.PARTLY: "denied", Fate.REVERSED: "closed", Fate.RECOUPED: "closed", Fate.PENDED: "closed",
    Fate.FORWARDED: "secondary_due", Fate.MISNUMBERED: "closed", Fate.REJECTED: "claim_rejected",
    Fate.LOST: "sent",  # the file that is acknowledged here holds other claims
}  # fmt: skip


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(places, "inbound", lambda: tmp_path / "inbound")
    monkeypatch.setattr(places, "payers", lambda: tmp_path / "payers")
    monkeypatch.setattr(gateway, "SETTLED", -1.0)
    return tmp_path


@pytest.fixture
def world(clinic: Clinic, home: Path) -> World:
    """The clinic as a demonstration that sent twenty claims in one file."""
    del home
    world = make_world(clinic)
    days = [date(2026, 3, 1) + timedelta(days=number) for number in range(len(CYCLE))]
    claims = [world.claim(day) for day in days]
    written = [
        professional(
            number=claim.number, billing=replace(billing(), npi=NPI),
            lines=(
                professional_line(
                    9, 1, control_number=f"{claim.number}-1", first=claim.first_on, charge=Decimal(425)
                ),
            ),
        )
        for claim in claims
    ]  # fmt: skip
    with acting(clinic.system()):
        OutboundText.objects.create(
            **world.owned, file=OutboundFile.objects.get(interchange=1), text=sent_file(written, 1)
        )
    with acting(clinic["administrator everywhere"].scope):
        Organization.objects.filter(pk=clinic.organization.pk).update(is_demo=True)
    return world


def test_every_claim_comes_back_in_two_visits(world: World) -> None:
    organization = world.clinic.organization.pk
    given = []
    for _ in range(3):
        given.append(visit(organization, at=timezone.now()).answers)
        tasks.collect.run(organization=organization)

    assert given == [5, 1, 0]
    with acting(world.biller):
        found = {(fate_of(one.number), one.state) for one in Claim.objects.all()}
    assert found == set(STATES.items())
    assert world.sums().get("unposted", 0) == 0
    assert set(world.work()) == {"ACK-004", "POS-011", "POS-013", "POS-014"}


def test_a_real_clinic_gets_no_answer(clinic: Clinic, home: Path) -> None:
    with pytest.raises(Refused, match="DEMO-004"):
        visit(clinic.organization.pk, at=timezone.now())
    with pytest.raises(Refused, match="DEMO-004"):
        visit_all(at=timezone.now())
    assert list(home.iterdir()) == []
