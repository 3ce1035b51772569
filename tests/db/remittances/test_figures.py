"""Indicators of what was sent and answered: the first claim and the first answer count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stepwell.billing import figures
from stepwell.billing.queries import indicators
from stepwell.platform.walls.scope import acting
from tests.db.remittances.answering import CONTRACT, answer, era
from tests.db.remittances.test_posting import DAYS
from tests.db.remittances.world import ALLOWED, CHARGED, World

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"


def sums(world: World, code: str) -> tuple[int, int]:
    """Return both sides of an indicator, of all rows behind it."""
    last = timezone.now().date() + timedelta(days=1)
    with acting(world.biller):
        month, rows = indicators.behind(
            figures.registered()[code], first=min(DAYS) - timedelta(days=9), last=last, zone=ZONE
        )
    assert (sum(row.above for row in rows), sum(row.below for row in rows)) == (month.above, month.below)
    return int(month.above), int(month.below)


def test_a_denial_counts_once_whatever_became_of_it(world: World) -> None:
    claim = world.claim(*DAYS[:2])
    denied = answer(claim.number, (CONTRACT,), (("CO", "197", CHARGED),))
    world.read(era(denied))
    world.read(era(denied.taken_back, answer(claim.number, (CONTRACT,), (CONTRACT,)), number="EFT2"))

    assert sums(world, "denied_lines") == (1, 2)
    assert sums(world, "denied_dollars") == (CHARGED, 2 * CHARGED)
    assert sums(world, "first_pass") == (0, 1)


def test_a_claim_that_was_paid_at_once_is_resolved_at_first(world: World) -> None:
    world.read(era(answer(world.claim(DAYS[0]).number)))

    assert sums(world, "first_pass") == (1, 1)
    assert sums(world, "denied_lines") == (0, 1)


def test_what_was_allowed_is_measured_by_the_contract(world: World) -> None:
    world.read(era(answer(world.claim(DAYS[0]).number, (("CO", "45", CHARGED - ALLOWED + 500),))))

    assert sums(world, "underpaid") == (500, ALLOWED)


def test_claims_count_from_their_last_day_of_care_until_they_left(world: World) -> None:
    world.claim(DAYS[0])

    days, claims = sums(world, "days_to_bill")
    assert claims == 1
    assert days >= 0
    assert sums(world, "clean_claims") == (0, 0)


def test_all_of_them_stand_on_one_page(world: World) -> None:
    world.read(era(answer(world.claim(DAYS[0]).number)))
    today = timezone.now().date()
    with acting(world.biller):
        found = indicators.by_month(first=min(DAYS).replace(day=1), last=today, zone=ZONE)
    assert {"denied_lines", "first_pass", "days_to_bill"} <= found.keys()
