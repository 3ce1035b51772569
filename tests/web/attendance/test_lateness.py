"""Who is not here: on the roster and on Today, minute by minute."""

import re
import time
from datetime import timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.attendance.actions.taking import Mark
from stepwell.attendance.views import rosters
from stepwell.attendance.vocabulary import Absence
from stepwell.clients.models import ContactMethod
from stepwell.platform.accounts.presence import SEEN
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Session
from tests.db.attendance.conftest import HERE, Group, make_group, make_session
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
NUMBER = "(937) 555-0142"


def begun(clinic: Clinic, minutes: int, *, leader: str = "facilitator") -> Group:
    """Return a group of Ana and Bo with a meeting that began so many minutes ago."""
    group = make_group(clinic, days_ago=7)
    now = timezone.now()
    session = make_session(clinic, group.series, now - timedelta(minutes=minutes), leader=leader)
    with acting(clinic["director"].scope):  # also shortly after midnight
        Session.objects.filter(pk=session.pk).update(day=now.astimezone(ZoneInfo(clinic.north.time_zone)).date())
    return Group(clinic, group.series, session)


def roster(group: Group, sign_in: SignIn, who: str = "facilitator") -> str:
    return sign_in(group.clinic[who]).get(reverse("attendance:roster", args=[group.session.pk])).content.decode()


def today(group: Group, sign_in: SignIn, who: str = "facilitator") -> str:
    return sign_in(group.clinic[who]).get(reverse("workspace:today")).content.decode()


def reachable(group: Group) -> None:
    with acting(group.clinic["admissions"].scope):
        ContactMethod.objects.create(
            organization=group.clinic.organization, client_id=group.client("bo"), kind="mobile", value="+19375550142",
            value_index=b"x" * 16, is_safe=True,
        )  # fmt: skip


def test_nobody_is_late_before_fifteen_minutes(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 14)
    group.mark("ana")

    assert 'id="missing"' not in roster(group, sign_in)


def test_before_anybody_is_marked_nobody_is_said_to_be_missing(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 40)

    shown, listed = roster(group, sign_in), today(group, sign_in)

    assert "40 minutes since the start." in shown
    assert "Take the roster: then whoever is missing stands here." in shown
    assert "Nobody is marked, 40 minutes since the start." in listed
    assert "Bo O" not in listed.split('id="rosters"')[1].split("</section>")[0]


def test_after_fifteen_minutes_who_is_not_here_stands_apart(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 16)
    group.mark("ana", HERE)

    shown = roster(group, sign_in)

    assert "1 person is not here yet" in shown
    assert "After 30 minutes they are called." in shown
    assert "Write down the call" not in shown
    assert "Not here yet, 16 minutes since the start: Bo O&#x27;Neill" in today(group, sign_in)


def test_after_thirty_minutes_it_says_whom_to_call_and_how(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    reachable(group)
    group.mark("ana", HERE)
    group.mark("bo", Mark(None, reason=Absence.NO_CONTACT))

    led = roster(group, sign_in)
    overseen = roster(group, sign_in, "supervisor")

    assert "Call 1 person who is not here" in led
    assert "How they are reached is not shown to you" in led
    assert NUMBER not in led
    assert NUMBER in overseen
    assert "Call now, 31 minutes since the start:" in today(group, sign_in)


def test_who_only_leads_the_group_is_not_told_that_there_is_no_way(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31, leader="clinician")
    reachable(group)
    group.mark("ana", HERE)

    led = roster(group, sign_in, "clinician")
    call = reverse("attendance:outreach", args=[group.client("bo")])

    assert "How they are reached is not shown to you" in led
    assert "No safe way" not in led
    assert "No safe way" not in sign_in(clinic["clinician"]).get(call).content.decode()


def test_who_was_reached_or_gave_a_reason_is_called_no_more(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    group.mark("ana", HERE)
    web = sign_in(clinic["facilitator"])
    call = reverse("attendance:outreach", args=[group.client("bo")])
    assert call in roster(group, sign_in)
    web.post(call, {"way": "call", "outcome": "no_answer", "words": ""})
    assert "1 attempt" in roster(group, sign_in)

    web.post(call, {"way": "call", "outcome": "reached", "words": "On the bus"})

    assert 'id="missing"' not in roster(group, sign_in)


def test_the_page_takes_at_most_twelve_queries(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    group = begun(clinic, 31)
    reachable(group)
    group.mark("ana", HERE)
    web, url = sign_in(clinic["supervisor"]), reverse("attendance:roster", args=[group.session.pk])
    web.get(url)

    with django_assert_max_num_queries(12):
        assert NUMBER in web.get(url).content.decode()


def test_a_reason_that_was_told_ends_it(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    group.mark("ana", HERE)
    group.mark("bo", Mark(None, reason=Absence.SICK))

    assert 'id="missing"' not in roster(group, sign_in)


def test_once_the_session_is_over_it_is_an_absence(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 200)
    group.mark("ana", HERE)

    assert 'id="missing"' not in roster(group, sign_in)
    assert "since the start" not in today(group, sign_in)


def polled(group: Group, web: Web, shown: str) -> str:
    """Return what an open roster is told when it asks again; `shown` is what it has."""
    asked = reverse("attendance:late", args=[group.session.pk])
    return web.get(asked, {"shown": shown}, headers={"HX-Request": "true"}).content.decode()


def mark_in(text: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]*)"', text)
    assert found
    return found[1]


def test_an_open_roster_is_told_when_it_is_time_to_call(
    clinic: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = begun(clinic, 0)
    group.mark("ana", HERE)
    web, start = sign_in(clinic["facilitator"]), group.session.starts_at
    mark = mark_in(roster(group, sign_in))

    def at(minutes: int, shown: str) -> str:
        clock = SimpleNamespace(now=lambda: start + timedelta(minutes=minutes, seconds=5))
        monkeypatch.setattr(rosters, "timezone", clock)
        return polled(group, web, shown)

    assert (mark, at(2, mark).strip()) == ("", "")
    told = at(16, mark)
    assert "1 person is not here yet" in told
    assert 'id="not-here"' in told
    mark = mark_in(told)
    same = at(17, mark)
    assert "17 minutes since the start." in same
    assert "Bo O" not in same
    assert 'id="not-here"' not in same
    assert "Call 1 person who is not here" in at(31, mark)


def test_who_came_meanwhile_is_named_no_more(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    group.mark("ana", HERE)
    mark = mark_in(roster(group, sign_in))
    group.mark("bo", HERE)

    told = polled(group, sign_in(clinic["facilitator"]), mark)

    assert 'id="not-here"' in told
    assert 'id="missing"' not in told


def test_only_what_is_told_anew_leaves_its_event(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    group.mark("ana", HERE)
    web = sign_in(clinic["facilitator"])
    mark = mark_in(polled(group, web, "old"))

    polled(group, web, mark)

    with acting(clinic["privacy everywhere"].scope):
        events = AccessEvent.objects.filter(page="attendance:late")
        assert [event.count for event in events] == [1]


def test_asking_again_does_not_keep_anybody_signed_in(clinic: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    web = sign_in(clinic["facilitator"])
    session = web.session
    session[SEEN] = before = int(time.time()) - 600
    session.save()

    polled(group, web, "")

    assert web.session[SEEN] == before
    assert web.get(reverse("attendance:late", args=[group.session.pk]))["Location"] == reverse(
        "attendance:roster", args=[group.session.pk]
    )


def test_a_stranger_is_told_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    group = begun(clinic, 31)
    group.mark("ana", HERE)
    asked = reverse("attendance:late", args=[group.session.pk])

    assert sign_in(other["facilitator"]).get(asked, headers={"HX-Request": "true"}).status_code == 404
    assert sign_in(clinic["biller"]).get(asked, headers={"HX-Request": "true"}).status_code == 403
