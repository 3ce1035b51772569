"""The weeks of many at once are those of each by itself; the census counts whom the asker sees."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from stepwell.clients.models import Client
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.queries import counting
from stepwell.scheduling.queries import weeks as single
from stepwell.scheduling.queries.counting import site_weeks
from stepwell.scheduling.rules.hours import Reason
from stepwell.scheduling.rules.profiles import profile_for
from stepwell.workspace.queries import care
from stepwell.workspace.queries.care import Filters
from stepwell.workspace.queries.hours import week_around
from stepwell.workspace.queries.weeks import weeks_of
from stepwell.workspace.rules.board import shortest
from stepwell.workspace.rules.compliance import Outcome, summed
from tests.db.workspace.conftest import MONDAY, Ward
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 19, 16, tzinfo=UTC)  # Thursday
TODAY = date(2026, 3, 19)
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
LONG_AGO = date(2026, 2, 2)


def _any_ward(clinic: Clinic, chance: random.Random) -> None:
    """Make any week of three people: begun or ended in it, ordered or not, in the group for all of it or not."""
    ward = Ward(clinic)
    for number in (0, 2, 4):
        ward.meet(MONDAY + timedelta(days=number), canceled=chance.random() < 0.3)
    for name in ("ana", "bo", "dee"):
        begins = chance.choice([LONG_AGO, MONDAY + timedelta(days=1)])
        ward.admit(name, on=begins, until=chance.choice([None, None, FRIDAY]))
        if chance.random() < 0.8:
            ward.order(name, on=begins, minutes=chance.choice([540, 720]))
        if chance.random() < 0.8:
            ward.join(name, on=begins, until=chance.choice([None, WEDNESDAY]))
            _take(ward, name, begins, chance)


def _take(ward: Ward, name: str, begins: date, chance: random.Random) -> None:
    for day in (MONDAY, WEDNESDAY):
        if begins <= day and ward.sessions["Skills", day].cancelled_at is None and chance.random() < 0.7:
            ward.take(name, day, chance.choice([0, 90, 180]))


def _client(client_id: UUID) -> Client:
    return Client.objects.select_related("site").get(pk=client_id)


@pytest.mark.parametrize("seed", range(4))
def test_many_at_once_equal_each_alone(clinic: Clinic, seed: int) -> None:
    _any_ward(clinic, random.Random(seed))

    with acting(clinic["director everywhere"].scope):
        found = week_around(FRIDAY)
        assert found.people
        for each in found.people:
            assert each.week == single.week_of(_client(each.client_id), FRIDAY).hours
        in_care = care.everybody(Filters(), at=AT, today=TODAY)
        many = weeks_of(in_care, site_weeks(TODAY))
        for client_id, week in many.items():
            assert week == single.week_of(_client(client_id), TODAY).hours


def test_a_week_is_told_by_outcome_and_reason(ward: Ward) -> None:
    for name in ("ana", "bo", "dee"):
        ward.admit(name, on=LONG_AGO)
        ward.order(name, on=LONG_AGO)
        ward.join(name)
        for day in (MONDAY, WEDNESDAY, FRIDAY):
            ward.take(name, day, 0 if name == "bo" and day == FRIDAY else 180)
    ward.admit("cy", on=MONDAY)

    with acting(ward.clinic["director everywhere"].scope):
        people = week_around(FRIDAY).people
    outcomes = {each.name: each.result.outcome for each in people}
    sums = summed([each.result for each in people])

    assert outcomes == {
        "Ana López": Outcome.REACHED, "Bo O'Neill": Outcome.SHORT, "Dee Nguyen": Outcome.REACHED,
        "Cy López": Outcome.NO_ORDER,
    }  # fmt: skip
    assert (sums.counted, sums.percent, sums.billable_days) == (3, 66, 8)
    assert dict(sums.minutes_by) == {Reason.ABSENT: 180}


def test_a_session_that_nobody_took_is_not_reached(ward: Ward) -> None:
    ward.admit("ana", on=LONG_AGO)
    ward.order("ana", on=LONG_AGO)
    ward.join("ana")
    ward.take("ana", MONDAY)

    with acting(ward.clinic["director"].scope):
        (ana,) = week_around(FRIDAY).people
    assert ana.result.outcome is Outcome.OPEN
    assert (ana.result.untaken, ana.result.billable_days) == (2, 1)


def test_large_groups_are_told(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = replace(profile_for("default", on=TODAY), group_warn=1)
    monkeypatch.setattr(counting, "profile_for", lambda *_, **__: profile)
    for name in ("ana", "bo"):
        ward.admit(name, on=LONG_AGO)
        ward.join(name)
        ward.take(name, MONDAY)
    ward.take("ana", WEDNESDAY)
    ward.take("bo", WEDNESDAY, 0)

    with acting(ward.clinic["director"].scope):
        (large,) = week_around(FRIDAY).large
    assert (large.title, large.day, large.came, large.most) == ("Skills", MONDAY, 2, 1)


def test_who_is_short_comes_by_minutes_missing(ward: Ward) -> None:
    for name, minutes in (("ana", 540), ("bo", 600), ("dee", 720)):
        ward.admit(name, on=LONG_AGO)
        ward.order(name, minutes=minutes, on=LONG_AGO)
        ward.join(name)

    with acting(ward.clinic["director"].scope):
        found = shortest(weeks_of(care.everybody(Filters(), at=AT, today=TODAY), site_weeks(TODAY)))
    assert found == [ward.client("dee").pk, ward.client("bo").pk]


def test_the_census_counts_whom_the_asker_sees(ward: Ward) -> None:
    ward.program("South", site="south")
    for name, program in (("ana", "Evening"), ("bo", "Evening"), ("cy", "South")):
        ward.admit(name, program=program, on=TODAY if name == "bo" else LONG_AGO)
    ward.admit("dee", on=LONG_AGO, until=TODAY - timedelta(days=2))
    ward.join("ana")

    counts = {}
    for who in ("director", "director south", "director everywhere", "clinician", "facilitator"):
        with acting(ward.clinic[who].scope):
            totals = care.totals(at=AT, today=TODAY, seats=True)
            counts[who] = (totals.many, totals.admitted, totals.discharged)
    assert counts == {
        "director": (2, 1, 1), "director south": (1, 0, 0), "director everywhere": (3, 1, 1), "clinician": (1, 0, 0),
        "facilitator": (0, 0, 0),
    }  # fmt: skip
    with acting(ward.clinic["director"].scope):
        (evening,) = care.totals(at=AT, today=TODAY, seats=True).programs
    assert (evening.name, evening.many, evening.seats, evening.taken) == ("Evening", 2, 12, 1)


def test_who_missed_twice_in_seven_days_is_found(ward: Ward) -> None:
    for name in ("ana", "bo", "dee"):
        ward.admit(name, on=LONG_AGO)
        ward.join(name)
        ward.take(name, MONDAY, 0)
        ward.take(name, WEDNESDAY, 180 if name == "bo" else 0, reason="sick" if name == "dee" else "no_contact")

    with acting(ward.clinic["director"].scope):
        rows, many = care.page(Filters(missed=True), at=AT, today=TODAY, account_id=ward.clinic["director"].account.pk)
    assert ([row.name for row in rows], many) == (["Ana López"], 1)


def test_a_row_says_what_the_asker_sees_of_it(ward: Ward) -> None:
    ward.admit("ana", on=LONG_AGO)
    ward.admit("bo", on=LONG_AGO)
    seen = {}
    for who in ("director", "utilization", "privacy"):
        person = ward.clinic[who]
        with acting(person.scope):
            rows, _ = care.page(Filters(), at=AT, today=TODAY, account_id=person.account.pk)
            seen[who] = {row.name: sorted(row.seen) for row in rows}
    assert "services" in seen["director"]["Ana López"]
    assert "services" in seen["utilization"]["Ana López"]  # an authorization of hers is theirs to review
    assert "services" not in seen["utilization"]["Bo O'Neill"]
    assert seen["privacy"]["Bo O'Neill"] == ["caseload"]
