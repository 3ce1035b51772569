"""A corrected claim is decided: whatever comes in which order, each day is decided once in the books."""

from datetime import date

import pytest

from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import RemittanceClaim, RemittanceLine
from tests.db.remittances.answering import ALLOWED, CHARGED, CONTRACT, Answer, answer, era
from tests.db.remittances.world import World

pytestmark = pytest.mark.django_db
DAY, OFF = date(2026, 3, 9), CHARGED - ALLOWED
DENIED = (("CO", "197", CHARGED),)
LOW = (("CO", "45", OFF + 5_000), ("PR", "3", 2_000))
PAID = {"charges": -CHARGED, "contractual": OFF, "eft": ALLOWED}
LOW_PAID = ALLOWED - 7_000


def sent_twice(world: World, first: tuple[tuple[str, str, int], ...]) -> tuple[Answer, Answer]:
    """Return the first decision about a claim, and that about the one which replaces it."""
    claim = world.claim(DAY)
    status = "4" if first == DENIED else "1"
    return (
        answer(claim.number, first, status=status),
        answer(world.replacement(claim).number, (CONTRACT,), payer_control="ICN2"),
    )


def lines_sum(world: World) -> tuple[int, int, int, int]:
    """Return what all lines come to: charged, paid, denied, copay."""
    with acting(world.biller):
        rows = list(RemittanceLine.objects.all())
    return (
        sum(row.charge for row in rows), sum(row.paid for row in rows), sum(row.denied for row in rows),
        sum(row.copay for row in rows),
    )  # fmt: skip


def test_a_denial_that_was_not_taken_back_gives_way_to_the_newer_decision(world: World) -> None:
    first, newer = sent_twice(world, DENIED)
    world.read(era(first, number="EFT1"))
    assert world.sums() == {"charges": -CHARGED, "denied": CHARGED}
    world.read(era(newer, number="EFT2"))
    assert (world.sums(), world.work()) == (PAID, [])
    assert lines_sum(world) == (CHARGED, ALLOWED, 0, 0)
    world.read(era(first.taken_back, number="EFT3"))  # the reversal comes after all: nothing is left to negate
    assert (world.sums(), world.work(), lines_sum(world)) == (PAID, [], (CHARGED, ALLOWED, 0, 0))
    with acting(world.biller):
        assert not RemittanceClaim.objects.filter(outcome="waiting").exists()


@pytest.mark.parametrize(
    "files",
    [
        ("reversed, newer",),
        ("newer, reversed",),
        ("reversed", "newer"),
        ("newer", "reversed"),
    ],
)
@pytest.mark.parametrize("before", [DENIED, LOW])
def test_reversed_and_decided_anew_ends_in_the_same_books(
    world: World, files: tuple[str, ...], before: tuple[tuple[str, str, int], ...]
) -> None:
    first, newer = sent_twice(world, before)
    world.read(era(first, number="EFT0"))
    parts = {"reversed": first.taken_back, "newer": newer}
    for number, names in enumerate(files, 1):
        world.read(era(*(parts[name] for name in names.split(", ")), number=f"EFT{number}"))
    assert (world.sums(), [code for code in world.work() if code != "POS-014"]) == (PAID, [])
    assert lines_sum(world) == (CHARGED, ALLOWED, 0, 0)


def test_money_that_was_not_taken_back_stays_and_is_work(world: World) -> None:
    first, newer = sent_twice(world, LOW)
    world.read(era(first, number="EFT1"))
    world.read(era(newer, number="EFT2"))
    assert world.sums() == {**PAID, "eft": ALLOWED + LOW_PAID, "payer": -LOW_PAID}
    assert world.work() == ["POS-014", "POS-020"]


@pytest.mark.parametrize(("before", "waits"), [(DENIED, 0), (LOW, LOW_PAID)])
def test_a_decision_that_comes_after_the_newer_one_posts_nothing(
    world: World, before: tuple[tuple[str, str, int], ...], waits: int
) -> None:
    first, newer = sent_twice(world, before)
    world.read(era(newer, number="EFT2"))
    world.read(era(first, number="EFT1"))
    waiting = {"unposted": -waits, "eft": ALLOWED + waits} if waits else {}
    assert (world.sums(), world.work()) == ({**PAID, **waiting}, ["POS-019"] if waits else [])
    if not waits:
        world.read(era(first.taken_back, number="EFT3"))
        assert (world.sums(), world.work()) == (PAID, [])
