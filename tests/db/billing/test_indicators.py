"""Indicators of a clinic whose money is known: each number, and that the rows behind it add up to it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from stepwell.billing import figures
from stepwell.billing.actions import desk
from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.actions.targeting import set_target
from stepwell.billing.models import IndicatorTarget
from stepwell.billing.queries import aging, indicators
from stepwell.billing.rules import ledger
from stepwell.billing.rules.indicators import Month
from stepwell.billing.rules.ledger import Owed, Posting
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.billing.charging import Charging, make_charging
from tests.db.treatmentplans.conftest import member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"


@pytest.fixture
def charging(clinic: Clinic) -> Charging:
    return make_charging(clinic)


def today(world: Charging) -> date:
    return timezone.now().astimezone(member_zone(world)).date()


def member_zone(world: Charging):  # type: ignore[no-untyped-def]
    with acting(world.clinic["biller"].scope):
        return member(world.clinic["biller"]).zone


def read(world: Charging, who: str = "biller") -> dict[str, Month]:
    """Return each indicator added up over its months, of the last two."""
    day = today(world)
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    with acting(world.clinic[who].scope):
        found = indicators.by_month(first=first, last=day, zone=ZONE)
    return {
        code: Month(
            first, sum((one.above for one in months), Decimal(0)), sum((one.below for one in months), Decimal(0))
        )
        for code, months in found.items()
    }


def posts(world: Charging, posting: Posting, *, day: date, care: date | None = None) -> None:
    with acting(world.clinic["biller"].scope):
        key = f"{posting.kind} {care}"
        draft = Draft(posting, world.clinic.clients["ana"].pk, day, key, service_day=care)
        post(actor=member(world.clinic["biller"]), at=timezone.now(), draft=draft)


def pays(world: Charging, cents: int, *, day: date) -> None:
    with acting(world.clinic["biller"].scope):
        desk.take_payment(
            actor=member(world.clinic["biller"]), at=timezone.now(), client_id=world.clinic.clients["ana"].pk,
            tendered=Tender(Way.CASH, cents), day=day, key=f"{cents} {day}", keeps_rest=True,
        )  # fmt: skip


def test_days_wait_from_care_to_charge(charging: Charging) -> None:
    charging.charge()

    waited = read(charging)["days_to_charge"]
    assert (waited.above, waited.below) == ((today(charging) - charging.day).days, 1)


def test_what_is_held_counts_against_what_is_charged(charging: Charging) -> None:
    charging.charge()
    assert (read(charging)["not_billed"].above, read(charging)["not_billed"].below) == (0, 28_500)


def test_held_care_is_not_billed(clinic: Clinic) -> None:
    world = make_charging(clinic, signs=False)
    world.charge()

    found = read(world)["not_billed"]
    assert (found.above, found.below) == (28_500, 28_500)


def test_what_was_paid_and_taken_off_of_what_was_charged(charging: Charging) -> None:
    charging.charge()
    owed, day = Owed(charging.policy.pk, charging.payer.pk), today(charging)
    posts(charging, ledger.contractual(owed, 14_000), day=day)
    posts(charging, ledger.payer_payment(owed, 20_000), day=day)
    posts(charging, ledger.transfer(owed, 3_000), day=day)
    pays(charging, 1_000, day=day)

    found = read(charging)["net_collection"]
    assert (found.above, found.below) == (21_000, 28_500)


def test_receivables_are_measured_by_the_charges_of_ninety_days(charging: Charging) -> None:
    charging.charge()
    first = today(charging).replace(day=1)
    with acting(charging.clinic["biller"].scope):
        (now,) = indicators.by_month(first=first, last=today(charging), zone=ZONE)["days_in_ar"]
    assert now.above == 42_500
    assert round(now.below, 4) == round(Decimal(42_500) / 90, 4)


def test_old_receivables_are_those_of_the_page_of_accounts(charging: Charging) -> None:
    owed, day = Owed(charging.policy.pk, charging.payer.pk), today(charging)
    posts(charging, ledger.charge(owed, 10_000), day=day, care=day - timedelta(days=91))
    posts(charging, ledger.charge(owed, 5_000), day=day, care=day - timedelta(days=90))
    posts(charging, ledger.payer_payment(owed, 4_000), day=day)

    found = read(charging)["over_90"]
    assert (found.above, found.below) == (6_000, 11_000)
    with acting(charging.clinic["biller"].scope):
        whole = aging.together(one.payers for one in aging.of_everybody(on=day))
    assert (sum(whole.classes[3:]), sum(whole.classes)) == (found.above, found.below)


def test_payments_on_a_day_of_care_and_others(charging: Charging) -> None:
    pays(charging, 2_000, day=charging.day)
    pays(charging, 500, day=charging.day - timedelta(days=1))

    found = read(charging)["at_the_desk"]
    assert (found.above, found.below) == (2_000, 2_500)


def test_the_rows_behind_a_number_add_up_to_it(charging: Charging) -> None:
    charging.charge("ana", "bo")
    day = today(charging)
    pays(charging, 2_000, day=charging.day)
    posts(charging, ledger.contractual(Owed(charging.policy.pk, charging.payer.pk), 14_000), day=day)
    with acting(charging.clinic["biller"].scope):
        first = charging.day.replace(day=1)
        shown = indicators.by_month(first=first, last=day, zone=ZONE)
        for code, figure in figures.registered().items():
            total, rows = indicators.behind(figure, first=first, last=day, zone=ZONE)
            months = [month for month in shown[code] if not figure.monthly] or shown[code][-1:]
            assert sum(row.above for row in rows) == total.above == sum(month.above for month in months), code
            assert round(total.below, 4) == round(sum(month.below for month in months), 4), code


def test_who_sees_no_money_sees_no_number(charging: Charging) -> None:
    charging.charge()
    assert not any(month.below for month in read(charging, "facilitator").values())


def test_a_target_is_set_once_and_changed_by_version(clinic: Clinic) -> None:
    with acting(clinic["biller"].scope):
        biller, at = member(clinic["biller"]), timezone.now()
        set_target(actor=biller, at=at, code="days_in_ar", target=Decimal(30), version=0)
        with pytest.raises(Refused, match="EDIT-001"):
            set_target(actor=biller, at=at, code="days_in_ar", target=Decimal(31), version=0)
        set_target(actor=biller, at=at, code="days_in_ar", target=None, version=1)
        with pytest.raises(Refused, match="IND-001"):
            set_target(actor=biller, at=at, code="days_in_ar", target=Decimal("2.05"), version=2)
        assert IndicatorTarget.objects.get().target is None
