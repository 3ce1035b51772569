"""What is left of an authorization, and when it runs out."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.authorizations.rules.burning import Alert, Facts, Pace, standing, units_a_week
from stepwell.authorizations.vocabulary import Status, Unit
from stepwell.clients.rules.enrollment import Span

DAY = date(2026, 3, 2)
THREE = Pace(days=3, minutes=540)
FACTS = Facts(Status.APPROVED, Unit.DAY, Span(DAY, DAY + timedelta(days=27)), approved=12, used=0)


def test_twelve_days_at_three_a_week_are_four_weeks() -> None:
    found = standing(FACTS, on=DAY, pace=THREE)

    assert (found.left, found.days_left, found.program_days) == (12, 28, 12)
    assert found.runs_out_on == DAY + timedelta(days=27)
    assert found.tone == ""


def test_units_run_out_before_the_last_day() -> None:
    found = standing(replace(FACTS, used=9), on=DAY, pace=THREE)

    assert (found.left, found.runs_out_on) == (3, DAY + timedelta(days=6))
    assert Alert.RUNS_OUT in found.alerts
    assert found.due_on == found.runs_out_on
    assert found.tone == "warn"


@pytest.mark.parametrize(
    ("unit", "weekly"),
    [(Unit.DAY, 3), (Unit.VISIT, 3), (Unit.HOUR, 9), (Unit.QUARTER, 36)],
)
def test_what_a_week_uses(unit: Unit, weekly: int) -> None:
    assert units_a_week(unit, THREE) == Fraction(weekly)


@pytest.mark.parametrize(
    ("away", "used", "alert", "tone"),
    [
        (-1, 0, Alert.OVER, "danger"),
        (0, 0, Alert.ENDS, "danger"),
        (1, 0, Alert.ENDS, "danger"),
        (2, 0, Alert.ENDS, "warn"),
        (7, 0, Alert.ENDS, "warn"),
        (20, 12, Alert.USED_UP, "danger"),
        (20, 10, Alert.RUNS_OUT, "danger"),
        (20, 10, Alert.FEW_LEFT, "danger"),
        (20, 9, Alert.RUNS_OUT, "warn"),
    ],
)
def test_alerts(away: int, used: int, alert: Alert, tone: str) -> None:
    facts = replace(FACTS, span=Span(DAY - timedelta(days=30), DAY + timedelta(days=away)), used=used)

    found = standing(facts, on=DAY, pace=THREE)

    assert alert in found.alerts
    assert found.tone == tone


def test_a_review_is_due_three_days_ahead_and_a_request_waits() -> None:
    soon = replace(FACTS, next_review_on=DAY + timedelta(days=3))
    later = replace(FACTS, next_review_on=DAY + timedelta(days=4))
    waits = replace(FACTS, status=Status.REQUESTED, approved=None, used=None)

    assert Alert.REVIEW in standing(soon, on=DAY, pace=None).alerts
    assert Alert.REVIEW not in standing(later, on=DAY, pace=None).alerts
    assert standing(waits, on=DAY, pace=None).alerts == {Alert.WAITS}
    assert standing(replace(FACTS, status=Status.DENIED, approved=None), on=DAY, pace=None).alerts == frozenset()


def test_without_an_order_nobody_says_when_units_run_out() -> None:
    found = standing(FACTS, on=DAY, pace=None)

    assert (found.program_days, found.runs_out_on) == (None, None)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(1, 7), st.sampled_from(list(Unit)))
def test_using_more_never_leaves_more_nor_lasts_longer(approved: int, used: int, days: int, unit: Unit) -> None:
    facts = replace(FACTS, unit=unit, span=Span(DAY, DAY + timedelta(days=399)), approved=approved, used=used)
    pace = Pace(days, days * 180)
    before, after = standing(facts, on=DAY, pace=pace), standing(replace(facts, used=used + 1), on=DAY, pace=pace)

    assert (after.left or 0) <= (before.left or 0)
    assert after.due_on <= before.due_on
    assert before.left == max(approved - used, 0)


@given(st.integers(1, 60), st.integers(1, 7))
def test_the_forecast_day_is_the_first_on_which_the_units_are_used(units: int, days: int) -> None:
    facts = replace(FACTS, approved=units, span=Span(DAY, DAY + timedelta(days=2_000)))
    found = standing(facts, on=DAY, pace=Pace(days, days * 180)).runs_out_on

    assert found is not None
    spent = (found - DAY).days + 1
    assert spent * days >= units * 7
    assert (spent - 1) * days < units * 7
