"""Sample rows of the schedule: a group and an appointment, with Ana in both, and a closed day."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.people.models import Program, Room
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import (
    ClientFeed,
    ClosedDay,
    GroupMembership,
    GroupSeries,
    HoursProfileChoice,
    Seat,
    Session,
    SessionStaff,
    StaffFeed,
    Waiting,
)
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Plan a group of today and an appointment of tomorrow, and put Ana into both."""
    start = (
        timezone.now().astimezone(ZoneInfo(clinic.north.time_zone)).replace(hour=18, minute=0, second=0, microsecond=0)
    )
    owned = {"organization": clinic.organization}
    ana, leader = clinic.clients["ana"], clinic["clinician"].membership
    program, room = Program.objects, Room.objects
    with acting(clinic["administrator everywhere"].scope):
        HoursProfileChoice.objects.create(**owned, code="default", from_on=date(2026, 1, 1))
    with acting(clinic["director"].scope):
        ClosedDay.objects.create(**owned, site=clinic.north, day=date(2026, 11, 26), words="Thanksgiving")
        here = {**owned, "site": clinic.north, "program": program.get(), "room": room.get()}
        series = GroupSeries.objects.create(
            **here, name="Evening skills", kind="skills", weekdays=[start.weekday()], local_start=time(18), minutes=180,
            break_minutes=15, from_on=start.date(),
        )  # fmt: skip
        when = {"day": start.date(), "starts_at": start, "ends_at": start + timedelta(hours=3), "capacity": 12}
        group = Session.objects.create(
            **here, series=series, planned_on=start.date(), kind="skills", title=series.name, **when
        )
        SessionStaff.objects.create(**_of(group, owned), membership=leader, role="leader")
        GroupMembership.objects.create(**owned, client=ana, series=series, from_on=start.date())
    begins = start + timedelta(days=1)
    with acting(clinic["clinician"].scope):
        here = {**owned, "site": clinic.north, "program": program.get()}
        when = {"day": begins.date(), "starts_at": begins, "ends_at": begins + timedelta(minutes=50), "capacity": 1}
        alone = Session.objects.create(**here, kind="individual", title="Individual session", mode="video", **when)
        SessionStaff.objects.create(**_of(alone, owned), membership=leader, role="leader")
        StaffFeed.objects.create(
            **owned,
            account=clinic["clinician"].account,
            membership=leader,
            digest=f"staff of {clinic.organization.name}",
        )
        Waiting.objects.create(**owned, client=ana, series=series)
        ClientFeed.objects.create(**owned, client=ana, made_by=leader, digest=f"Ana of {clinic.organization.name}")
        Seat.objects.create(**_of(alone, owned), client=ana, guests=["partner"])


def _of(session: Session, owned: Mapping[str, object]) -> dict[str, Any]:
    slot = TimestamptzRange(session.starts_at, session.ends_at)
    return {**owned, "session": session, "site": session.site, "slot": slot}
