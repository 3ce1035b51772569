"""A day that changed after its claim was sent, and after it was paid: the claim is replaced or voided."""

import pytest
from django.utils import timezone

from stepwell.claims.actions import leaving
from stepwell.claims.actions.correcting import correct, correct_decided, correction_of
from stepwell.claims.actions.moving import Given, Move, move_all, note_controls
from stepwell.claims.actions.queuing import queue
from stepwell.claims.models import Claim, ClaimEvent, ClaimVersion, ClientOnFile
from stepwell.claims.queries.changes import sent_and_changed
from stepwell.claims.rules.correcting import Reason
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


def _again(claiming: Claiming, *, is_unprocessable: bool = False) -> Claim:
    """Make the claim that takes the place of the first one."""
    first = claiming.claims()[0]
    key = claiming.do(
        correct_decided, claim_id=first.pk, reason=Reason.OTHER, words="The address was an old one.",
        is_unprocessable=is_unprocessable,
    )  # fmt: skip
    return next(one for one in claiming.claims() if one.pk == key)


def _mend(claiming: Claiming) -> None:
    with acting(claiming.clinic["biller"].scope):
        ClientOnFile.objects.update(street="2 Lake Rd")


def test_a_denied_claim_is_corrected_by_what_was_mended_since(paid: Claiming) -> None:
    with pytest.raises(Refused, match="CLM-008"):
        _again(paid)
    _mend(paid)
    with acting(paid.clinic["biller"].scope):
        found = correction_of(paid.claims()[0].pk, is_unprocessable=False)
    assert [(one.what, "2 Lake Rd" in one.after) for one in found.changes] == [("Holder’s address", True)]
    after = _again(paid)
    before = paid.claims()[0]
    assert (after.frequency, after.original_number, after.replaces_id, after.root_id) == (
        "7",
        "ICN77",
        before.pk,
        before.pk,
    )
    assert (after.state, before.state, after.number != before.number) == ("ready", "adjudicated", True)
    with acting(paid.clinic["biller"].scope):
        begun = ClaimEvent.objects.get(claim=after, number=1)
    assert (begun.code, begun.words) == ("D9", "The address was an old one.")
    with pytest.raises(Refused, match="CLM-005"):
        _again(paid)


def test_what_the_payer_took_none_of_goes_out_anew(paid: Claiming) -> None:
    _mend(paid)
    after = _again(paid, is_unprocessable=True)
    assert (after.frequency, after.original_number, after.replaces_id, after.root_id) == ("1", "", None, after.pk)
    assert (paid.claims()[0].state, after.state) == ("replaced", "ready")
    assert paid.cut().cut == 0
