"""The rota on pages: everybody reads it, directors and supervisors write it, gaps are named."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone

from stepwell.crisis.models import CrisisLine, OnCallShift
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

ROTA = "/crisis/on-call/"


def put(web: Web, clinic: Clinic, who: str = "clinician", **typed: str) -> Any:
    day = timezone.localdate(timezone=ZoneInfo(clinic.north.time_zone))
    said = {
        "membership": str(clinic[who].membership.pk), "place": "first", "starts_on": day.isoformat(),
        "starts_at": "00:00", "ends_on": (day + timedelta(days=3)).isoformat(), "ends_at": "08:00",
        "phone": "937 555 0142", **typed,
    }  # fmt: skip
    return web.post(reverse("crisis:put_on_call", args=[clinic.north.pk]), said)


@pytest.mark.parametrize("who", ["director", "supervisor"])
def test_somebody_is_put_on_call_and_taken_off(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    web = sign_in(clinic[who])

    answer = put(web, clinic)
    shown = sign_in(clinic["biller"]).get(ROTA).content.decode()
    with acting(clinic.system()):
        shift = OnCallShift.objects.get()
    web.post(reverse("crisis:take_off", args=[shift.pk]), {"reason": "fell ill this morning"})

    assert answer.status_code == 302
    assert "(937) 555-0142" in shown
    with acting(clinic.system()):
        shift.refresh_from_db()
    assert shift.ends_at <= timezone.now()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"membership": ""}, "Choose one."),
        ({"phone": "12"}, "no telephone number"),
        ({"ends_on": "2020-01-01"}, "ends before it begins"),
        ({"starts_at": "25:00"}, "The clock has no such time. Write it as 16:30."),
    ],
)
def test_what_is_wrong_is_said(clinic: Clinic, sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    answer = put(sign_in(clinic["director"]), clinic, **typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_place_that_is_taken_is_said(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["director"])
    put(web, clinic)

    assert "on call then already" in put(web, clinic, "prescriber").content.decode()


@pytest.mark.parametrize(("who", "status"), [("biller", 403), ("clinician", 403), ("director south", 404)])
def test_others_write_no_rota(clinic: Clinic, other: Clinic, sign_in: SignIn, who: str, status: int) -> None:
    assert put(sign_in(clinic[who]), clinic).status_code == status
    assert put(sign_in(other["director"]), clinic).status_code == 404


def test_the_next_gap_is_on_the_directors_today(clinic: Clinic, sign_in: SignIn) -> None:
    assert "Nobody is on call at times this week" in sign_in(clinic["director"]).get("/").content.decode()
    assert "Nobody is on call at times" not in sign_in(clinic["clinician"]).get("/").content.decode()


def test_the_line_is_entered_by_whoever_answers_for_the_site(clinic: Clinic, sign_in: SignIn) -> None:
    line = reverse("crisis:line", args=[clinic.north.pk])
    typed = {"phone": "937 555 0199", "hours": "day and night", "words": "", "version": 1}

    answer = sign_in(clinic["administrator"]).post(line, typed)
    late = sign_in(clinic["director"]).post(line, {**typed, "hours": "days"})
    stale = sign_in(clinic["director"]).post(line, {**typed, "hours": "nights"})

    assert (answer.status_code, late.status_code, stale.status_code) == (302, 302, 422)
    assert "Now there: days" in stale.content.decode()
    assert sign_in(clinic["biller"]).get(line).status_code == 403
    with acting(clinic.system()):
        assert CrisisLine.objects.get().hours == "days"
