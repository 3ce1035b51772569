"""What a rule stopped stays told when it is mended; what billing costs is entered once a month."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.billing.actions.costing import set_cost
from stepwell.billing.actions.leaving import leave_day
from stepwell.billing.models import CollectingCost, Stop
from stepwell.billing.prevention import COST
from stepwell.billing.queries import indicators, stops
from stepwell.billing.rules import ledger
from stepwell.billing.rules.costs import check_cost
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.billing.charging import Charging, make_charging, sign_notes
from tests.db.billing.test_indicators import ZONE, member_zone, pays, posts, read, today
from tests.db.treatmentplans.conftest import member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def stops_of(world: Charging) -> list[tuple[str, int | None, str]]:
    with acting(world.clinic["biller"].scope):
        return list(Stop.objects.order_by("stopped_at", "code").values_list("code", "cents", "ending"))


def test_a_day_that_was_held_and_mended_stays_told(clinic: Clinic) -> None:
    world = make_charging(clinic, signs=False)
    world.charge()
    world.charge()  # looked at again, nothing changed
    assert stops_of(world) == [("CHG-011", 28_500, "")]
    assert (read(world)["stopped_then_mended"].above, read(world)["stopped_then_mended"].below) == (0, 28_500)

    sign_notes(world.ground)
    world.charge()

    assert stops_of(world) == [("CHG-011", 28_500, "mended")]
    assert (read(world)["stopped_then_mended"].above, read(world)["stopped_then_mended"].below) == (28_500, 28_500)
    with acting(clinic["biller"].scope):
        first, zone = world.day.replace(day=1), member_zone(world)
        (rule,) = stops.by_rule(first=first, last=today(world), zone=zone)
        assert (rule.label, rule.mended.cents, rule.waiting.count) == ("Note not signed", 28_500, 0)
        (row,) = stops.of_rule("CHG-011", first=first, zone=zone)
        assert (row.day, row.ending) == (world.day, "mended")


def test_a_day_that_somebody_decides_not_to_bill_was_not_mended(clinic: Clinic) -> None:
    world = make_charging(clinic, signs=False)
    world.charge()
    held = world.held()
    assert held
    with acting(clinic["biller"].scope):
        leave_day(actor=member(clinic["biller"]), at=timezone.now(), held_day_id=held.pk, reason="Never paid")

    assert stops_of(world) == [("CHG-011", 28_500, "left")]
    assert read(world)["stopped_then_mended"].above == 0


_COLUMNS = "organization_id, client_id, day, what, of, code, cents, stopped_at, ended_at, ending"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE billing_stop SET cents = 1", "stays as it was"),
        ("UPDATE billing_stop SET ended_at = now()", "stop_ended"),
        (
            f"INSERT INTO billing_stop (id, {_COLUMNS}) SELECT gen_random_uuid(), {_COLUMNS} FROM billing_stop",
            "stop_open_once",
        ),
    ],
)
def test_the_database_keeps_what_was_stopped(clinic: Clinic, statement: str, constraint: str) -> None:
    make_charging(clinic, signs=False).charge()

    with (
        acting(clinic["biller"].scope),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_what_billing_cost_is_shared_by_what_was_paid(clinic: Clinic) -> None:
    world = make_charging(clinic)
    world.charge()
    day = today(world)
    posts(world, ledger.payer_payment(ledger.Owed(world.policy.pk, world.payer.pk), 20_000), day=day)
    pays(world, 5_000, day=day)
    assert "cost_to_collect" not in read(world)

    _cost(world, day.replace(day=1), 1_000, version=0)

    assert (read(world)["cost_to_collect"].above, read(world)["cost_to_collect"].below) == (1_000, 25_000)
    with acting(clinic["biller"].scope):
        total, rows = indicators.behind(COST, first=day.replace(day=1), last=day, zone=ZONE)
        assert (total.above, [row.above for row in rows]) == (1_000, [1_000])


def test_the_cost_of_a_month_is_entered_once_and_changed_by_version(clinic: Clinic) -> None:
    world = make_charging(clinic)
    month = today(world).replace(day=1)
    _cost(world, month, 1_000, version=0)
    for facts, code in (((month, 900, 0), "EDIT-001"), ((month + timedelta(days=1), 900, 0), "COL-001")):
        with pytest.raises(Refused, match=code):
            _cost(world, facts[0], facts[1], version=facts[2])
    _cost(world, month, 900, version=1)

    with acting(clinic["biller"].scope):
        assert CollectingCost.objects.get().cents == 900


def _cost(world: Charging, month: date, cents: int, *, version: int) -> Any:
    with acting(world.clinic["biller"].scope):
        set_cost(actor=member(world.clinic["biller"]), at=timezone.now(), month=month, cents=cents, version=version)


@pytest.mark.parametrize(
    ("month", "cents", "codes"),
    [
        (date(2026, 11, 1), 0, []),
        (date(2025, 12, 1), 100, []),
        (date(2025, 11, 1), 100, ["COL-001"]),
        (date(2026, 12, 1), 100, ["COL-001"]),
        (date(2026, 11, 2), -1, ["COL-001", "COL-002"]),
    ],
)
def test_which_costs_may_be_told(month: date, cents: int, codes: list[str]) -> None:
    assert [one.code for one in check_cost(month, cents, today=date(2026, 11, 22))] == codes
