"""The page of indicators, the rows behind them, their targets, and the way from a roster to payments."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.billing import figures
from stepwell.billing.models import IndicatorTarget
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.attendance.conftest import make_group
from tests.db.billing.charging import Charging, make_charging
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
PAGE = reverse("billing:indicators")
ROWS = reverse("billing:behind", args=["days_to_charge"])
TARGET = reverse("billing:target", args=["days_to_charge"])


@pytest.fixture
def charged(clinic: Clinic) -> Charging:
    world = make_charging(clinic)
    world.charge("ana", "bo")
    return world


def text_of(web: Any, where: str, **data: str) -> str:
    return str(web.get(where, data).content.decode())


def test_each_number_says_what_it_is_made_of_and_leads_to_its_rows(charged: Charging, sign_in: SignIn) -> None:
    web, month = sign_in(charged.clinic["biller"]), f"{charged.day:%Y-%m}"

    shown = text_of(web, PAGE)
    assert "days of waiting over 1 days of care charged" in shown
    assert f"{ROWS}?month={month}" in shown
    assert "On target" in shown
    rows = text_of(web, ROWS, month=month)
    assert "Ana López" in rows
    assert reverse("billing:charges", args=[charged.clinic.clients["ana"].pk]) in rows
    with acting(charged.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(client_id=None, page="billing:behind", count=1).exists()


def test_what_cannot_be_computed_is_not_shown_as_nothing(clinic: Clinic, sign_in: SignIn) -> None:
    shown = text_of(sign_in(clinic["biller"]), PAGE)
    assert shown.count("nothing yet") == len(figures.registered())
    assert not re.search(r">[^<]*0\.0", shown)  # a drawn icon has such numbers too


@pytest.mark.parametrize(
    ("who", "status"),
    [("biller", 200), ("director", 200), ("clinician", 403), ("facilitator", 403), ("admissions", 403)],
)
def test_who_sees_indicators(charged: Charging, sign_in: SignIn, who: str, status: int) -> None:
    web = sign_in(charged.clinic[who])
    assert [web.get(where).status_code for where in (PAGE, ROWS, TARGET)] == [status] * 3


def test_somebody_who_only_reads_sets_no_target(charged: Charging, sign_in: SignIn) -> None:
    web = sign_in(charged.clinic["auditor everywhere"])
    assert web.get(PAGE).status_code in {200, 403}
    assert web.get(TARGET).status_code == 403


@pytest.mark.parametrize("month", ["2026-13", "x", "20261", "2026-11-02"])
def test_what_is_no_month_is_no_page(charged: Charging, sign_in: SignIn, month: str) -> None:
    web = sign_in(charged.clinic["biller"])
    assert web.get(ROWS, {"month": month}).status_code == 404
    assert web.get(reverse("billing:behind", args=["luck"])).status_code == 404


def test_every_indicator_has_its_page(charged: Charging, sign_in: SignIn) -> None:
    web = sign_in(charged.clinic["biller"])
    for code in figures.registered():
        assert web.get(reverse("billing:behind", args=[code])).status_code == 200
        assert web.get(reverse("billing:target", args=[code])).status_code == 200


def test_a_target_is_changed_by_whoever_bills(charged: Charging, sign_in: SignIn) -> None:
    web = sign_in(charged.clinic["biller"])

    assert web.post(TARGET, {"target": "2.55", "version": "0"}).status_code == 422
    assert web.post(TARGET, {"target": "0", "version": "0"}).status_code == 302
    assert "Off target" in text_of(web, PAGE)
    assert "Somebody changed this" in web.post(TARGET, {"target": "9", "version": "0"}).content.decode()
    assert web.post(TARGET, {"target": "", "version": "1"}).status_code == 302
    with acting(charged.clinic["biller"].scope):
        assert IndicatorTarget.objects.get().target is None


def test_queries_do_not_grow(
    charged: Charging, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(charged.clinic["biller"])
    for where in (PAGE, ROWS, TARGET):
        with django_assert_max_num_queries(12):
            web.get(where)


def test_the_roster_of_today_leads_to_payments(clinic: Clinic, sign_in: SignIn) -> None:
    group = make_group(clinic)
    roster = reverse("attendance:roster", args=[group.session.pk])
    link = f'href="{reverse("billing:desk")}"'
    main = text_of(sign_in(clinic["director"]), roster).partition("<main")[2]
    is_today = group.session.day == group.session.starts_at.date()
    assert (link in main) is is_today
