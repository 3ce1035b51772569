"""Remittances posted to the cent, once, whole or as work."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection

from stepwell.billing.models import Transaction
from stepwell.claims.models import PayerControl
from stepwell.coverage.handing import answered
from stepwell.coverage.models import Policy
from stepwell.demo.payer.writing import REMITTANCE
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.models import Denial, Remittance, RemittanceClaim, RemittanceLine, WorkItem
from stepwell.remittances.vocabulary import Reading
from tests.db.remittances.answering import (
    ALLOWED,
    CHARGED,
    CONTRACT,
    answer,
    era,
    file,
    remitted,
)
from tests.db.remittances.world import World

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 3, 9), date(2026, 3, 11))
OFF = CHARGED - ALLOWED


_NUMBERED = (RemittanceClaim, RemittanceLine)


def rows(model: Any, world: World, **which: Any) -> list[Any]:
    with acting(world.biller):
        return list(model.objects.filter(**which).order_by("number" if model in _NUMBERED else "id"))


def test_a_claim_is_paid_to_the_cent(world: World) -> None:
    claim = world.claim(*DAYS)
    file_row = world.read(era(answer(claim.number, (CONTRACT,), (CONTRACT, ("PR", "2", 5_700)))))

    assert file_row.reading == Reading.READ
    paid = 2 * ALLOWED - 5_700
    assert world.sums() == {"charges": -2 * CHARGED, "contractual": 2 * OFF, "eft": paid, "client": 5_700}
    assert (world.state(claim), world.work()) == ("patient_due", [])
    [remittance] = rows(Remittance, world)
    assert (remittance.cents, remittance.unposted, remittance.payer_id) == (paid, 0, world.payer.pk)
    first, second = rows(RemittanceLine, world)
    assert {first.paid, second.paid} == {ALLOWED, ALLOWED - 5_700}
    posted = rows(Transaction, world, source="remittance_line")
    assert {one.source_id for one in posted} == {first.pk, second.pk}
    assert {one.service_day for one in posted} == set(DAYS)
    assert [one.number for one in rows(PayerControl, world)] == ["ICN1"]


def test_the_same_bytes_are_one_file(world: World) -> None:
    claim = world.claim(DAYS[0])
    text = era(answer(claim.number))
    first, second = world.read(text), world.read(text)
    assert first.pk == second.pk
    assert len(rows(Remittance, world)) == 1


def test_the_same_payment_in_another_file_posts_nothing(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number)))
    before = world.sums()
    world.read(era(answer(claim.number)))
    assert world.sums() == before
    assert world.work() == ["POS-017"]
    assert sorted(one.outcome for one in rows(Remittance, world)) == ["posted", "refused"]


def test_a_denied_line_is_denied_with_its_codes(world: World) -> None:
    claim = world.claim(*DAYS)
    world.read(era(answer(claim.number, (CONTRACT,), (("CO", "197", CHARGED),))))
    [denial] = rows(Denial, world)
    assert (denial.group, denial.reason, denial.cents) == ("CO", "197", CHARGED)
    assert (world.state(claim), world.sums()["denied"]) == ("adjudicated", CHARGED)


def test_a_claim_denied_as_a_whole_is_denied(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number, (("CO", "50", CHARGED),), status="4")))
    assert world.state(claim) == "denied"


def test_a_reversal_negates_exactly_and_the_claim_is_paid_anew(world: World) -> None:
    claim = world.claim(DAYS[0])
    low = answer(claim.number, (("CO", "45", OFF + 500),))
    world.read(era(low))
    assert world.work() == ["POS-014"]
    world.read(era(low.taken_back, answer(claim.number), number="EFT2"))
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}
    assert world.state(claim) == "closed"
    found = {one.pk: one for one in rows(RemittanceClaim, world)}
    taken_back = [(one.status, found[one.taken_back_by_id].status) for one in found.values() if one.taken_back_by_id]
    assert taken_back == [("1", "22")]


def test_two_remittances_of_one_file_may_reverse_and_pay_anew(world: World) -> None:
    claim = world.claim(DAYS[0])
    first = answer(claim.number, (("CO", "45", OFF + 500),))
    world.read(
        file(
            REMITTANCE, remitted(first), remitted(first.taken_back, number="EFT2"),
            remitted(answer(claim.number), number="EFT3"),
        )
    )  # fmt: skip
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}


def test_one_remittance_may_pay_reverse_and_pay_anew(world: World) -> None:
    claim = world.claim(DAYS[0])
    first = answer(claim.number, (("CO", "45", OFF + 500),))
    world.read(era(first, first.taken_back, answer(claim.number)))
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}


def test_a_reversal_that_comes_first_waits_for_what_it_reverses(world: World) -> None:
    claim = world.claim(DAYS[0])
    first = answer(claim.number)
    world.read(era(first.taken_back, number="EFT2"))
    assert world.work() == ["POS-010"]
    assert world.sums() == {"payer": CHARGED, "charges": -CHARGED, "eft": -ALLOWED, "unposted": ALLOWED}
    world.read(era(first))
    assert world.work() == []
    assert world.sums() == {"payer": CHARGED, "charges": -CHARGED}
    assert world.state(claim) == "reversed"


def test_money_for_a_claim_that_is_not_ours_waits_in_an_account_of_its_own(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number), answer("SOMEBODY", payer_control="ICN9")))
    assert world.sums()["unposted"] == -ALLOWED
    assert world.work() == ["POS-005"]
    [remittance] = rows(Remittance, world)
    assert remittance.unposted == ALLOWED
    assert world.outcomes() == [("posted", ""), ("waiting", "POS-005")]


def test_what_waits_is_posted_once_it_is_known_and_looked_at_again(world: World) -> None:
    world.read(era(answer("C000000001")))
    assert world.sums() == {"eft": ALLOWED, "unposted": -ALLOWED}
    world.claim(DAYS[0])
    [remittance] = rows(Remittance, world)
    tasks.look_again.run(organization=world.clinic.organization.pk, remittance_id=remittance.pk)
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}
    assert (world.work(), rows(Remittance, world)[0].unposted) == ([], 0)


def test_a_payment_that_does_not_add_up_posts_nothing(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(file(REMITTANCE, remitted(answer(claim.number), more=1)))
    assert world.sums() == {"payer": CHARGED, "charges": -CHARGED}
    assert world.work() == ["POS-002"]
    assert (world.state(claim), rows(Remittance, world)[0].outcome) == ("sent", "refused")


def test_a_corrected_file_of_the_same_payment_is_posted(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(file(REMITTANCE, remitted(answer(claim.number), more=1)))
    world.read(era(answer(claim.number)))
    assert world.sums()["eft"] == ALLOWED


def test_a_claim_that_does_not_add_up_waits_and_the_rest_is_posted(world: World) -> None:
    good, bad = world.claim(DAYS[0]), world.claim(DAYS[1])
    wrong = answer(bad.number)
    text = era(answer(good.number), wrong).replace(f"CLP*{bad.number}*1*425.00", f"CLP*{bad.number}*1*426.00")
    world.read(text)
    assert world.work() == ["POS-006"]
    assert (world.state(good), world.state(bad)) == ("closed", "sent")
    assert world.sums()["unposted"] == -ALLOWED


def test_a_payment_to_somebody_else_is_refused(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(file(REMITTANCE, remitted(answer(claim.number), payee="1679576722")))
    assert (world.work(), "eft" in world.sums()) == (["POS-004"], False)


def test_what_the_payer_keeps_belongs_to_no_client(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number), plb=[("WO", 1_000), ("L6", -200)]))
    sums = world.sums()
    assert (sums["eft"], sums["provider_level"]) == (ALLOWED - 800, 800)
    assert world.work() == ["POS-013"]
    with acting(world.biller):
        assert Transaction.objects.filter(client=None).count() == 2


def test_a_share_goes_to_the_next_payer_first(world: World) -> None:
    with acting(world.clinic["admissions everywhere"].scope):
        second = world.policy.__class__.objects.create(
            **world.about, payer=world.policy.payer.__class__.objects.create(
                **world.owned, name="Lake Life", kind="commercial"
            ), plan_type="ppo", member_id="W9", member_id_index=b"n" * 16, rank=2, from_on=date(2026, 1, 1),
        )  # fmt: skip
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number, (CONTRACT, ("PR", "1", ALLOWED)))))
    assert world.sums() == {"charges": -CHARGED, "contractual": OFF, "payer": ALLOWED}
    assert (world.state(claim), world.work()) == ("secondary_due", ["POS-016"])
    assert second.rank == 2


def test_a_forwarded_claim_that_is_not_decided_only_tells(world: World) -> None:
    claim = world.claim(DAYS[0])
    told = answer(claim.number, (("OA", "45", CHARGED),), status="23")
    world.read(era(told))
    assert world.outcomes() == [("told", "POS-012")]
    assert world.state(claim) == "sent"


def test_a_claim_found_by_its_lines_alone(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(replace(answer(claim.number), number="0")))
    assert world.state(claim) == "closed"


def test_a_remittance_is_kept_once_by_the_database(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(era(answer(claim.number)))
    columns = (
        "organization_id, file_id, fact, number, day, cents, unposted, outcome, refusal, read_at, payer_name, method"
    )
    refused = pytest.raises(IntegrityError, match="remittance_posted_once")
    with refused, acting(world.clinic.system()), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO remittances_remittance (id, place, {columns})"
            f" SELECT gen_random_uuid(), 2, {columns} FROM remittances_remittance"
        )


def test_work_is_opened_once(world: World) -> None:
    world.read(era(answer("SOMEBODY")))
    with acting(world.biller):
        assert WorkItem.objects.count() == 1


def test_estimates_hear_what_was_decided_about_days(world: World) -> None:
    claim = world.claim(*DAYS)
    world.read(era(answer(claim.number, (CONTRACT, ("PR", "1", 20_000)), (CONTRACT, ("PR", "2", 5_700)))))

    with acting(world.biller):
        (policy_id,) = Policy.objects.filter(client=claim.client_id).values_list("pk", flat=True)
        found = answered([policy_id])[policy_id]
    assert [(one.on, one.owes, one.deductible, one.coinsurance) for one in found] == [
        (DAYS[0], 200, 200, 0), (DAYS[1], 57, 0, 57),
    ]  # fmt: skip
    assert {one.decided_on for one in found} == {one.day for one in rows(Remittance, world)}
