"""A clinic with a program and two rooms, and ways to plan there as the people who do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from stepwell.people.models import Program, Room
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions import booking, memberships, series
from stepwell.scheduling.actions.booking import Appointment
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session
from stepwell.scheduling.rules.series import SeriesFacts
from stepwell.scheduling.vocabulary import Mode, SessionKind
from tests.worlds import Clinic

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)  # a Monday morning in New York
MONDAY = date(2026, 10, 5)
EVENING = SeriesFacts(
    name="Evening skills", kind=SessionKind.SKILLS, weekdays=frozenset({0, 2}), local_start=time(18), minutes=180,
    break_minutes=15, from_on=MONDAY,
)  # fmt: skip


@dataclass
class Plan:
    """A clinic whose week is planned."""

    clinic: Clinic
    program: Program
    room: Room
    other_room: Room

    def who(self, role: str) -> UUID:
        return self.clinic[role].membership.pk

    def client(self, name: str) -> UUID:
        return self.clinic.clients[name].pk

    @contextmanager
    def as_(self, role: str) -> Iterator[Member]:
        with acting(self.clinic[role].scope) as scope:
            found = member_of(scope)
            assert found is not None
            yield found

    def group(self, role: str = "director", **facts: Any) -> GroupSeries:
        wanted = replace(EVENING, **({"room_id": self.room.pk, "leader_id": self.who("facilitator")} | facts))
        with self.as_(role) as member:
            return series.add_series(actor=member, at=AT, program_id=self.program.pk, facts=wanted)

    def facts(self, **facts: Any) -> SeriesFacts:
        return replace(EVENING, **({"room_id": self.room.pk, "leader_id": self.who("facilitator")} | facts))

    def join(self, group: GroupSeries, name: str, *, role: str = "director", **dates: Any) -> GroupMembership:
        with self.as_(role) as member:
            return memberships.join_group(
                actor=member, at=AT, client_id=self.client(name), series_id=group.pk, **({"from_on": MONDAY} | dates)
            )

    def book(self, *names: str, role: str = "clinician", **facts: Any) -> Session:
        asked: dict[str, Any] = {
            "kind": SessionKind.INDIVIDUAL,
            "program_id": self.program.pk,
            "starts_at": AT + timedelta(days=1),
            "minutes": 50,
            "mode": Mode.VIDEO,
        } | facts
        with self.as_(role) as member:
            return booking.book_appointment(
                actor=member, at=AT, client_ids=[self.client(name) for name in names], appointment=Appointment(**asked)
            )

    def sessions(self, group: GroupSeries, role: str = "director") -> list[Session]:
        with self.as_(role):
            return list(Session.objects.filter(series=group).order_by("planned_on"))


def make_plan(clinic: Clinic) -> Plan:
    """Give a clinic a program and two rooms."""
    owned = {"organization": clinic.organization, "site": clinic.north}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(**owned, name="Evening", level="2.1", kind="addiction")
        rooms = [Room.objects.create(**owned, name=f"Room {number}", seats=15) for number in (1, 2)]
    for role in ("director", "facilitator", "clinician", "supervisor"):
        assert clinic[role]
    return Plan(clinic, program, *rooms)


@pytest.fixture
def plan(clinic: Clinic) -> Plan:
    """Riverbend, ready to be planned."""
    return make_plan(clinic)
