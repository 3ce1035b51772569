"""Pages of denied lines: who sees them, what they lead to, what can be done, how many queries they take."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import DenialCase
from tests.db.remittances.answering import answer, era
from tests.db.remittances.test_posting import DAYS
from tests.db.remittances.world import CHARGED, World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
LIST, CAUSES = reverse("remittances:denials"), reverse("remittances:causes")
WORDS = "Sent with the notes of the day, by fax"


@pytest.fixture
def case(world: World) -> DenialCase:
    world.read(era(answer(world.claim(DAYS[0]).number, (("CO", "197", CHARGED),))))
    with acting(world.biller):
        return DenialCase.objects.get()


def of(name: str, case: DenialCase) -> str:
    return reverse(f"remittances:{name}", args=[case.pk])


def text_of(web: Any, where: str, **data: str) -> str:
    response = web.get(where, data)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_list_and_a_case_say_what_to_do_and_where_it_came_from(
    world: World, case: DenialCase, sign_in: SignIn
) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    shown = text_of(web, LIST)
    assert of("denial", case) in shown
    assert "Authorization: appeal" in shown
    assert "Nothing that was denied is like what you chose" in text_of(web, LIST, group="coding")
    page = text_of(web, of("denial", case))
    assert "(197)" in page
    for link in (
        reverse("remittances:line", args=[case.line_id]),
        reverse("billing:account", args=[case.client_id]),
        reverse("billing:charges", args=[case.client_id]),
    ):
        assert link in page
    assert "Authorization" in text_of(web, CAUSES)
    with acting(world.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(client_id=case.client_id, page="remittances:denial").exists()


def test_a_step_is_written_down_and_today_says_what_waits(world: World, case: DenialCase, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    assert "1 denied line to answer" in text_of(web, reverse("workspace:today"))
    assert web.post(of("denial", case), {"kind": "appealed", "words": ""}).status_code == 422
    assert web.post(of("denial", case), {"kind": "taken", "words": WORDS}).status_code == 422
    assert web.post(of("denial", case), {"kind": "appealed", "words": WORDS}).status_code == 302
    assert web.post(of("take_case", case)).status_code == 302
    assert web.post(of("denial", case), {"kind": "asked", "words": WORDS}).status_code == 302
    assert "Take the question back" in text_of(web, of("denial", case))
    assert "You asked for it" in web.post(of("give_up", case), follow=True).content.decode()
    director = sign_in(world.clinic["director everywhere"])
    assert "Give it up" in text_of(director, of("denial", case))
    director.post(of("give_up", case))
    assert "Given up" in text_of(director, of("denial", case))
    assert "denied line" not in text_of(director, reverse("workspace:today"))


@pytest.mark.parametrize("who", ["clinician", "facilitator", "admissions"])
def test_others_see_nothing_of_it(world: World, case: DenialCase, sign_in: SignIn, who: str) -> None:
    web = sign_in(world.clinic[who])
    assert [web.get(where).status_code for where in (LIST, CAUSES, of("denial", case))] == [403, 403, 403]
    assert web.post(of("give_up", case)).status_code == 403


def test_who_only_reads_writes_nothing(world: World, case: DenialCase, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["auditor everywhere"])
    for name in ("take_case", "give_up", "keep_on", "denial"):
        assert web.post(of(name, case), {"kind": "noted", "words": WORDS}).status_code == 403


def test_queries_do_not_grow(
    world: World, case: DenialCase, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number, day in enumerate(DAYS[1:3], 2):
        world.read(era(answer(world.claim(day).number, (("CO", "50", CHARGED),)), number=f"EFT{number}"))
    web = sign_in(world.clinic["biller everywhere"])
    for where in (LIST, CAUSES, of("denial", case)):
        with django_assert_max_num_queries(12):
            web.get(where)
