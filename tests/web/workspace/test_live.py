"""Today and the census as they stay open: asked by themselves, once a minute."""

import re
from typing import Any

import pytest
from django.test import Client as Web

from stepwell.platform.accounts.presence import SEEN
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.workspace.conftest import Ward
from tests.web.conftest import SignIn
from tests.web.workspace.test_census import make_ward, today
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
PAGES = ("/", "/census/")


@pytest.fixture
def ward(clinic: Clinic) -> Ward:
    return make_ward(clinic, "ana")


def marks(answer: Any) -> list[str]:
    return re.findall(r'data-live="(\w+)"', answer.content.decode())


def events(clinic: Clinic) -> int:
    with acting(clinic.system()):
        return AccessEvent.objects.count()


def ask(web: Web, where: str, mark: str) -> Any:
    return web.get(where, headers={"X-Shown": mark})


@pytest.mark.parametrize("where", PAGES)
def test_what_is_still_so_is_not_shown_again_and_leaves_no_trace(ward: Ward, sign_in: SignIn, where: str) -> None:
    web = sign_in(ward.clinic["director"])
    shown = marks(web.get(where))[-1]
    before = events(ward.clinic)

    answer = ask(web, where, shown)

    assert (answer.status_code, answer.content) == (204, b"")
    assert events(ward.clinic) == before


@pytest.mark.parametrize("where", PAGES)
def test_what_changed_is_shown_and_leaves_a_trace(ward: Ward, sign_in: SignIn, where: str) -> None:
    web = sign_in(ward.clinic["director"])
    shown = marks(web.get(where))[-1]
    ward.admit("dee", on=today())
    before = events(ward.clinic)

    answer = ask(web, where, shown)

    assert answer.status_code == 200
    assert marks(answer)[-1] != shown
    assert events(ward.clinic) > before


def test_every_part_tells_what_those_before_it_show(ward: Ward, sign_in: SignIn) -> None:
    web = sign_in(ward.clinic["director"])
    before = marks(web.get("/census/?page=9"))
    ward.admit("dee", on=today())
    after = marks(web.get("/census/?page=9"))

    assert len(before) == len(after) == 2
    assert not set(before) & set(after)  # only the counts differ; the last mark tells of them too


@pytest.mark.parametrize("where", PAGES)
def test_asking_keeps_nobody_signed_in(ward: Ward, sign_in: SignIn, where: str) -> None:
    web = sign_in(ward.clinic["director"])
    web.get(where)
    session = web.session
    session[SEEN] -= 300
    session.save()

    ask(web, where, "x")
    assert web.session[SEEN] == session[SEEN]
    web.get(where)
    assert web.session[SEEN] > session[SEEN]


def test_whoever_was_signed_out_is_led_to_the_door(ward: Ward, sign_in: SignIn) -> None:
    web = sign_in(ward.clinic["director"])
    web.logout()
    assert ask(web, "/census/", "x").status_code == 302
