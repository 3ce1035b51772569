"""Money of payers placed: balanced, never more than is left, undone to the cent, and never posted a second time."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.billing.actions.posting import reverse
from stepwell.billing.models import Transaction
from stepwell.billing.vocabulary import Account
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.actions import placing
from stepwell.remittances.actions.placing import Placed
from stepwell.remittances.models import PlacedMoney, Remittance
from stepwell.remittances.queries import placing as queries
from stepwell.remittances.queries.remittances import unposted
from stepwell.remittances.rules.placing import Target
from tests.db.remittances.answering import ALLOWED, CHARGED, answer, era
from tests.db.remittances.world import World

pytestmark = pytest.mark.django_db
DAY, WHY = date(2026, 3, 9), "The payer’s letter of March 22 says so."


def do(world: World, action: Any, **facts: Any) -> Any:
    with acting(world.biller) as scope:
        who = member_of(scope)
        assert who is not None
        return action(actor=who, at=timezone.now(), **facts)


def items(world: World) -> list[queries.Item]:
    with acting(world.biller):
        return [*queries.waiting(), *queries.adjustments()]


def place(world: World, item: queries.Item, cents: int, target: Target, key: str = "k", **more: Any) -> Any:
    return do(world, placing.place, item=item, placed=Placed(cents, target, WHY, key, **more))


def refused(action: Any, *args: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as refusal:
        action(*args, **facts)
    return refusal.value.findings[0].code


def test_money_that_waits_goes_where_a_biller_says_and_comes_back(world: World) -> None:
    claim = world.claim(DAY)
    world.read(era(answer("SOMEBODY", payer_control="ICN9")))
    [item] = items(world)
    assert (item.left, item.reference, world.work()) == (ALLOWED, "claim SOMEBODY", ["POS-005"])

    first = place(world, item, 20_000, Target.CLAIM, claim=claim.number.lower(), day=DAY)
    assert place(world, item, 20_000, Target.CLAIM, claim=claim.number) == first  # the button pressed twice
    assert world.sums() == {
        "payer": CHARGED - 20_000,
        "charges": -CHARGED,
        "eft": ALLOWED,
        "unposted": 20_000 - ALLOWED,
    }
    assert refused(place, world, item, 8_501, Target.CREDIT, "two") == "PLC-002"
    place(world, item, 8_500, Target.REFUND, "two")
    assert (items(world), world.work(), world.sums()["payer_refund"]) == ([], [], -8_500)
    with acting(world.biller):
        assert unposted() == (0, 0)
        [remittance] = Remittance.objects.all()

    tasks.look_again.run(organization=world.clinic.organization.pk, remittance_id=remittance.pk)
    assert world.sums()["payer"] == CHARGED - 20_000
    do(world, placing.undo, placement_id=first, reason="It was another claim.")
    assert world.sums() == {
        "payer": CHARGED, "charges": -CHARGED, "eft": ALLOWED, "unposted": -20_000, "payer_refund": -8_500,
    }  # fmt: skip
    assert [one.left for one in items(world)] == [20_000]
    assert refused(do, world, placing.undo, placement_id=first, reason="It was another claim.") == "PLC-001"


def test_what_a_payer_settles_with_the_program_is_placed_by_its_reason(world: World) -> None:
    claim = world.claim(DAY)
    world.read(era(answer(claim.number), plb=[("WO", 1_000), ("L6", -200), ("72", 500)]))
    recovered, interest, returned = items(world)
    assert [(one.left, one.target) for one in (recovered, interest, returned)] == [
        (-1_000, "credit"), (200, "interest"), (-500, "refund"),
    ]  # fmt: skip
    place(world, recovered, 1_000, Target.CLAIM, "1", claim=claim.number)
    place(world, interest, 200, Target.INTEREST, "2")
    place(world, returned, 500, Target.REFUND, "3")
    sums = world.sums()
    assert (sums["payer"], sums["interest"], sums["payer_refund"]) == (1_000, -200, 500)
    assert (items(world), world.work(), "provider_level" in sums) == ([], [], False)


def test_a_refund_is_sent_once_and_never_more_than_is_due(world: World) -> None:
    world.read(era(answer(world.claim(DAY).number), answer("SOMEBODY", payer_control="ICN9")))
    place(world, items(world)[0], ALLOWED, Target.REFUND)
    sent = {
        "payer_id": world.payer.pk, "cents": ALLOWED, "into": Account.CHECK, "day": DAY, "reference": "7", "key": "r",
    }  # fmt: skip
    for _ in range(2):
        do(world, placing.send_refund, **sent)
    assert world.sums()["check"] == -ALLOWED
    assert refused(do, world, placing.send_refund, **{**sent, "key": "again"}) == "PLC-006"


def test_what_does_not_fit_is_refused(world: World) -> None:
    claim = world.claim(DAY)
    world.read(era(answer("SOMEBODY", payer_control="ICN9")))
    [item] = items(world)
    assert refused(place, world, item, 100, Target.CLAIM, claim="NOBODY") == "PLC-003"
    assert refused(place, world, item, 100, Target.CLAIM, claim=claim.number, day=date(2026, 3, 10)) == "PLC-005"
    world.read(era(answer(claim.number), number="EFT2"))
    assert refused(place, world, item, 100, Target.CLAIM, claim=claim.number) == "PLC-004"
    assert refused(do, world, placing.place, item=item, placed=Placed(1, Target.CREDIT, "no", "k")) == "VOID-001"
    place(world, item, 100, Target.CREDIT)
    with acting(world.biller):
        booked = Transaction.objects.get(kind="placement")
    assert refused(do, world, reverse, transaction_id=booked.pk, reason="Taken by mistake.") == "LED-011"


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


UNDO = "undone_at = now(), undone_by_id = made_by_id, undone_why = words, reversal_id = transaction_id"
ALONE = """
WITH head AS (
  INSERT INTO billing_transaction (id, organization_id, kind, day, source, idempotency_key, posted_at)
  SELECT gen_random_uuid(), organization_id, 'placement', day, 'placement', 'x', now() FROM billing_transaction LIMIT 1
  RETURNING id, organization_id
) INSERT INTO billing_entry (id, organization_id, transaction_id, account, cents)
SELECT gen_random_uuid(), organization_id, id, a, c FROM head, (VALUES ('unposted', 5), ('interest', -5)) v(a, c)
"""
COLUMNS = "organization_id, answer_id, adjustment_id, cents, target, words, made_at, made_by_id"
COPY = f"INSERT INTO remittances_placedmoney (id, transaction_id, {COLUMNS}) SELECT gen_random_uuid()"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE remittances_placedmoney SET cents = 1", "placed_money_stands"),
        (f"UPDATE remittances_placedmoney SET {UNDO}", "placed_money_undone_exactly"),
        (f"{COPY}, transaction_id, {COLUMNS} FROM remittances_placedmoney", "placed_money_of_transaction"),
        (f"{COPY}, gen_random_uuid(), {COLUMNS} FROM remittances_placedmoney", "placed_money_never_more"),
        (
            f"{COPY}, gen_random_uuid(), {COLUMNS.replace(' cents', ' 1')} FROM remittances_placedmoney",
            "placed_money_as_booked",
        ),
        (ALONE, "ledger_placed"),
    ],
)
def test_no_more_is_placed_than_is_left_whoever_asks(world: World, statement: str, constraint: str) -> None:
    world.read(era(answer("SOMEBODY", payer_control="ICN9")))
    place(world, items(world)[0], 20_000, Target.CREDIT)
    with pytest.raises(DatabaseError) as wrong, acting(world.biller), transaction.atomic():
        _run(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")
    assert getattr(wrong.value.__cause__, "diag", None).constraint_name == constraint  # type: ignore[union-attr]
    with acting(world.biller):
        assert PlacedMoney.objects.count() == 1
