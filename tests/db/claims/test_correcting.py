"""A day that changed after its claim was sent, and after it was paid: the claim is replaced or voided."""

import pytest
from django.utils import timezone

from stepwell.claims.actions import leaving
from stepwell.claims.actions.correcting import correct
from stepwell.claims.actions.moving import Given, Move, move_all, note_controls
from stepwell.claims.actions.queuing import queue
from stepwell.claims.models import Claim, ClaimVersion
from stepwell.claims.queries.changes import sent_and_changed
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.vocabulary import State, Told
from stepwell.kernel.findings import Refused
from stepwell.notes.models import Note
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from tests.db.claims.conftest import Claiming


def _send(claiming: Claiming) -> None:
    claiming.do(queue, claim_ids=[claim.pk for claim in claiming.claims()])
    leaving.send(scope=system(claiming.clinic.organization.pk, "claims.send"), at=timezone.now())


def _decide(claiming: Claiming, claim: Claim) -> None:
    """Let the payer take and decide the claim, under a number of its own."""
    given = Given(claim_id=claim.pk, number="ICN77", told=Told.REMITTANCE)
    claiming.do(note_controls, given=[given])
    for state in (State.PAYER_ACCEPTED, State.ADJUDICATED):
        claiming.do(move_all, steps=[Move(claim_id=claim.pk, to=state)])


@pytest.fixture
def paid(claiming: Claiming) -> Claiming:
    """A claim that the payer decided."""
    claiming.cut()
    _send(claiming)
    _decide(claiming, claiming.claims()[0])
    return claiming


def test_a_day_that_changed_after_it_was_paid_replaces_the_claim(paid: Claiming) -> None:
    paid.charge_anew()
    before = paid.claims()[0]
    assert paid.cut().cut == 0

    key = paid.do(correct, claim_id=before.pk)
    before, after = paid.claims()
    assert (after.pk, after.frequency, after.original_number, after.state) == (key, "7", "ICN77", "ready")
    assert (before.state, after.charged - before.charged) == ("adjudicated", 100)

    paid.do(queue, claim_ids=[after.pk])
    leaving.send(scope=system(paid.clinic.organization.pk, "claims.send"), at=timezone.now())
    before, after = paid.claims()
    assert (before.state, after.state) == ("replaced", "sent")


def test_what_the_payer_did_not_take_yet_waits(claiming: Claiming) -> None:
    claiming.cut()
    _send(claiming)
    claiming.charge_anew()

    with pytest.raises(Refused, match="CLM-006"):
        claiming.do(correct, claim_id=claiming.claims()[0].pk)


def test_a_day_that_is_not_charged_any_more_voids_the_claim(paid: Claiming) -> None:
    with acting(paid.clinic["facilitator"].scope):
        assert Note.objects.exists()
    with acting(paid.clinic["biller"].scope):
        paid.charging.contract.services.update(least_minutes=1_000)
    paid.charging.charge()
    before = paid.claims()[0]

    key = paid.do(correct, claim_id=before.pk)
    with acting(paid.clinic["biller"].scope):
        void = Claim.objects.get(pk=key)
        said = unpacked(ClaimVersion.objects.get(claim=void).said)
        assert not sent_and_changed().exists()
    assert (void.frequency, void.state, void.charged) == ("8", "ready", before.charged)
    assert [line.control_number for line in said.lines] == [f"{void.number}-1"]


def test_a_claim_that_says_what_is_charged_is_not_corrected(paid: Claiming) -> None:
    with pytest.raises(Refused, match="CLM-005"):
        paid.do(correct, claim_id=paid.claims()[0].pk)


def test_nothing_is_corrected_twice(paid: Claiming) -> None:
    paid.charge_anew()
    before = paid.claims()[0]
    paid.do(correct, claim_id=before.pk)

    with pytest.raises(Refused, match="CLM-005"):
        paid.do(correct, claim_id=before.pk)
