"""Calendars read sessions at a secret address: fresh at once, in neutral words, until it is ended."""

import re

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone

from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions import feeds, sessions
from stepwell.scheduling.models import ClientFeed, StaffFeed
from stepwell.scheduling.vocabulary import CancelReason
from tests.db.scheduling.conftest import Plan, make_plan
from tests.web.conftest import SignIn
from tests.worlds import Clinic


@pytest.fixture
def plan(clinic: Clinic) -> Plan:
    return make_plan(clinic)


def address_in(text: str) -> str:
    found = re.search(r'value="https?://[^/"]+(/calendar/[^"]+\.ics)"', text)
    assert found is not None
    return found[1]


def count(answer: str, words: str) -> int:
    return answer.count(f"{words}\r\n")


def test_a_client_s_calendar_is_fresh_neutral_and_ended_at_once(plan: Plan, sign_in: SignIn) -> None:
    group = plan.group(minimum=1, weekdays=frozenset(range(7)), from_on=timezone.localdate())
    plan.join(group, "ana", from_on=timezone.localdate())
    director, page = sign_in(plan.clinic["director"]), reverse("scheduling:client_feed", args=[plan.client("ana")])
    address, stranger = address_in(director.post(page, {"do": "make"}).text), Web()

    first = stranger.get(address)
    assert (first.headers["Content-Type"], first.headers["Cache-Control"].split(",")[0]) == (
        "text/calendar; charset=utf-8", "max-age=0",
    )  # fmt: skip
    assert count(first.text, "SUMMARY:Appointment") > 6
    assert ["Evening" in first.text, "Ana" in first.text, "Riverbend" in first.text] == [False, False, False]
    with plan.as_("director") as member:
        one = plan.sessions(group)[5]
        sessions.cancel_session(
            actor=member, at=timezone.now(), session_id=one.pk, version=one.version, reason=CancelReason.OTHER
        )
    assert count(stranger.get(address).text, "STATUS:CANCELLED") == 1

    again = address_in(director.post(page, {"do": "make"}).text)
    assert [stranger.get(one).status_code for one in (address, again)] == [404, 200]
    assert director.post(page, {"do": "end"}).status_code == 302
    assert stranger.get(again).status_code == 404
    with acting(plan.clinic["director"].scope):
        assert ClientFeed.objects.filter(ended_at=None).count() == 0
        assert address.removeprefix("/calendar/").removesuffix(".ics") not in str(list(ClientFeed.objects.values()))
    assert sign_in(plan.clinic["biller"]).get(page).status_code == 403


def test_staff_read_what_they_lead_until_they_leave(plan: Plan, sign_in: SignIn) -> None:
    plan.group(minimum=1, weekdays=frozenset(range(7)), from_on=timezone.localdate())
    leader, page = sign_in(plan.clinic["facilitator"]), reverse("scheduling:own_feed")
    assert "In your calendar" in leader.get(reverse("scheduling:mine")).text
    address = address_in(leader.post(page, {"do": "make"}).text)

    assert count(Web().get(address).text, "SUMMARY:Group") > 6
    assert "An address is in force since" in leader.get(page).text
    with acting(plan.clinic["director"].scope):
        assert StaffFeed.objects.count() == 0  # one's own, and nobody else's
    with acting(plan.clinic["administrator everywhere"].scope):
        type(plan.clinic["facilitator"].membership).objects.filter(pk=plan.who("facilitator")).update(
            ended_at=timezone.now()
        )
    assert Web().get(address).status_code == 404
    assert feeds.digest_of("a") != feeds.digest_of("b")


def test_a_calendar_that_has_the_newest_is_told_so_and_who_guesses_is_not_answered(plan: Plan, sign_in: SignIn) -> None:
    director, stranger = sign_in(plan.clinic["director"]), Web(REMOTE_ADDR="203.0.113.9")
    page = reverse("scheduling:client_feed", args=[plan.client("ana")])
    address = address_in(director.post(page, {"do": "make"}).text)

    first = stranger.get(address)
    assert first.headers["Cache-Control"] == "max-age=0, private, no-cache"
    same = stranger.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    group = plan.group(minimum=1, weekdays=frozenset(range(7)), from_on=timezone.localdate())
    plan.join(group, "ana", from_on=timezone.localdate())
    changed = stranger.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, stranger.head(address).status_code) == (200, 200)

    guesses = [stranger.get(f"/calendar/{number:043}.ics").status_code for number in range(32)]
    assert guesses == [404] * 30 + [429] * 2
    assert Web(REMOTE_ADDR="203.0.113.10").get(address).status_code == 200
