"""A group of this morning with Ana and Bo in it, and ways to take its attendance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.attendance.actions.taking import Mark, take
from stepwell.attendance.models import Attendance
from stepwell.attendance.vocabulary import Mode
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session, SessionStaff
from tests.worlds import Clinic

HERE = Mark(Mode.IN_PERSON)


@dataclass
class Group:
    """A group that the facilitator leads, three hours long with a break of fifteen minutes."""

    clinic: Clinic
    series: GroupSeries
    session: Session

    def client(self, name: str) -> Any:
        return self.clinic.clients[name].pk

    def mark(
        self, name: str = "ana", mark: Mark = HERE, *, by: str = "facilitator", version: int | None = None,
        why: str = "", session: Session | None = None, at: datetime | None = None,
    ) -> Attendance:  # fmt: skip
        with acting(self.clinic[by].scope) as scope:
            member = member_of(scope)
            assert member is not None
            return take(
                actor=member, at=at or timezone.now(), session_id=(session or self.session).pk,
                client_id=self.client(name), mark=mark, version=version, why=why,
            )  # fmt: skip

    def after(self, minutes: int) -> datetime:
        return self.session.starts_at + timedelta(minutes=minutes)


def make_session(
    clinic: Clinic, series: GroupSeries, starts: datetime, *, hours: int = 3, leader: str = "facilitator"
) -> Session:
    """Return one more meeting of a group."""
    owned = {"organization": clinic.organization}
    day = starts.astimezone(ZoneInfo(clinic.north.time_zone)).date()
    ends = starts + timedelta(hours=hours)
    with acting(clinic["director"].scope):
        session = Session.objects.create(
            **owned, site=clinic.north, program=series.program, series=series,
            planned_on=day + timedelta(days=Session.objects.filter(series=series, planned_on=day).count()),
            kind=series.kind, title=series.name, day=day, starts_at=starts, ends_at=ends, break_minutes=15, capacity=12,
        )  # fmt: skip
        SessionStaff.objects.create(
            **owned, session=session, site=clinic.north, slot=TimestamptzRange(starts, ends),
            membership=clinic[leader].membership, role="leader",
        )  # fmt: skip
    return session


def make_group(clinic: Clinic, *, names: tuple[str, ...] = ("ana", "bo"), days_ago: int = 0) -> Group:
    """Return a group that began two hours ago, or on an earlier day at that time."""
    zone = ZoneInfo(clinic.north.time_zone)
    now = timezone.now().astimezone(zone).replace(second=0, microsecond=0)
    midnight = now.replace(hour=0, minute=0)
    starts = max(now - timedelta(hours=2), midnight) - timedelta(days=days_ago)  # today, also at night
    owned = {"organization": clinic.organization}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(**owned, site=clinic.north, name="Evening", level="2.1", kind="addiction")
    with acting(clinic["director"].scope):
        series = GroupSeries.objects.create(
            **owned, site=clinic.north, program=program, name="Skills", kind="skills", weekdays=[0],
            local_start=starts.astimezone(zone).time(), minutes=180, break_minutes=15,
            from_on=starts.astimezone(zone).date() - timedelta(days=40),
        )  # fmt: skip
        for name in names:
            GroupMembership.objects.create(**owned, client=clinic.clients[name], series=series, from_on=series.from_on)
    return Group(clinic, series, make_session(clinic, series, starts))


@pytest.fixture
def group(clinic: Clinic) -> Group:
    return make_group(clinic)


@pytest.fixture
def group_of(clinic: Clinic) -> Callable[..., Group]:
    return lambda **facts: make_group(clinic, **facts)
