"""Who leads a session sees who is planned for it: on its day and for three days after, and nobody else."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.clients.models import Client, Demographics
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions import sessions
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat, Session, SessionStaff
from tests.db.scheduling.conftest import Plan

ZONE = ZoneInfo("America/New_York")
LEADER = "facilitator everywhere"  # nobody's clinician: sees whom they lead, and no others


def meet(plan: Plan, *, days: int, leader: str = LEADER, client: str = "dee") -> Session:
    """Make one meeting at noon, `days` from today, of a group that the client belongs to."""
    day = timezone.now().astimezone(ZONE).date() + timedelta(days=days)
    starts = datetime.combine(day, time(12), ZONE)
    person = plan.clinic[leader].membership
    owned = {"organization": plan.clinic.organization, "site": plan.clinic.north}
    with acting(plan.clinic["director"].scope):
        series = GroupSeries.objects.create(
            **owned, program=plan.program, name=f"Group {client}", kind="skills", weekdays=[day.weekday()],
            local_start=time(12), minutes=60, mode="video", from_on=day,
        )  # fmt: skip
        session = Session.objects.create(
            **owned, program=plan.program, series=series, planned_on=day, kind="skills", title="Group", day=day,
            starts_at=starts, ends_at=starts + timedelta(hours=1), mode="video", capacity=12,
        )  # fmt: skip
        SessionStaff.objects.create(
            **owned, session=session, slot=TimestamptzRange(session.starts_at, session.ends_at), membership=person,
            role="leader",
        )  # fmt: skip
        GroupMembership.objects.create(
            organization=plan.clinic.organization, client=plan.clinic.clients[client], series=series, from_on=day
        )
    return session


def seen(plan: Plan, role: str = LEADER) -> set[UUID]:
    with acting(plan.clinic[role].scope):
        return set(Client.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(("days", "sees"), [(-5, False), (-2, True), (0, True), (2, False), (7, False)])
def test_a_leader_sees_the_group_on_its_day_and_three_days_more(plan: Plan, days: int, sees: bool) -> None:
    meet(plan, days=days)

    assert seen(plan) == ({plan.client("dee")} if sees else set())


def test_a_leader_sees_nobody_of_another_group(plan: Plan) -> None:
    meet(plan, days=0)
    meet(plan, days=-1, leader="clinician everywhere", client="bo")

    assert seen(plan) == {plan.client("dee")}


def test_who_was_replaced_or_whose_session_was_canceled_sees_nobody(plan: Plan) -> None:
    replaced, cancelled = meet(plan, days=0), meet(plan, days=-1, client="bo")
    with acting(plan.clinic["director"].scope):
        SessionStaff.objects.filter(session=replaced).update(removed_at=timezone.now())
        Session.objects.filter(pk=cancelled.pk).update(cancelled_at=timezone.now(), cancel_reason="other")

    assert seen(plan) == set()


def test_a_seat_counts_like_membership_until_it_is_given_up(plan: Plan) -> None:
    session = meet(plan, days=0)
    with acting(plan.clinic["director"].scope):
        seat = Seat.objects.create(
            organization=plan.clinic.organization, site=plan.clinic.north, session=session,
            slot=TimestamptzRange(session.starts_at, session.ends_at), client=plan.clinic.clients["bo"],
        )  # fmt: skip
    before = seen(plan)
    with acting(plan.clinic["director"].scope):
        Seat.objects.filter(pk=seat.pk).update(removed_at=timezone.now(), remove_reason="client_asked")

    assert before == {plan.client("dee"), plan.client("bo")}
    assert seen(plan) == {plan.client("dee")}


def test_a_roster_opens_identity_and_no_birth_date(plan: Plan) -> None:
    meet(plan, days=0)

    with acting(plan.clinic[LEADER].scope):
        assert Client.objects.count() == 1
        assert Demographics.objects.count() == 0


def test_a_leader_locks_their_session_and_no_other(plan: Plan) -> None:
    mine, other = meet(plan, days=0), meet(plan, days=-1, leader="clinician everywhere", client="bo")

    with plan.as_(LEADER) as leader:
        sessions.lock(actor=leader, at=timezone.now(), session_id=mine.pk)
        with pytest.raises(Refused):
            sessions.lock(actor=leader, at=timezone.now(), session_id=other.pk)

    with acting(plan.clinic["director"].scope):
        assert set(Session.objects.filter(locked_at__isnull=False)) == {mine}


def test_a_role_at_one_site_opens_rosters_of_that_site(plan: Plan) -> None:
    meet(plan, days=0, leader="facilitator south")

    assert plan.client("dee") not in seen(plan, "facilitator south")
