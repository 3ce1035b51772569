"""Readers that are killed amid posting, and two at once: nothing is posted twice, nothing by half, nothing is lost."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from stepwell.billing.models import Transaction
from stepwell.claims.models import Claim
from stepwell.config import database, places
from stepwell.platform.server.urls import as_another
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.gateways import inbox as gateway
from stepwell.remittances.models import InboundFile, Remittance, WorkItem
from tests.db.remittances.answering import ALLOWED, CHARGED, answer, era
from tests.db.remittances.world import World, make_world
from tests.db.scheduling.test_races import together
from tests.worlds import make_clinic

KILLS = 50
STATEMENTS = 75  # about as many as taking and reading one file asks
OFF = CHARGED - ALLOWED

pytestmark = [pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    """Riverbend, committed: other processes see it."""
    del transactional_db
    clinic = make_clinic("Riverbend")
    for name in ("biller everywhere", "admissions everywhere", "administrator everywhere"):
        _ = clinic[name]
    return make_world(clinic)


def test_fifty_readers_that_are_killed_post_everything_once(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2026, 1, 5) + timedelta(days=number) for number in range(KILLS)]
    claims = [world.claim(day) for day in days]
    inbound = str(world.clinic.organization.pk)
    for folder in ("staged", inbound):
        (tmp_path / folder).mkdir()
    for number, claim in enumerate(claims):
        text = era(answer(claim.number, payer_control=f"ICN{number}"), number=f"EFT{number}")
        (tmp_path / "staged" / f"{number:03}.x12").write_text(text)

    assert _killed(world, tmp_path) > KILLS // 2
    monkeypatch.setattr(places, "inbound", lambda: tmp_path)
    monkeypatch.setattr(gateway, "SETTLED", -1.0)
    tasks.collect.run(organization=world.clinic.organization.pk)

    assert world.sums() == {"charges": -KILLS * CHARGED, "contractual": KILLS * OFF, "eft": KILLS * ALLOWED}
    with acting(world.biller):
        assert Transaction.objects.filter(source="remittance_line").count() == 2 * KILLS
        assert Remittance.objects.count() == InboundFile.objects.filter(reading="read").count() == KILLS
        assert set(Claim.objects.values_list("state", flat=True)) == {"closed"}
        assert not WorkItem.objects.exists()
    assert len(list((tmp_path / inbound / "done").iterdir())) == KILLS


def _killed(world: World, folder: Path) -> int:
    """Return how many readers were killed before they were done."""
    kept = connection.settings_dict
    url = as_another(database.url("application"), user=kept["USER"], password=kept["PASSWORD"], dbname=kept["NAME"])
    numbers = [str(1 + number * STATEMENTS // KILLS) for number in range(KILLS)]
    words = ["-m", "tests.db.remittances.crashing", str(world.clinic.organization.pk), str(folder), *numbers]
    ended = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "stepwell.config.settings"},
        capture_output=True, check=False, timeout=200,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()
    return int(ended.stdout)


def test_two_readers_of_one_file_post_it_once(world: World) -> None:
    claim = world.claim(date(2026, 3, 9))
    file_id = world.take(era(answer(claim.number)))

    def read() -> None:
        read_file(actor=world.clinic.system(), at=timezone.now(), file_id=file_id)

    assert together(read, read) == ["done", "done"]
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}


def test_one_payment_in_two_files_at_once_is_posted_once(world: World) -> None:
    claim = world.claim(date(2026, 3, 9))
    files = [world.take(era(answer(claim.number))) for _ in range(2)]

    def reader(place: int) -> None:
        read_file(actor=world.clinic.system(), at=timezone.now(), file_id=files[place])

    assert together(lambda: reader(0), lambda: reader(1)) == ["done", "done"]
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}
    assert world.work() == ["POS-017"]
