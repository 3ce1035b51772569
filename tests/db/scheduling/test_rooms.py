"""Rooms that are given: of the site, and open; one that was closed meanwhile is kept where it was given."""

from datetime import date, timedelta
from typing import Any

import pytest

from stepwell.kernel.findings import Refused
from stepwell.people.models import Room
from stepwell.scheduling.actions import series, sessions
from stepwell.scheduling.vocabulary import Mode
from tests.db.scheduling.conftest import AT, Plan

pytestmark = pytest.mark.django_db


def room(plan: Plan, *, closed_on: date | None = None, south: bool = False) -> Room:
    site = plan.clinic.south if south else plan.clinic.north
    with plan.as_("administrator everywhere"):
        return Room.objects.create(
            organization=plan.clinic.organization, site=site, name="Annex", seats=15, closed_on=closed_on
        )


@pytest.mark.parametrize(("facts", "code"), [({"closed_on": AT.date()}, "SCH-023"), ({"south": True}, "SCH-021")])
def test_a_room_that_is_closed_or_elsewhere_is_given_to_nothing(plan: Plan, facts: dict[str, Any], code: str) -> None:
    unfit = room(plan, **facts).pk
    group = plan.group()
    session = plan.sessions(group)[0]

    with pytest.raises(Refused, match=code):
        plan.group(room_id=unfit)
    with pytest.raises(Refused, match=code):
        plan.book("ana", room_id=unfit, mode=Mode.IN_PERSON)
    with plan.as_("director") as member, pytest.raises(Refused, match=code):
        sessions.move_session(
            actor=member, at=AT, session_id=session.pk, version=session.version,
            starts_at=session.starts_at, minutes=180, room_id=unfit, mode=Mode.IN_PERSON,
        )  # fmt: skip


def test_a_group_keeps_a_room_that_was_closed_meanwhile(plan: Plan) -> None:
    group = plan.group()
    with plan.as_("administrator everywhere"):
        Room.objects.filter(pk=plan.room.pk).update(closed_on=AT.date() + timedelta(days=1))

    with plan.as_("director") as member:
        series.change_series(
            actor=member, at=AT, series_id=group.pk, version=group.version, facts=plan.facts(name="Evening skills two")
        )
        group.refresh_from_db()

    assert (group.name, group.room_id) == ("Evening skills two", plan.room.pk)
