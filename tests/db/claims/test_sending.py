"""Claims leave in files: none without a consent, none twice, none lost, whenever the machine stops."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from stepwell.claims.actions import leaving, preparing
from stepwell.claims.actions.acting import Actor
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.actions.queuing import queue, take_back
from stepwell.claims.models import Claim, ClaimEvent, ControlNumber, OutboundFile, OutboundText, Route
from stepwell.claims.vocabulary import State
from stepwell.config import database
from stepwell.kernel.findings import Refused
from stepwell.platform.jobs.scopes import system
from stepwell.platform.server.urls import as_another
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions.ending import revoke
from stepwell.privacy.models import Consent, Disclosure
from stepwell.privacy.vocabulary import RevocationWay
from stepwell.x12 import guides
from tests.db.claims.conftest import Claiming, make_claiming
from tests.db.claims.crashing import POINTS
from tests.db.treatmentplans.conftest import member
from tests.worlds import make_clinic


def _send(claiming: Claiming) -> int:
    return leaving.send(scope=system(claiming.clinic.organization.pk, "claims.send"), at=timezone.now())


def _queue(claiming: Claiming) -> int:
    count: int = claiming.do(queue, claim_ids=[claim.pk for claim in claiming.claims()])
    return count


def _folder(claiming: Claiming) -> Path:
    return Path(settings.OUTBOUND_FOLDER) / str(claiming.clinic.organization.pk)


def _files(claiming: Claiming) -> list[Path]:
    folder = _folder(claiming)
    return sorted(folder.glob("*.x12")) if folder.exists() else []


def _revoke(claiming: Claiming) -> None:
    with acting(claiming.clinic["privacy everywhere"].scope):
        revoke(
            actor=member(claiming.clinic["privacy everywhere"]), at=timezone.now(), consent=Consent.objects.get(),
            way=RevocationWay.SPOKEN, asked_by="Ana",
        )  # fmt: skip


@pytest.fixture
def ready(claiming: Claiming) -> Claiming:
    """One claim that is about to leave."""
    claiming.cut()
    _queue(claiming)
    return claiming


def test_a_claim_leaves_in_a_file_that_its_guide_takes(ready: Claiming) -> None:
    assert _send(ready) == 1

    (file,) = _files(ready)
    text = file.read_text()
    assert guides.check(text) == ()
    with acting(ready.clinic["biller everywhere"].scope):
        row = OutboundFile.objects.get()
        assert row.digest == sha256(text.encode()).hexdigest()
        assert OutboundText.objects.get().text == text
        assert (row.claims, row.charged, row.left_at is not None) == (1, 42_500, True)
    assert ready.claims()[0].state == "sent"


def test_that_the_payer_is_told_is_written_down_as_a_disclosure(ready: Claiming) -> None:
    _send(ready)

    with acting(ready.clinic["privacy everywhere"].scope):
        (told,) = Disclosure.objects.all()
    assert (told.recipient, told.basis, told.purpose, told.way) == (
        "Buckeye Mutual", "consent_tpo", "payment", "electronic",
    )  # fmt: skip


def test_sending_again_sends_nothing(ready: Claiming) -> None:
    _send(ready)

    assert _send(ready) == 0
    assert len(_files(ready)) == 1


def test_a_consent_taken_back_stops_the_next_file(ready: Claiming) -> None:
    _revoke(ready)

    assert _send(ready) == 0
    assert _files(ready) == []
    (claim,) = ready.claims()
    assert (claim.state, ready.codes(claim)) == ("scrub_failed", ["SCR-603"])


def test_a_consent_taken_back_stops_a_file_that_was_made(ready: Claiming) -> None:
    scope = system(ready.clinic.organization.pk, "claims.send")
    with acting(scope):
        preparing.prepare(scope=scope, at=timezone.now())
    _revoke(ready)

    assert _send(ready) == 0
    assert _files(ready) == []
    assert list((_folder(ready) / ".spool").iterdir()) == []
    assert ready.claims()[0].state == "scrub_failed"
    with acting(ready.clinic["privacy everywhere"].scope):
        assert not Disclosure.objects.exists()


def test_a_claim_that_is_not_ready_is_not_chosen(ready: Claiming) -> None:
    with pytest.raises(Refused, match="CLM-003"):
        _queue(ready)


def test_a_claim_may_stay_as_long_as_it_lies_in_no_file(ready: Claiming) -> None:
    (claim,) = ready.claims()
    ready.do(take_back, claim_id=claim.pk)

    assert ready.claims()[0].state == "ready"


def test_what_is_wrong_with_the_envelope_stops_the_claims_and_says_so(ready: Claiming) -> None:
    with acting(ready.clinic["biller"].scope):
        Route.objects.update(contact_phone="none")

    assert _send(ready) == 0
    (claim,) = ready.claims()
    assert (claim.state, claim.findings[0]["field"]) == ("scrub_failed", "file")


def _crash(claiming: Claiming, point: str) -> None:
    kept = connection.settings_dict
    url = as_another(
        database.url("application"), user=kept["USER"], password=kept["PASSWORD"], dbname=kept["NAME"]
    )  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "tests.db.claims.crashing", str(claiming.clinic.organization.pk), point],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "stepwell.config.settings"},
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_whenever_the_machine_stops_a_claim_leaves_once_and_no_number_comes_again(transactional_db: None) -> None:
    del transactional_db
    claiming = make_claiming(make_clinic("Riverbend"))
    for name in ("biller everywhere", "privacy everywhere"):
        _ = claiming.clinic[name]
    for point in POINTS:
        claiming.charge_anew()
        claiming.do(_voided)
        claiming.cut()
        _queue(claiming)
        _crash(claiming, point)
        _send(claiming)

    with acting(claiming.clinic["biller everywhere"].scope):
        files = list(OutboundFile.objects.order_by("interchange"))
        sent = list(ClaimEvent.objects.filter(state="sent").values_list("claim", flat=True))
        counts = {row.kind: row.last for row in ControlNumber.objects.all()}
    assert len(sent) == len(set(sent)) == len(POINTS)
    assert all(row.left_at and not row.withdrawn_at for row in files)
    assert [path.name for path in _files(claiming)] == [row.name for row in files]
    assert [sha256(path.read_bytes()).hexdigest() for path in _files(claiming)] == [row.digest for row in files]
    assert len({row.interchange for row in files}) == len(files) == len(POINTS)
    assert counts["interchange"] >= len(POINTS)
    with acting(claiming.clinic["privacy everywhere"].scope):
        assert Disclosure.objects.count() == len(POINTS)


def _voided(*, actor: Actor, at: datetime) -> None:
    """Have the claim that was sent voided, so that the day may be billed again."""
    sent = Claim.objects.filter(state=State.SENT).values_list("pk", flat=True)
    move_all(actor=actor, at=at, steps=[Move(claim_id=each, to=State.VOIDED) for each in sent])
