"""Charged days become claims, once; what is wrong with one is told, and mended."""

from datetime import timedelta
from typing import Any

import pytest

from stepwell.billing.models import Stop
from stepwell.claims.actions.cutting import cut_claims
from stepwell.claims.actions.mending import rescrub
from stepwell.claims.models import ClaimLine, ClaimVersion, Route
from stepwell.claims.rules.packing import unpacked
from stepwell.coverage.models import Payer
from stepwell.platform.walls.scope import acting
from tests.db.claims.conftest import Claiming, make_claiming
from tests.db.scheduling.test_races import together
from tests.worlds import make_clinic


def test_a_charged_day_becomes_a_claim_that_is_ready(claiming: Claiming) -> None:
    counts = claiming.cut()
    (claim,) = claiming.claims()

    assert (counts.ready, counts.failed, counts.dropped) == (1, 0, 0)
    assert (claim.state, claim.charged, claim.number) == ("ready", 42_500, "C000000001")
    assert claiming.codes(claim) == []


def test_what_the_claim_says_is_what_was_charged(claiming: Claiming) -> None:
    claiming.cut()
    with acting(claiming.clinic["biller"].scope):
        said = unpacked(ClaimVersion.objects.get().said)
        line = ClaimLine.objects.get()

    assert [(one.control_number, one.first, str(one.charge)) for one in said.lines] == [
        ("C000000001-1", claiming.charging.day, "425.00")
    ]
    assert (said.coverage.payer.id, said.coverage.member.member_id, said.authorization) == ("BUCK1", "W123", "A-1")
    assert said.note == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert (line.control, line.owed, line.expected, line.code) == ("C000000001-1", 42_500, 28_500, "H0015")


def test_cutting_again_cuts_nothing(claiming: Claiming) -> None:
    claiming.cut()

    assert claiming.cut().cut == 0
    assert len(claiming.claims()) == 1


def test_a_claim_with_something_missing_waits_until_it_is_mended(claiming: Claiming) -> None:
    with acting(claiming.clinic["admissions"].scope):
        claiming.charging.payer.payer_id = ""
        claiming.charging.payer.save(update_fields=["payer_id"])
    claiming.cut()
    (claim,) = claiming.claims()
    assert (claim.state, claiming.codes(claim)) == ("scrub_failed", ["SCR-110"])

    with acting(claiming.clinic["admissions"].scope):
        claiming.charging.payer.payer_id = "BUCK1"
        claiming.charging.payer.save(update_fields=["payer_id"])
    claiming.do(rescrub, claim_ids=[claim.pk])
    (claim,) = claiming.claims()

    assert (claim.state, claim.events, claiming.codes(claim)) == ("ready", 3, [])
    with acting(claiming.clinic["biller"].scope):
        (stop,) = Stop.objects.filter(what="claim")
        assert (stop.code, stop.of, stop.cents, stop.ending) == ("SCR-110", claim.pk, 42_500, "mended")
        assert [row.number for row in ClaimVersion.objects.order_by("number")] == [1, 2]


def test_scrubbing_again_with_nothing_changed_changes_nothing(claiming: Claiming) -> None:
    claiming.cut()
    (before,) = claiming.claims()
    claiming.do(rescrub, claim_ids=[before.pk])
    (after,) = claiming.claims()

    assert (after.events, after.findings) == (before.events, before.findings)
    with acting(claiming.clinic["biller"].scope):
        assert ClaimVersion.objects.count() == 1


def test_without_a_route_a_claim_goes_nowhere(claiming: Claiming) -> None:
    with acting(claiming.clinic["admissions"].scope):
        other = Payer.objects.create(organization=claiming.clinic.organization, name="Other", kind="commercial")
    with acting(claiming.clinic["biller"].scope):
        Route.objects.update(payer=other)
    claiming.cut()

    assert claiming.codes(claiming.claims()[0]) == ["CLM-002"]


def test_a_day_that_changed_before_its_claim_went_out_makes_another_claim(claiming: Claiming) -> None:
    claiming.cut()
    claiming.charge_anew()
    counts = claiming.cut()

    assert (counts.cut, counts.dropped) == (1, 1)
    assert [(one.number, one.state) for one in claiming.claims()] == [
        ("C000000001", "dropped"), ("C000000002", "ready"),
    ]  # fmt: skip


def test_who_sees_no_bills_of_the_client_cuts_none(claiming: Claiming) -> None:
    assert claiming.cut(by="biller south").cut == 0


def test_days_after_the_last_one_asked_for_wait(claiming: Claiming) -> None:
    claiming.do(cut_claims, through=claiming.charging.day - timedelta(days=1))

    assert claiming.claims() == []


def test_it_asks_the_same_few_questions_for_one_day_or_many(
    claiming: Claiming, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(60):
        claiming.cut()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cut_once(transactional_db: None) -> None:
    del transactional_db
    claiming = make_claiming(make_clinic("Riverbend"))

    assert together(claiming.cut, claiming.cut) == ["done", "done"]
    assert [claim.number for claim in claiming.claims()] == ["C000000001"]
