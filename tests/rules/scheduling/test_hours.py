from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.scheduling.rules import texts
from stepwell.scheduling.rules.hours import (
    ClientWeek,
    Flag,
    OrderFacts,
    PlannedSession,
    Reason,
    StayDates,
    client_week,
    length,
)
from stepwell.scheduling.rules.profiles import (
    PROFILES,
    Basis,
    Exemption,
    HoursProfile,
    Partial,
    profile_for,
)
from stepwell.scheduling.rules.weeks import MONDAY, SUNDAY, Week, in_words, minutes_between, week_of
from stepwell.scheduling.vocabulary import SessionKind

ZONE = ZoneInfo("America/New_York")
MON = date(2026, 3, 2)
GENERAL = profile_for("default", on=MON)
ORDER = OrderFacts(540, "2.1", days_min=3, days_max=5)


def session(
    day: int, minutes: int, *, kind: SessionKind = SessionKind.SKILLS, hour: int = 18, **facts: object
) -> PlannedSession:
    starts = datetime(MON.year, MON.month, MON.day, hour, tzinfo=ZONE) + timedelta(days=day)
    ends = (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZONE)
    return PlannedSession(starts, ends, kind, **facts)  # type: ignore[arg-type]


def week_with(*sessions: PlannedSession, profile: HoursProfile = GENERAL, **facts: object) -> ClientWeek:
    asked: dict[str, object] = {"order": ORDER, "week": Week(MON)} | facts
    return client_week(sessions, zone=ZONE, profile=profile, **asked)  # type: ignore[arg-type]


def test_three_evenings_of_three_hours_without_breaks_are_nine_hours() -> None:
    week = week_with(*(session(day, 195, break_minutes=15) for day in (0, 2, 4)))

    assert (week.planned_countable, week.days, week.shortfall, week.flags) == (540, 3, 0, frozenset())


def test_breaks_inside_three_hours_make_the_week_short_and_below_the_level() -> None:
    week = week_with(*(session(day, 180, break_minutes=15) for day in (0, 2, 4)))

    assert week.planned_countable == 495
    assert week.flags == {Flag.SHORT, Flag.BELOW_LEVEL}
    assert texts.balance(week) == "Planned 8 h 15 min of 9 h: 45 min short"


def test_the_groups_of_the_matrix_model_alone_are_no_nine_hours() -> None:
    early = [session(day, 50) for day in (0, 4)]
    relapse = [session(day, 90, hour=20) for day in (0, 4)]
    family = [session(2, 90, kind=SessionKind.FAMILY_EDUCATION)]

    week = week_with(*early, *relapse, *family)

    assert week.planned_countable == 370
    assert Flag.BELOW_LEVEL in week.flags


@pytest.mark.parametrize(
    ("minutes", "flags"),
    [
        (539, {Flag.BELOW_LEVEL}),
        (540, set()),
        (1199, set()),
        (1200, {Flag.ABOVE_LEVEL}),
    ],
)
def test_the_level_begins_and_ends_at_the_minute(minutes: int, flags: set[Flag]) -> None:
    parts = [session(day, minutes // 5, hour=8) for day in range(4)]
    parts.append(session(4, minutes - 4 * (minutes // 5), hour=8))

    week = week_with(*parts, order=OrderFacts(0, "2.1"))

    assert week.flags == flags


def test_a_taper_below_nine_hours_is_not_below_the_level() -> None:
    week = week_with(session(0, 180), session(2, 180), order=OrderFacts(360, "2.1", is_taper=True))

    assert week.flags == frozenset()


@pytest.mark.parametrize(
    ("facts", "exemption"),
    [
        ({"stay": StayDates(first=date(2026, 3, 4))}, Exemption.FIRST),
        ({"stay": StayDates(last=date(2026, 3, 3))}, Exemption.LAST),
        ({"closed": [date(2026, 3, 6)]}, Exemption.HOLIDAY),
    ],
)
def test_exempt_weeks_are_reported_and_still_short(facts: dict[str, Any], exemption: Exemption) -> None:
    week = week_with(session(0, 180), **facts)

    assert week.exemptions == {exemption}
    assert week.flags == {Flag.SHORT}
    assert week.shortfall == 360


def test_the_same_sessions_fall_into_another_week_where_weeks_begin_on_sunday() -> None:
    saturday, sunday, monday = session(-2, 180), session(-1, 180), session(0, 180)
    by_monday = week_with(saturday, sunday, monday)
    california = profile_for("CA", on=MON)
    by_sunday = week_with(
        saturday, sunday, monday, profile=california, week=week_of(MON, starts_on=california.week_start)
    )

    assert (by_monday.planned, by_sunday.planned) == (180, 360)


@pytest.mark.parametrize(
    ("starts_on", "day", "first"),
    [
        (MONDAY, date(2026, 3, 8), date(2026, 3, 2)),
        (SUNDAY, date(2026, 3, 8), date(2026, 3, 8)),
        (SUNDAY, date(2026, 3, 7), date(2026, 3, 1)),
        (MONDAY, date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_a_week_begins_on_the_profiles_day(starts_on: int, day: date, first: date) -> None:
    assert week_of(day, starts_on=starts_on).first == first


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 2), 167), (date(2026, 10, 26), 169)])
def test_a_week_in_which_clocks_change_has_its_own_minutes(first: date, hours: int) -> None:
    assert minutes_between(*Week(first).instants(ZONE)) == hours * 60


def test_a_night_in_which_clocks_change_counts_what_it_lasted() -> None:
    night = PlannedSession(
        datetime(2026, 3, 7, 23, tzinfo=ZONE), datetime(2026, 3, 8, 4, tzinfo=ZONE), SessionKind.ACTIVITY
    )

    assert length(night, GENERAL) == 240


def test_kinds_that_nobody_named_count_nothing() -> None:
    kinds = (SessionKind.MUTUAL_HELP, SessionKind.PEER_SUPPORT, SessionKind.ASSESSMENT, SessionKind.MEDICATION)
    week = week_with(*(session(day, 60, kind=kind) for day, kind in enumerate(kinds)))

    assert (week.planned, week.planned_countable, week.days) == (240, 0, 0)


def test_a_mutual_help_meeting_counts_under_no_profile() -> None:
    everything = replace(GENERAL, countable=frozenset(SessionKind))

    assert not everything.counts(SessionKind.MUTUAL_HELP)
    assert not any(profile.counts(SessionKind.MUTUAL_HELP) for profile in PROFILES)


def test_absence_counts_where_scheduled_hours_count() -> None:
    missed = session(0, 180, attended=0)

    attended = week_with(missed)
    scheduled = week_with(missed, profile=profile_for("KS", on=MON))

    assert (attended.countable, attended.expected, scheduled.countable) == (0, 0, 180)


def test_kansas_counts_counseling_and_no_education() -> None:
    week = week_with(session(0, 60, kind=SessionKind.PSYCHOEDUCATION), profile=profile_for("KS", on=MON))

    assert week.countable == 0


@pytest.mark.parametrize(("attended", "credited"), [(180, 180), (171, 180), (170, 180), (169, 0), (0, 0), (500, 180)])
def test_all_or_nothing_credits_a_session_within_the_grace(attended: int, credited: int) -> None:
    strict = replace(GENERAL, partial=Partial.ALL_OR_NOTHING, grace=10)

    assert week_with(session(0, 180, attended=attended), profile=strict).countable == credited


def test_a_day_with_too_few_minutes_is_no_billable_day() -> None:
    per_diem = replace(GENERAL, min_day_minutes=120)

    assert week_with(session(0, 119), session(2, 120), profile=per_diem).days == 1


def test_a_clinical_hour_makes_the_level_shorter() -> None:
    fifty = replace(GENERAL, minutes_per_hour=50)

    week = week_with(*(session(day, 150) for day in (0, 2, 4)), profile=fifty, order=OrderFacts(450, "2.1"))

    assert Flag.BELOW_LEVEL not in week.flags


def test_missing_minutes_are_explained_to_the_last() -> None:
    week = week_with(session(0, 180, attended=60), session(2, 180, is_cancelled=True), session(4, 100))

    assert week.reasons == ((Reason.ABSENT, 120), (Reason.CANCELLED, 180), (Reason.NOT_PLANNED, 80))
    assert (week.scheduled, week.planned, week.attended) == (460, 280, 60)
    assert texts.reasons(week) == "2 h missed, 3 h in canceled sessions, 1 h 20 min not planned"


def test_days_and_mix_are_held_against_the_order() -> None:
    order = OrderFacts(540, "2.1", days_min=3, mix=((SessionKind.INDIVIDUAL, 50),))

    week = week_with(session(0, 270), session(2, 270), order=order)

    assert week.flags == {Flag.FEW_DAYS, Flag.MIX}
    assert texts.flags(week) == ["Fewer days than ordered.", "Individual session: 0 min of 50 min ordered."]


def test_without_an_order_or_with_an_unknown_level_nothing_is_reached() -> None:
    assert week_with(order=None).flags == {Flag.NO_ORDER}
    assert Flag.UNKNOWN_LEVEL in week_with(session(0, 540), order=OrderFacts(540, "9")).flags


def test_a_state_without_a_profile_gets_the_general_one() -> None:
    assert profile_for("WY", on=MON) == GENERAL


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (40, "40 min"), (60, "1 h"), (500, "8 h 20 min")])
def test_minutes_are_said_as_people_say_them(minutes: int, words: str) -> None:
    assert in_words(minutes) == words


@st.composite
def sessions(draw: st.DrawFn) -> PlannedSession:
    minutes = draw(st.integers(5, 480))
    there = draw(st.none() | st.integers(0, 600))
    return session(
        draw(st.integers(0, 6)),
        minutes,
        hour=draw(st.integers(0, 15)),
        kind=draw(st.sampled_from(SessionKind)),
        break_minutes=draw(st.integers(0, minutes - 1)),
        is_cancelled=draw(st.booleans()),
        attended=there,
    )


FIGURES = ("scheduled", "planned", "attended", "planned_countable", "countable", "expected")
MANY = st.lists(sessions(), max_size=8)
RULES = st.sampled_from([*PROFILES, replace(GENERAL, partial=Partial.ALL_OR_NOTHING, grace=9)])


def figures(week: ClientWeek) -> tuple[int, ...]:
    return tuple(getattr(week, name) for name in FIGURES)


@given(MANY, MANY, RULES)
def test_minutes_add_up_over_sessions(
    some: list[PlannedSession], more: list[PlannedSession], rule: HoursProfile
) -> None:
    together = figures(week_with(*some, *more, profile=rule))
    apart = zip(figures(week_with(*some, profile=rule)), figures(week_with(*more, profile=rule)), strict=True)

    assert together == tuple(map(sum, apart))


@given(MANY, RULES)
def test_what_counts_is_never_more_than_what_was_planned(some: list[PlannedSession], rule: HoursProfile) -> None:
    week = week_with(*some, profile=rule)

    assert week.countable <= week.expected <= week.planned_countable <= week.planned <= week.scheduled
    assert week.attended <= week.planned
    assert sum(minutes for _, minutes in week.reasons) == week.shortfall


@given(MANY, RULES)
def test_breaks_never_add(some: list[PlannedSession], rule: HoursProfile) -> None:
    # The same people miss the same minutes; what was a break they spend in the session.
    without = [
        replace(each, break_minutes=0, attended=each.attended and each.attended + each.break_minutes) for each in some
    ]

    assert all(
        broken <= whole
        for broken, whole in zip(
            figures(week_with(*some, profile=rule)), figures(week_with(*without, profile=rule)), strict=True
        )
    )


@given(st.integers(10, 480), st.data(), st.sampled_from(Basis))
def test_splitting_a_session_changes_nothing(minutes: int, data: st.DataObject, basis: Basis) -> None:
    rule = replace(GENERAL, basis=basis)
    whole = session(0, minutes, hour=8)
    at = data.draw(st.integers(1, minutes - 1))
    cut = whole.starts + timedelta(minutes=at)
    breaks = data.draw(st.integers(0, at - 1)), data.draw(st.integers(0, minutes - at - 1))
    there = data.draw(st.integers(0, at - breaks[0])), data.draw(st.integers(0, minutes - at - breaks[1]))
    parts = (
        replace(whole, ends=cut, break_minutes=breaks[0], attended=there[0]),
        replace(whole, starts=cut, break_minutes=breaks[1], attended=there[1]),
    )
    whole = replace(whole, break_minutes=sum(breaks), attended=sum(there))

    assert week_with(whole, profile=rule) == week_with(*parts, profile=rule)


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.sampled_from(["America/New_York", "America/Phoenix"]))
def test_every_instant_lies_in_exactly_one_week(day: date, zone: str) -> None:
    first, after = week_of(day, starts_on=MONDAY).instants(ZoneInfo(zone))
    begins, following = week_of(day + timedelta(days=7), starts_on=MONDAY).instants(ZoneInfo(zone))

    assert after == begins
    assert first < after < following
