"""What a week must respect: who says it, who sees it, and what the database holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.weekplans.actions import needs, times
from stepwell.weekplans.actions.times import Pattern
from stepwell.weekplans.models import ApartPair, ApartReason, ClientNeeds, ClientTime, StaffTime
from stepwell.weekplans.queries import needs as known
from stepwell.weekplans.vocabulary import Coming, Why
from tests import samples
from tests.db.scheduling.conftest import AT, Plan, plan
from tests.worlds import Clinic

__all__ = ["plan"]
MONDAY = date(2026, 10, 5)
WORK = Pattern(frozenset({0, 1}), time(9), time(17), MONDAY, None)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("pattern", "exception", "expected"),
    [
        (replace(WORK, ends=time(9)), Coming.CANNOT, ["WEEK-001"]),
        (replace(WORK, to_on=date(2026, 10, 1)), Coming.CANNOT, ["WEEK-002"]),
        (replace(WORK, from_on=date(2026, 10, 7), to_on=date(2026, 10, 8)), Coming.CANNOT, ["WEEK-003"]),
        (WORK, Coming.AFTER_ALL, ["WEEK-004"]),
    ],
)
def test_a_time_that_cannot_be_is_refused(plan: Plan, pattern: Pattern, exception: Coming, expected: list[str]) -> None:
    with plan.as_("director") as member:
        found = codes(
            lambda: times.add_client_time(
                actor=member, client_id=plan.client("ana"), pattern=pattern, coming=exception, why=Why.WORK
            )
        )

        assert (found, ClientTime.objects.count()) == (expected, 0)


def test_times_are_said_listed_and_taken_away(plan: Plan) -> None:
    with plan.as_("director") as member:
        row = times.add_client_time(
            actor=member, client_id=plan.client("ana"), pattern=WORK, coming=Coming.CANNOT, why=Why.WORK
        )
        staff = times.add_staff_time(
            actor=member, site_id=plan.clinic.north.pk, membership_id=plan.who("clinician"), pattern=WORK, is_away=False
        )
        leave = lambda: times.add_staff_time(  # noqa: E731
            actor=member, site_id=plan.clinic.north.pk, membership_id=plan.who("clinician"), pattern=WORK, is_away=True
        )
        elsewhere = lambda: times.add_staff_time(  # noqa: E731
            actor=member, site_id=plan.clinic.south.pk, membership_id=plan.who("clinician"), pattern=WORK, is_away=False
        )
        listed = known.times_of(plan.client("ana"), on=MONDAY)
        assert (codes(leave), codes(elsewhere)) == (["WEEK-005"], ["SCH-008"])
        assert [(one.what, one.when, one.days) for one in listed] == [
            ("Work", "Monday, Tuesday, 9:00 AM to 5:00 PM", "from Oct 5, 2026")
        ]
        wish = times.add_client_time(
            actor=member, client_id=plan.client("ana"), pattern=WORK, coming=Coming.RATHER, why=Why.CHILD_CARE
        )
        assert [one.what for one in known.times_of(plan.client("ana"), on=MONDAY)] == ["Work", "Would rather come"]
        times.void_client_time(actor=member, at=AT, client_time_id=wish.pk, reason="no matter any more")
        times.void_client_time(actor=member, at=AT, client_time_id=row.pk, reason="works there no more")
        times.void_staff_time(actor=member, at=AT, staff_time_id=staff.pk, reason="works there no more")
        assert known.times_of(plan.client("ana"), on=MONDAY) == []
        assert known.staff_times([plan.clinic.north.pk], on=MONDAY) == []
        assert codes(
            lambda: times.void_client_time(actor=member, at=AT, client_time_id=row.pk, reason="works there no more")
        ) == ["WEEK-006"]


def test_a_pair_is_symmetric_stands_once_and_its_reason_is_sealed(plan: Plan) -> None:
    ana, dee, cy = (plan.client(name) for name in ("ana", "dee", "cy"))
    with plan.as_("director") as member:
        pair = needs.keep_apart(actor=member, client_id=dee, other_id=ana, words="former partners")
        again = codes(lambda: needs.keep_apart(actor=member, client_id=ana, other_id=dee))
        self = codes(lambda: needs.keep_apart(actor=member, client_id=ana, other_id=ana))
        hers, theirs = known.apart_from(ana), known.apart_from(dee)
    assert (again, self) == (["WEEK-012"], ["WEEK-011"])
    assert [row.why for row in hers + theirs] == ["former partners"] * 2
    with plan.as_("admissions"):
        assert [row.why for row in known.apart_from(ana)] == [None]
    with plan.as_("clinician"):  # cares for Ana alone
        assert (known.apart_from(ana), ApartPair.objects.count(), ApartReason.objects.count()) == ([], 0, 0)
    with acting(plan.clinic["director everywhere"].scope):
        ApartPair.objects.create(organization=plan.clinic.organization, client_id=min(ana, cy), other_id=max(ana, cy))
    with plan.as_("director"):  # at north: Cy is at south
        assert list(ApartPair.objects.values_list("pk", flat=True)) == [pair.pk]
    with plan.as_("director") as member:
        needs.void_pair(actor=member, at=AT, pair_id=pair.pk, reason="made for somebody else")
        assert known.apart_from(ana) == []


def test_someone_takes_part_in_one_way_at_least(plan: Plan) -> None:
    asked: dict[str, Any] = {"client_id": plan.client("ana"), "by_video": False, "state": "", "group_for": ""}
    with plan.as_("director") as member:
        assert codes(lambda: needs.say_client_needs(actor=member, on_site=False, **asked)) == ["WEEK-010"]
        needs.say_client_needs(actor=member, on_site=True, **asked)
        needs.say_client_needs(actor=member, on_site=True, **(asked | {"group_for": "women"}))

        assert list(ClientNeeds.objects.values_list("on_site", "by_video", "group_for")) == [(True, False, "women")]


@pytest.fixture
def filled(clinic: Clinic) -> Clinic:
    samples.fill(clinic)
    return clinic


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("weekplans_clienttime", "ends = starts"),
        ("weekplans_clienttime", "weekdays = '{7}'"),
        ("weekplans_clienttime", "weekdays = '{}'"),
        ("weekplans_clienttime", "can_come = true"),
        ("weekplans_clienttime", "is_wish = true"),
        ("weekplans_clienttime", "to_on = from_on - 1"),
        ("weekplans_clienttime", "why = 'whim'"),
        ("weekplans_stafftime", "is_away = true"),
        ("weekplans_stafftime", "ends = starts"),
        ("weekplans_clientneeds", "on_site = false, by_video = false"),
        ("weekplans_clientneeds", "group_for = 'cats'"),
        ("weekplans_groupneeds", "credentials = '{magic}'"),
        ("weekplans_groupneeds", "is_closed = true, by_module = true"),
        ("weekplans_curriculum", "lessons = '{}', modules = '{}'"),
        ("weekplans_curriculum", "modules = '{one}'"),
        ("weekplans_curriculumstart", "lesson = 120"),
        ("weekplans_apartpair", "client_id = other_id, other_id = client_id"),
        ("weekplans_apartpair", "other_id = client_id"),
    ],
)
def test_the_database_holds_what_must_never_be_false(filled: Clinic, table: str, change: str) -> None:
    with (
        acting(filled["director"].scope),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {change}")


def test_staff_times_are_read_by_members_and_written_where_one_plans(filled: Clinic) -> None:
    with acting(filled["facilitator"].scope):
        assert (StaffTime.objects.count(), StaffTime.objects.update(is_away=False)) == (1, 0)
