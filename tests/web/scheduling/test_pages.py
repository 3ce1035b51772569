"""The schedule's pages, asked by those who plan, those who lead, and strangers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions import booking, memberships
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat, Session, Waiting
from stepwell.scheduling.views import groups
from tests.db.scheduling.conftest import Plan, make_plan
from tests.web.conftest import SignIn
from tests.worlds import Clinic

INVALID = 422


@pytest.fixture
def plan(clinic: Clinic) -> Plan:
    """Riverbend, with a program and rooms."""
    return make_plan(clinic)


def typed(plan: Plan, **facts: object) -> dict[str, object]:
    """A group as the form sends it."""
    return {
        "version": 1, "name": "Morning skills", "program": str(plan.program.pk), "kind": "skills", "weekdays": ["0"],
        "local_start": "09:00", "minutes": "180", "break_minutes": "15", "every_weeks": "1", "mode": "in_person",
        "room": str(plan.room.pk), "leader": str(plan.who("facilitator")), "co_leader": "", "capacity": "12",
        "minimum": "3", "from_on": timezone.localdate().isoformat(), "to_on": "", "curriculum": "",
    } | facts  # fmt: skip


@pytest.fixture
def group(plan: Plan, sign_in: SignIn) -> GroupSeries:
    """A group that a director added."""
    web = sign_in(plan.clinic["director"])
    answer = web.post(reverse("scheduling:new_group"), typed(plan))
    assert answer.status_code == 302
    with acting(plan.clinic["director"].scope):
        return GroupSeries.objects.get()


def first(plan: Plan, group: GroupSeries) -> Session:
    with acting(plan.clinic["director"].scope):
        return Session.objects.filter(series=group).order_by("starts_at")[0]


def test_a_director_adds_a_group_and_sees_its_week(plan: Plan, group: GroupSeries, sign_in: SignIn) -> None:
    meeting = first(plan, group)

    answer = sign_in(plan.clinic["director"]).get(reverse("scheduling:week"), {"week": meeting.day.isoformat()})

    assert "Morning skills" in answer.text
    assert "0 of 12 seats" in answer.text


def test_a_room_that_is_taken_is_named_and_what_was_typed_stays(
    plan: Plan, group: GroupSeries, sign_in: SignIn
) -> None:
    answer = sign_in(plan.clinic["director"]).post(
        reverse("scheduling:new_group"), typed(plan, name="Second", leader="", curriculum="x" * 2000)
    )

    assert answer.status_code == INVALID
    assert "Room 1 is taken by Morning skills" in answer.text
    assert 'value="Second"' in answer.text


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"curriculum": "x" * 10_000},
        {"weekdays": []},
        {"minutes": "4"},
        {"minutes": "many"},
        {"break_minutes": "180"},
        {"capacity": "16"},
        {"minimum": "13"},
        {"from_on": "2026-13-01"},
        {"to_on": "2000-01-01"},
        {"room": "no-room"},
        {"room": ""},
        {"mode": "video"},
        {"is_shared": "on"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(plan: Plan, sign_in: SignIn, facts: dict[str, object]) -> None:
    answer = sign_in(plan.clinic["director"]).post(reverse("scheduling:new_group"), typed(plan, **facts))

    assert answer.status_code == INVALID
    with acting(plan.clinic["director"].scope):
        assert not GroupSeries.objects.exists()


def test_a_group_by_video_is_opened_to_other_sites_and_says_so(plan: Plan, sign_in: SignIn) -> None:
    web = sign_in(plan.clinic["director"])
    made = web.post(reverse("scheduling:new_group"), typed(plan, mode="video", room="", is_shared="on"))

    with acting(plan.clinic["director"].scope):
        row = GroupSeries.objects.get()
    assert (made.status_code, row.is_shared) == (302, True)
    assert "open to clients of other sites" in web.get(reverse("scheduling:group", args=[row.pk])).text
    form = web.get(reverse("scheduling:change_group", args=[row.pk])).text
    assert "checked" in form[form.index('name="is_shared"') :][:200]


def test_a_clinician_adds_no_group(plan: Plan, sign_in: SignIn) -> None:
    answer = sign_in(plan.clinic["clinician"]).post(reverse("scheduling:new_group"), typed(plan))

    assert answer.status_code == INVALID


def test_somebody_elses_change_is_shown_beside_ones_own(plan: Plan, group: GroupSeries, sign_in: SignIn) -> None:
    web, address = sign_in(plan.clinic["director"]), reverse("scheduling:change_group", args=[group.pk])
    web.post(address, typed(plan, name="Theirs", scope="all", version=1))

    answer = web.post(address, typed(plan, name="Mine", scope="all", version=1))

    assert answer.status_code == INVALID
    assert "Now there: Theirs" in answer.text
    assert 'value="Mine"' in answer.text


def test_a_session_is_moved_led_by_another_canceled_and_brought_back(
    plan: Plan, group: GroupSeries, sign_in: SignIn
) -> None:
    web, meeting = sign_in(plan.clinic["director"]), first(plan, group)
    day = meeting.day + timedelta(days=1)
    move = {"version": 1, "day": day, "at_time": "10:00", "minutes": 120, "mode": "video", "room": ""}

    answers = [
        web.post(reverse("scheduling:move", args=[meeting.pk]), move),
        web.post(reverse("scheduling:staff", args=[meeting.pk]), {"version": 2, "leader": plan.who("clinician")}),
        web.post(reverse("scheduling:cancel", args=[meeting.pk]), {"version": 3, "reason": "too_few"}),
        web.post(reverse("scheduling:reinstate", args=[meeting.pk])),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [302] * 4
    page = web.get(reverse("scheduling:session", args=[meeting.pk])).text
    assert "10:00 to 12:00 PM" in page
    assert "Led by" in page


def test_a_client_joins_a_group_from_their_record_and_sees_their_hours(
    plan: Plan, group: GroupSeries, sign_in: SignIn
) -> None:
    web, ana = sign_in(plan.clinic["clinician"]), plan.client("ana")

    joined = web.post(
        reverse("scheduling:join", args=[ana]), {"group": group.pk, "from_on": timezone.localdate().isoformat()}
    )
    page = web.get(reverse("scheduling:client", args=[ana])).text

    assert joined.status_code == 302
    assert "No services order yet." in page
    assert "Morning skills" in page


def test_an_appointment_is_booked_and_given_up(plan: Plan, sign_in: SignIn) -> None:
    web, ana = sign_in(plan.clinic["clinician"]), plan.client("ana")
    day = timezone.localdate() + timedelta(days=2)
    asked = {
        "kind": "family", "program": plan.program.pk, "day": day, "at_time": "13:00", "minutes": "50", "mode": "video",
        "room": "", "leader": plan.who("clinician"), "guests": ["parent"],
    }  # fmt: skip

    booked = web.post(reverse("scheduling:book", args=[ana]), asked)
    again = web.post(reverse("scheduling:book", args=[ana]), asked)
    with acting(plan.clinic["clinician"].scope):
        seat = Seat.objects.get()
    given_up = web.post(reverse("scheduling:give_up", args=[ana, seat.pk]), {"reason": "client_asked"})

    assert (booked.status_code, again.status_code, given_up.status_code) == (302, INVALID, 302)
    assert "The client is in Family session on" in again.text


def test_a_seat_given_by_mistake_is_set_aside_with_a_reason(plan: Plan, sign_in: SignIn) -> None:
    web, ana = sign_in(plan.clinic["clinician"]), plan.client("ana")
    session = plan.book("ana")
    with acting(plan.clinic["clinician"].scope):
        seat = Seat.objects.get(session=session)
    where = reverse("scheduling:void_seat", args=[ana, seat.pk])

    offered = web.get(reverse("scheduling:give_up", args=[ana, seat.pk])).text
    short = web.post(where, {"reason": "oops"})
    done = web.post(where, {"reason": "Booked for the wrong Ana of the two"})
    again = web.get(where)

    assert offered.count(where) == offered.count(f'href="{where}"') == 1
    assert (short.status_code, done.status_code, again.status_code) == (INVALID, 302, 404)
    with acting(plan.clinic["clinician"].scope):
        seat.refresh_from_db()
        session.refresh_from_db()
    assert seat.void_reason == "Booked for the wrong Ana of the two"
    assert session.cancelled_at  # nobody sits in it any more


def test_a_mistaken_seat_is_set_aside_after_attendance_of_the_others(
    plan: Plan, group: GroupSeries, sign_in: SignIn
) -> None:
    web, ana, meeting = sign_in(plan.clinic["clinician"]), plan.client("ana"), first(plan, group)
    with plan.as_("clinician") as clinician:
        seat = booking.take_seat(actor=clinician, at=timezone.now(), client_id=ana, session_id=meeting.pk)
    with plan.as_("director"):
        assert Session.objects.filter(pk=meeting.pk).update(locked_at=timezone.now()) == 1
    where = reverse("scheduling:void_seat", args=[ana, seat.pk])
    week = f"{reverse('scheduling:client', args=[ana])}?week={meeting.day.isoformat()}"

    assert where in web.get(week).text
    assert web.post(where, {"reason": "Another client was meant"}).status_code == 302
    assert where not in web.get(week).text
    with acting(plan.clinic["clinician"].scope):
        meeting.refresh_from_db()
    assert meeting.cancelled_at is None


def test_nobody_sets_a_seat_of_another_site_aside(plan: Plan, sign_in: SignIn) -> None:
    session = plan.book("ana")
    with acting(plan.clinic["clinician"].scope):
        seat = Seat.objects.get(session=session)
    where = reverse("scheduling:void_seat", args=[plan.client("ana"), seat.pk])

    for who in ("clinician south", "biller"):
        assert sign_in(plan.clinic[who]).get(where).status_code in {403, 404}, who


def test_the_sheet_for_the_client_says_nothing_of_treatment(plan: Plan, group: GroupSeries, sign_in: SignIn) -> None:
    web, ana = sign_in(plan.clinic["clinician"]), plan.client("ana")
    meeting = first(plan, group)
    web.post(reverse("scheduling:join", args=[ana]), {"group": group.pk, "from_on": timezone.localdate().isoformat()})

    page = web.get(reverse("scheduling:sheet", args=[ana]), {"week": meeting.day.isoformat()}).text

    assert "Group" in page
    assert "skills" not in page.lower()
    assert "treatment" not in page.lower()


def test_a_closed_day_cancels_groups_and_can_be_opened(plan: Plan, group: GroupSeries, sign_in: SignIn) -> None:
    web, meeting = sign_in(plan.clinic["director"]), first(plan, group)
    asked = {"site": plan.clinic.north.pk, "day": meeting.day.isoformat(), "words": "Snow"}

    closed = web.post(reverse("scheduling:closed_days"), asked)
    twice = web.post(reverse("scheduling:closed_days"), asked)
    page = web.get(reverse("scheduling:week"), {"week": meeting.day.isoformat()}).text

    assert (closed.status_code, twice.status_code) == (302, INVALID)
    assert "Closed: Snow" in page


@pytest.mark.parametrize("who", ["director", "administrator"])
def test_who_administers_everywhere_chooses_how_hours_are_counted_and_nobody_else(
    plan: Plan, sign_in: SignIn, who: str
) -> None:
    asked = {"code": "CA", "from_on": timezone.localdate().isoformat()}
    address = reverse("scheduling:hours")

    chosen = sign_in(plan.clinic["administrator everywhere"]).post(address, asked)
    page = sign_in(plan.clinic[who]).post(address, asked).text

    assert chosen.status_code == 302
    assert "California: weeks from Sunday" in page
    assert "Count another way" not in page


@pytest.mark.parametrize("name", ["client", "sheet", "join", "book", "seat"])
def test_strangers_and_colleagues_without_reach_find_no_schedule(
    plan: Plan, other: Clinic, sign_in: SignIn, name: str
) -> None:
    address = reverse(f"scheduling:{name}", args=[plan.client("dee")])

    assert sign_in(other["director"]).get(address).status_code == 404
    assert sign_in(plan.clinic["clinician"]).get(address).status_code == 404
    assert sign_in(plan.clinic["director"]).get(address).status_code == 200


def test_sessions_of_another_organization_are_not_there(
    plan: Plan, group: GroupSeries, other: Clinic, sign_in: SignIn
) -> None:
    meeting = first(plan, group)

    web = sign_in(other["director"])

    assert web.get(reverse("scheduling:session", args=[meeting.pk])).status_code == 404
    assert web.get(reverse("scheduling:group", args=[group.pk])).status_code == 404
    assert "Morning skills" not in web.get(reverse("scheduling:week"), {"week": meeting.day.isoformat()}).text


def test_the_week_tells_numbers_to_those_who_see_no_names(plan: Plan, group: GroupSeries, sign_in: SignIn) -> None:
    with acting(plan.clinic["director"].scope):
        GroupMembership.objects.create(
            organization=plan.clinic.organization, client=plan.clinic.clients["dee"], series=group,
            from_on=timezone.localdate(),
        )  # fmt: skip
    meeting = first(plan, group)

    web = sign_in(plan.clinic["clinician"])
    week = web.get(reverse("scheduling:week"), {"week": meeting.day.isoformat()}).text
    page = web.get(reverse("scheduling:session", args=[meeting.pk])).text

    assert "1 of 12 seats" in week
    assert "Nguyen" not in week + page
    assert "1 planned for it" in page


@pytest.mark.parametrize("text", ["", "yesterday", "9999-12-31", "0001-01-01"])
def test_an_odd_week_is_the_week_of_today(plan: Plan, sign_in: SignIn, text: str) -> None:
    answer = sign_in(plan.clinic["director"]).get(reverse("scheduling:week"), {"week": text})

    assert answer.status_code == 200


def test_a_week_takes_as_many_queries_with_three_groups_as_with_one(plan: Plan, sign_in: SignIn) -> None:
    web = sign_in(plan.clinic["director"])
    counts = []
    for number in range(3):
        web.post(reverse("scheduling:new_group"), typed(plan, name=f"Group {number}", weekdays=[str(number)]))
        day = timezone.localdate() + timedelta(days=7)
        with CaptureQueriesContext(connection) as queries:
            web.get(reverse("scheduling:week"), {"week": day.isoformat()})
        counts.append(len(queries))

    assert counts[0] == counts[2]
    assert counts[0] <= 24


def test_a_group_is_not_made_or_changed_into_what_nobody_can_sit_in(plan: Plan, sign_in: SignIn) -> None:
    web, today = sign_in(plan.clinic["director"]), timezone.localdate()
    new, past = reverse("scheduling:new_group"), {"from_on": "2020-01-01", "to_on": "2020-02-01"}
    assert "the group would never meet" in web.post(new, typed(plan, **past)).text
    made = web.post(new, typed(plan, from_on="2098-06-01"), follow=True)
    assert "It begins on June 1, 2098" in made.text
    group = plan.group(name="Three", minimum=1, from_on=today, capacity=5)
    for name in ("ana", "bo", "dee"):
        plan.join(group, name, from_on=today)
    change = {**typed(plan, name="Three", capacity="2", minimum="1", version=1), "scope": "all", "from_day": ""}
    refused = web.post(reverse("scheduling:change_group", args=[group.pk]), change)
    assert (refused.status_code, "3 people belong to the group on its fullest day" in refused.text) == (422, True)


def test_groups_that_ended_stand_apart_and_no_page_lists_all(
    plan: Plan, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "PAGE", 2)
    web = sign_in(plan.clinic["director"])
    for number in range(3):
        web.post(reverse("scheduling:new_group"), typed(plan, name=f"Group {number}", weekdays=[str(number)]))
    with acting(plan.clinic["director"].scope):
        today = timezone.localdate()
        past = {"from_on": today - timedelta(days=30), "to_on": today - timedelta(days=2)}
        GroupSeries.objects.filter(name="Group 1").update(**past)

    going, past = (web.get(reverse("scheduling:groups"), query).content.decode() for query in ({}, {"ended": "1"}))
    for page in (going, past):
        assert "1 to 2 of" not in page
    assert "Group 0" in going
    assert "Group 2" in going
    assert "Group 1" not in going
    assert "Group 1" in past
    assert "Group 0" not in past

    web.post(reverse("scheduling:new_group"), typed(plan, name="Group 3", weekdays=["3"]))
    with CaptureQueriesContext(connection) as queries:
        page = web.get(reverse("scheduling:groups")).content.decode()
    assert "1 to 2 of 3 groups" in page
    assert "Group 3" not in page
    assert len(queries) <= 12


def test_a_clients_schedule_takes_as_many_queries_with_three_groups_as_with_one(plan: Plan, sign_in: SignIn) -> None:
    web, clinician = sign_in(plan.clinic["director"]), sign_in(plan.clinic["clinician"])
    ana, counts = plan.client("ana"), []
    for number in range(3):
        web.post(reverse("scheduling:new_group"), typed(plan, name=f"Group {number}", weekdays=[str(number)]))
        with acting(plan.clinic["director"].scope):
            group = GroupSeries.objects.get(name=f"Group {number}")
        clinician.post(
            reverse("scheduling:join", args=[ana]), {"group": group.pk, "from_on": timezone.localdate().isoformat()}
        )
        with CaptureQueriesContext(connection) as queries:
            clinician.get(reverse("scheduling:client", args=[ana]))
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_who_waits_for_a_full_group_stands_on_today_once_a_place_is_free(plan: Plan, sign_in: SignIn) -> None:
    today = timezone.localdate()
    full = plan.group(name="Full house", capacity=1, minimum=1, from_on=today)
    ana, web = plan.client("ana"), sign_in(plan.clinic["director"])
    row = plan.join(full, "bo", from_on=today)
    page = reverse("scheduling:wait", args=[ana])
    assert web.post(page, {"group": str(full.pk)}).status_code == 302
    twice = web.post(page, {"group": str(full.pk)})
    assert (twice.status_code, "waits for this group already" in twice.text) == (422, True)
    group = reverse("scheduling:group", args=[full.pk])
    assert ["Waiting list" in web.get(group).text, "a place is free" in web.get(group).text] == [True, False]
    today_page = reverse("workspace:today")
    assert "A place is free for who waits" not in web.get(today_page).text
    with plan.as_("director") as member:
        memberships.void_membership(actor=member, at=timezone.now(), membership_id=row.pk, reason="wrong group")
    assert "A place is free for who waits" in web.get(today_page).text
    with plan.as_("director"):
        waiting_id = Waiting.objects.get().pk
    assert web.post(reverse("scheduling:wait_no_longer", args=[ana, waiting_id])).status_code == 302
    assert "A place is free for who waits" not in web.get(today_page).text
    assert sign_in(plan.clinic["director south"]).get(page).status_code == 404
