"""Sums of a week: outcomes add up to the clients, reasons to those who are short, and nothing unknown is a success."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.scheduling.rules.hours import ClientWeek, OrderFacts, PlannedSession, Reason, StayDates, client_week
from stepwell.scheduling.rules.profiles import PROFILES, HoursProfile
from stepwell.scheduling.rules.weeks import Week, week_of
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.workspace.rules.compliance import Outcome, Result, result_of, summed

MONDAY = date(2026, 3, 16)
ZONE = ZoneInfo("America/New_York")
PROFILE = PROFILES[0]

_SESSIONS = st.lists(
    st.builds(
        lambda day, hours, kind, is_off, share: PlannedSession(
            datetime(2026, 3, 16, 14, tzinfo=UTC) + timedelta(days=day),
            datetime(2026, 3, 16, 14, tzinfo=UTC) + timedelta(days=day, hours=hours),
            kind,
            is_cancelled=is_off,
            attended=None if share is None or is_off else hours * 60 * share // 4,
        ),
        st.integers(0, 6), st.integers(1, 4), st.sampled_from(list(SessionKind)), st.booleans(),
        st.none() | st.integers(0, 4),
    ),
    max_size=6,
)  # fmt: skip
_ORDERS = st.none() | st.builds(OrderFacts, st.integers(1, 1500), st.sampled_from(["1", "2.1", "2.5"]))
_STAYS = st.builds(StayDates, st.sampled_from([None, MONDAY, date(2026, 1, 5)]))


def _week(
    sessions: Sequence[PlannedSession], order: OrderFacts | None, stay: StayDates, profile: HoursProfile
) -> tuple[ClientWeek, list[PlannedSession]]:
    week: Week = week_of(MONDAY, starts_on=profile.week_start)
    mine = [each for each in sessions if week.has(each.starts.astimezone(ZONE).date())]
    return client_week(mine, week=week, zone=ZONE, profile=profile, order=order, stay=stay), mine


_RESULTS = st.builds(
    lambda sessions, order, stay, profile: result_of(
        *_week(sessions, order, stay, profile), profile=profile, zone=ZONE
    ),
    _SESSIONS, _ORDERS, _STAYS, st.sampled_from(PROFILES),
)  # fmt: skip


@given(st.lists(_RESULTS, max_size=8))
def test_everything_adds_up(results: list[Result]) -> None:
    sums = summed(results)

    assert sum(sums.outcomes.values()) == sums.clients == len(results)
    assert sum(sums.short_by.values()) == sums.outcomes[Outcome.SHORT]
    assert sum(sums.minutes_by.values()) == sum(each.shortfall for each in results)
    assert sum(sums.exempt_by.values()) == sums.outcomes[Outcome.EXEMPT]
    assert sums.counted + sums.outcomes[Outcome.EXEMPT] + sums.outcomes[Outcome.NO_ORDER] == sums.clients
    assert sums.percent is None if not sums.counted else 0 <= (sums.percent or 0) <= 100


@given(_SESSIONS, _ORDERS, _STAYS, st.sampled_from(PROFILES))
def test_an_outcome_says_what_the_hours_rule_says(
    sessions: list[PlannedSession], order: OrderFacts | None, stay: StayDates, profile: HoursProfile
) -> None:
    week, mine = _week(sessions, order, stay, profile)
    result = result_of(week, mine, profile=profile, zone=ZONE)

    assert (result.outcome is Outcome.NO_ORDER) == (order is None)
    assert sum(minutes for _, minutes in result.reasons) == result.shortfall
    assert (result.shortfall > 0) == (result.outcome is Outcome.SHORT)
    if result.outcome is Outcome.REACHED and order:
        assert week.countable >= order.minutes_per_week
    if result.outcome is Outcome.OPEN:
        assert result.untaken
    assert result.billable_days <= 7


def _session(day: int, attended: int | None, kind: SessionKind = SessionKind.SKILLS) -> PlannedSession:
    starts = datetime(2026, 3, 16, 22, tzinfo=UTC) + timedelta(days=day)
    return PlannedSession(starts, starts + timedelta(hours=3), kind, attended=attended)


@pytest.mark.parametrize(
    ("attended", "outcome", "days"),
    [
        ((180, 180, 180), Outcome.REACHED, 3),
        ((180, 180, 0), Outcome.SHORT, 2),
        ((180, 180, None), Outcome.OPEN, 2),
        ((180, 0, None), Outcome.SHORT, 1),
    ],
)
def test_outcomes(attended: tuple[int | None, ...], outcome: Outcome, days: int) -> None:
    sessions = [_session(2 * number, minutes) for number, minutes in enumerate(attended)]
    week, mine = _week(sessions, OrderFacts(540, "2.1"), StayDates(), PROFILE)
    result = result_of(week, mine, profile=PROFILE, zone=ZONE)

    assert (result.outcome, result.billable_days) == (outcome, days)


def test_nobody_is_billed_for_scheduled_hours() -> None:
    kansas = next(each for each in PROFILES if each.code == "KS")
    sessions = [_session(number, 0) for number in (0, 2, 4)]
    week, mine = _week(sessions, OrderFacts(540, "2.1"), StayDates(), kansas)
    result = result_of(week, mine, profile=kansas, zone=ZONE)

    assert (result.outcome, result.billable_days) == (Outcome.REACHED, 0)


def test_a_client_stands_under_what_took_most() -> None:
    result = Result(Outcome.SHORT, 200, ((Reason.ABSENT, 60), (Reason.NOT_PLANNED, 140)), frozenset(), 0, 2)

    assert result.main_reason is Reason.NOT_PLANNED
    assert summed([result]).short_by == {Reason.NOT_PLANNED: 1}
