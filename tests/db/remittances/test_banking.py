"""The bank: deposits taken once, matched whole, undone; what is missing on either side is work that ends by itself."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import acting
from stepwell.remittances.actions import banking
from stepwell.remittances.actions.banking import Entered, Held
from stepwell.remittances.models import BankMatch, Deposit, Remittance
from tests.db.remittances.answering import ALLOWED, answer, era
from tests.db.remittances.world import World

pytestmark = pytest.mark.django_db
PAID_ON, IN_BANK = date(2026, 3, 20), date(2026, 3, 21)
LIST = "Date,Memo,Amount\n03/21/2026,HCCLAIMPMT EFT1001,285.00\n03/21/2026,Mobile deposit,20.00\nbad\n"


def do(world: World, action: Any, **facts: Any) -> Any:
    with acting(world.biller) as scope:
        who = member_of(scope)
        assert who is not None
        return action(actor=who, at=timezone.now(), **facts)


def entered(cents: int = ALLOWED, number: str = "EFT1001", key: str = "k", **more: Any) -> Entered:
    return Entered(IN_BANK, cents, number, "", key, **more)


def read_payment(world: World, day: date, number: str = "EFT1001") -> Remittance:
    world.read(era(answer(world.claim(day).number), number=number))
    with acting(world.biller):
        row: Remittance = Remittance.objects.get(number=number)
        return row


def look(world: World, days: int) -> list[str]:
    """Let the night look some days after the payment, and return what is open."""
    at = datetime.combine(PAID_ON, datetime.min.time(), timezone.get_current_timezone()) + timedelta(
        days=days, hours=12
    )
    with acting(world.clinic.system()) as scope:
        banking.note_unbanked(actor=scope, at=at)
    return world.work()


def left(world: World) -> list[int]:
    with acting(world.biller):
        return [row.cents - row.matched for row in Deposit.objects.order_by("day", "cents")]


def test_a_deposit_finds_its_payment_whichever_comes_first(world: World) -> None:
    first = read_payment(world, date(2026, 3, 9))
    do(world, banking.enter, entered=entered())
    do(world, banking.enter, entered=entered(number="EFT1002", key="other", is_another=True))
    assert sorted(left(world)) == [0, ALLOWED]
    second = read_payment(world, date(2026, 3, 11), "EFT1002")

    assert left(world) == [0, 0]
    with acting(world.biller):
        assert set(BankMatch.objects.values_list("remittance", "made_by")) == {(first.pk, None), (second.pk, None)}


def test_a_list_is_taken_once_however_often_and_what_was_typed_is_not_taken_again(world: World) -> None:
    do(world, banking.enter, entered=entered(2_000, number=""))
    longer = LIST.replace("bad", "03/22/2026,Mobile deposit,20.00\n03/21/2026,Mobile deposit,20.00")
    for text, count in ((LIST, 1), (LIST, 0), (longer, 2)):
        key = do(world, banking.keep_file, name="march.csv", content=text.encode())
        assert do(world, banking.take_deposits, file_id=key) == count
    with acting(world.biller):
        assert sorted(Deposit.objects.values_list("cents", flat=True)) == [2_000, 2_000, 2_000, ALLOWED]


def test_what_is_missing_on_either_side_is_work_until_it_is_matched(world: World) -> None:
    remittance = read_payment(world, date(2026, 3, 9))
    assert look(world, 30) == []  # nobody uses the list of the bank
    with acting(world.biller):
        Deposit.objects.create(
            **world.owned, day=date(2026, 3, 1), cents=1, matched=0, fact="f", added_at=timezone.now()
        )
    key = do(world, banking.enter, entered=entered(ALLOWED + 100, number=""))
    assert look(world, 7) == ["POS-018"]
    assert look(world, 9) == ["POS-003", "POS-018", "POS-018"]

    do(world, banking.match, deposit_id=key, held=Held((remittance.pk,)))
    assert world.work() == ["POS-018", "POS-018"]
    do(world, banking.match, deposit_id=key, held=Held(cents=100, words="Interest for the late payment"))
    assert world.work() == ["POS-018"]
    with acting(world.biller):
        made = BankMatch.objects.get(remittance=remittance)
    do(world, banking.undo, match_id=made.pk, reason="It is another payment.")
    assert look(world, 9) == ["POS-003", "POS-018", "POS-018"]
    assert left(world)[-1] == ALLOWED


def test_who_is_too_late_or_asks_too_much_is_refused(world: World) -> None:
    remittance = read_payment(world, date(2026, 3, 9))
    do(world, banking.enter, entered=entered(2_000, key="second"))
    small = do(world, banking.enter, entered=entered(1_000, number="x"))

    def refused(action: Any, **facts: Any) -> str:
        with pytest.raises(Refused) as refusal:
            do(world, action, **facts)
        return refusal.value.findings[0].code

    assert refused(banking.enter, entered=entered(1_000, key="new")) == "BNK-007"
    assert do(world, banking.enter, entered=entered(1_000, number="x")) == small
    assert refused(banking.match, deposit_id=small, held=Held()) == "BNK-008"
    assert refused(banking.match, deposit_id=small, held=Held((remittance.pk,))) == "BNK-010"
    assert refused(banking.match, deposit_id=small, held=Held(cents=500, words="short")) == "BNK-012"
    do(world, banking.match, deposit_id=small, held=Held(cents=-100, words="A fee of the bank"))
    do(world, banking.match, deposit_id=small, held=Held(cents=1_100, words="A gift of the owner"))
    with acting(world.biller):
        fee = BankMatch.objects.get(cents=-100)
    assert refused(banking.undo, match_id=fee.pk, reason="It was no fee at all.") == "BNK-013"
    assert refused(banking.set_aside, deposit_id=small, reason="It was typed by mistake.") == "BNK-011"
    assert refused(banking.undo, match_id=fee.pk, reason="short") == "VOID-001"


DEPOSIT = "FROM remittances_deposit"
UPDATE = "UPDATE remittances_bankmatch SET"
COLUMNS = "organization_id, deposit_id, remittance_id, words, cents, made_at, made_by_id"
INSERT = f"INSERT INTO remittances_bankmatch (id, {COLUMNS})"
AGAIN = f"{INSERT} SELECT gen_random_uuid(), organization_id, deposit_id"


def test_writing_a_match_again_as_it_is_changes_no_sum(world: World) -> None:
    read_payment(world, date(2026, 3, 9))
    do(world, banking.enter, entered=entered())
    with acting(world.biller), connection.cursor() as cursor:
        cursor.execute("UPDATE remittances_bankmatch SET cents = cents")
    assert left(world) == [0]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE remittances_deposit SET cents = cents + 1", "deposit_stands"),
        ("UPDATE remittances_deposit SET matched = 0", "deposit_by_matches"),
        (f"{UPDATE} cents = 1", "bank_match_stands"),
        (f"{UPDATE} undone_at = now()", "bank_match_undone"),
        (
            f"{AGAIN}, remittance_id, words, cents - 1, made_at, made_by_id FROM remittances_bankmatch",
            "bank_match_whole",
        ),
        (
            f"{AGAIN}, remittance_id, words, cents, made_at, made_by_id FROM remittances_bankmatch",
            "bank_match_of_remittance",
        ),
        (
            f"{AGAIN}, NULL, '\\x00'::bytea, 1, made_at, (SELECT added_by_id {DEPOSIT}) FROM remittances_bankmatch",
            "deposit_never_more_than_it_is",
        ),
    ],
)
def test_a_deposit_never_holds_more_than_it_is(world: World, statement: str, constraint: str) -> None:
    read_payment(world, date(2026, 3, 9))
    do(world, banking.enter, entered=entered())
    with (
        pytest.raises(DatabaseError) as refused,
        acting(world.biller),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert getattr(refused.value.__cause__, "diag", None).constraint_name == constraint  # type: ignore[union-attr]
