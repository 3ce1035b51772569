"""A client's schedule says how services ordered by the month stand."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from stepwell.placement.actions import ordering
from stepwell.placement.rules.ordering import Order, Part
from stepwell.placement.vocabulary import Per
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.presenting import shown_months
from stepwell.scheduling.rules.months import ClientMonth, Month, MonthLine
from stepwell.scheduling.vocabulary import SessionKind
from tests.db.reviews.conftest import AT, Care, make_care
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(clinic: Clinic) -> Care:
    """Ana, ordered two hours of individual sessions a month from March 23 on; one of an hour is planned in March."""
    care = make_care(clinic)
    mix = (Part("individual", 120, Per.MONTH),)
    order = Order(date(2026, 3, 23), 540, 3, 4, mix, is_taper=False, reason="As placed")
    with acting(clinic["clinician"].scope), transaction.atomic():
        ordering.order_services(actor=care.actor, at=AT, client=care.ana, order=order)
    return care


def test_months_stand_above_the_weeks_and_the_whole_one_warns(
    care: Care, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    web, url = sign_in(care.clinic["clinician"]), reverse("scheduling:client", args=[care.ana.pk])
    web.get(url)

    with django_assert_max_num_queries(12):
        text = web.get(url, {"week": "2026-03-25"}).text

    assert "Individual session: 0 min done and 1 h planned of 2 h ordered: 1 h neither done nor planned" in text
    assert "Individual session: 0 min done and 0 min planned of 2 h ordered: 2 h neither done nor planned" in text
    march, april = text.index("March 2026"), text.index("April 2026")
    assert '<p class="text-status-warn">' in text[april : april + 100]
    assert march < text.index("May fall short: not ordered for the whole month.") < april


def test_without_such_an_order_nothing_is_said_of_months(care: Care, sign_in: SignIn) -> None:
    url = reverse("scheduling:client", args=[care.ana.pk])

    assert "Ordered by the month" not in sign_in(care.clinic["clinician"]).get(url, {"week": "2026-01-05"}).text


@pytest.mark.parametrize(
    ("on", "left", "is_whole", "warns"),
    [
        (date(2026, 4, 1), 60, True, True),
        (date(2026, 3, 31), 60, True, False),  # that month is still to come
        (date(2026, 4, 1), 0, True, False),
        (date(2026, 4, 1), 60, False, False),
    ],
)
def test_a_month_is_looked_at_from_its_first_day_on(on: date, left: int, is_whole: bool, warns: bool) -> None:
    line = MonthLine(SessionKind.FAMILY, 60, 60 - left, 0)

    (shown,) = shown_months([ClientMonth(Month(date(2026, 4, 1)), (line,), is_whole)], on=on)

    assert [each[2] for each in shown.lines] == [warns]
