"""Rosters on pages: who takes them, row by row and all at once; one mistake never loses the others."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.attendance.forms import prefix_of
from stepwell.attendance.models import Attendance
from stepwell.attendance.vocabulary import Mode, Status
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import GroupMembership, Session
from tests.db.attendance.conftest import Group, make_group
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def group(clinic: Clinic) -> Group:
    return make_group(clinic)


def page(group: Group, name: str = "roster", *more: Any) -> str:
    return reverse(f"attendance:{name}", args=[group.session.pk, *more])


def sent(group: Group, **rows: dict[str, str]) -> dict[str, str]:
    return {
        f"{prefix_of(group.client(name))}-{field}": value
        for name, fields in rows.items()
        for field, value in fields.items()
    }


def taken(group: Group, name: str) -> Attendance | None:
    with acting(group.clinic["facilitator"].scope):
        return Attendance.objects.filter(client=group.client(name), voided_at=None).first()


def test_all_rows_are_saved_at_once_without_a_script(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])
    choice = sent(group, ana={"choice": "in_person"}, bo={"choice": "absent", "reason": "sick"})

    answer = web.post(page(group), choice)
    shown = web.get(page(group)).content.decode()

    assert answer.status_code == 302
    assert "2 of 2 taken" in shown
    ana, bo = taken(group, "ana"), taken(group, "bo")
    assert ana
    assert bo
    assert (ana.minutes, bo.status, bo.reason) == (165, Status.ABSENT, "sick")


def test_one_mistake_never_loses_the_others(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])
    typed = sent(group, ana={"choice": "in_person", "arrived": "soon"}, bo={"choice": "in_person"})

    answer = web.post(page(group), typed)
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="soon"' in shown
    assert "Write a time, such as 905 or 9:05." in shown
    assert taken(group, "ana") is None
    assert taken(group, "bo") is not None


def test_a_tap_saves_one_row_and_says_how_far_the_roster_is(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])
    typed = sent(group, ana={"choice": "video", "place": "Library", "by_phone": "on"})

    answer = web.post(page(group, "row", group.client("ana")), typed)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "1 of 2 taken" in shown
    row = taken(group, "ana")
    assert row
    assert row.mode == Mode.AUDIO


def test_the_second_is_told_who_was_faster_and_keeps_what_they_chose(group: Group, sign_in: SignIn) -> None:
    group.mark("ana", by="clinician")
    web = sign_in(group.clinic["facilitator"])

    late = web.post(page(group), sent(group, ana={"choice": "absent", "reason": "sick"}, bo={"choice": "in_person"}))
    shown = late.content.decode()
    row = taken(group, "ana")
    assert row is not None
    again = web.post(page(group), sent(group, ana={"choice": "absent", "reason": "sick", "version": str(row.version)}))

    assert late.status_code == 422
    assert "Somebody changed this while you were writing" in shown
    assert "Clinician" in shown  # who was faster
    assert f'value="{row.version}"' in shown
    assert taken(group, "bo") is not None
    assert again.status_code == 302
    now = taken(group, "ana")
    assert now
    assert now.status == Status.ABSENT


def test_everybody_else_is_marked_with_one_button(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])

    web.post(page(group), {"all": "in_person", **sent(group, bo={"choice": "absent", "reason": "work"})})

    ana, bo = taken(group, "ana"), taken(group, "bo")
    assert ana
    assert bo
    assert (ana.status, bo.status) == (Status.PRESENT, Status.ABSENT)


@pytest.mark.parametrize(
    ("field", "value"),
    [("arrived", "9" * 10_000), ("place", "x" * 10_000), ("guests", "-1"), ("choice", "there"), ("version", "x")],
)
def test_odd_input_is_answered_and_nothing_is_written(group: Group, sign_in: SignIn, field: str, value: str) -> None:
    web = sign_in(group.clinic["facilitator"])

    answer = web.post(page(group), sent(group, ana={"choice": "video", field: value}))

    assert answer.status_code == 422
    assert taken(group, "ana") is None


def test_a_canceled_session_says_so_and_takes_nothing(group: Group, sign_in: SignIn) -> None:
    with acting(group.clinic["director"].scope):
        Session.objects.filter(pk=group.session.pk).update(cancelled_at=group.after(0), cancel_reason="closed")
    web = sign_in(group.clinic["facilitator"])

    shown = web.get(page(group)).content.decode()
    answer = web.post(page(group), sent(group, ana={"choice": "in_person"}))

    assert "This session is canceled" in shown
    assert answer.status_code == 422
    assert taken(group, "ana") is None


def test_who_reads_only_is_offered_nothing_and_writes_nothing(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["supervisor"])

    shown = web.get(page(group)).content.decode()
    answer = web.post(page(group), sent(group, ana={"choice": "in_person"}))

    assert "Ana L." in shown
    assert "Save all" not in shown
    assert answer.status_code == 422


def test_strangers_see_nobody(group: Group, other: Clinic, sign_in: SignIn) -> None:
    assert sign_in(other["director"]).get(page(group)).status_code == 404
    assert sign_in(group.clinic["biller"]).get(page(group)).status_code == 403
    assert "Ana" not in sign_in(group.clinic["facilitator south"]).get(page(group)).content.decode()


def test_the_sheet_shows_no_full_name_and_no_program(group: Group, sign_in: SignIn) -> None:
    shown = sign_in(group.clinic["facilitator"]).get(page(group, "sheet")).content.decode()

    assert "Ana L." in shown
    assert "López" not in shown
    assert "Evening" not in shown
    assert "Skills" not in shown


def test_a_roster_of_three_asks_no_more_than_one_of_one(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])
    web.get(page(group))
    with acting(group.clinic["director"].scope):
        GroupMembership.objects.filter(client=group.client("bo")).update(to_on=group.series.from_on)
    with CaptureQueriesContext(
        connection,
    ) as one:
        web.get(page(group))
    with acting(group.clinic["director"].scope):
        owned = {"organization": group.clinic.organization, "series": group.series}
        for name in ("bo", "dee"):
            GroupMembership.objects.create(**owned, client=group.clinic.clients[name], from_on=group.session.day)
    with CaptureQueriesContext(connection) as three:
        web.get(page(group))

    assert len(three) == len(one)
    assert len(one) <= MOST_QUERIES, [each["sql"][:90] for each in one]


def test_the_day_lists_ones_own_rosters_and_their_state(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["facilitator"])
    address = reverse("attendance:index")
    day = {"day": group.session.day.isoformat()}

    before = web.get(address, day).content.decode()
    group.mark("ana")
    after = web.get(address, day).content.decode()
    theirs = sign_in(group.clinic["clinician"]).get(address, day).content.decode()

    assert "Skills" in before
    assert "1 of 2" in after
    assert "Ana" not in after
    assert "Skills" not in theirs


def test_a_session_leads_to_its_roster_from_its_day_on(group: Group, sign_in: SignIn) -> None:
    session = reverse("scheduling:session", args=[group.session.pk])

    assert page(group) in sign_in(group.clinic["facilitator"]).get(session).text
    with time_machine.travel(group.session.starts_at - timedelta(days=2)):
        assert page(group) not in sign_in(group.clinic["facilitator"]).get(session).text
