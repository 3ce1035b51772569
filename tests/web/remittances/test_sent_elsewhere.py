"""The page of claims that another program sent: what fits, what does not and why, and taking it up."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.claims.models import Claim
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from tests.db.remittances.world import World, make_story
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
SENT = (Path(__file__).parents[2] / "data" / "x12" / "837P.txt").read_text()
QUERIES = 12


@pytest.fixture
def story(world: World) -> World:
    return make_story(world)


def _claims(count: int) -> str:
    """Return the file with so many claims, of which only the first is charged here."""
    begin, end = SENT.index("HL*2*"), SENT.index("SE*39*")
    more = "".join(
        SENT[begin:end].replace("HL*2*1*", f"HL*{place}*1*").replace("EP1001", f"EP{1000 + place}")
        for place in range(3, count + 2)
    )
    size = SENT[begin:end].count("~")
    return (SENT[:end] + more + SENT[end:]).replace("SE*39*", f"SE*{39 + size * (count - 1)}*")


def test_who_bills_sees_what_fits_takes_it_up_and_finds_the_claim(story: World, sign_in: SignIn) -> None:
    row = story.read(_claims(2))
    where = reverse("remittances:sent_elsewhere", args=[row.pk])
    web = sign_in(story.clinic["biller everywhere"])
    assert where in web.get(reverse("remittances:file", args=[row.pk])).content.decode()

    shown = web.get(where).content.decode()
    assert "1 of 2 fit" in shown
    assert "Ana López" in shown
    assert "marked as a test" in shown
    assert "March 9, 2026: nothing is charged here." in shown

    assert web.post(where).status_code == 302
    tasks.bring_in.run(organization=story.clinic.organization.pk, file_id=row.pk)
    after = web.get(where).content.decode()
    with acting(story.biller):
        claim = Claim.objects.get()
    assert reverse("claims:claim", args=[claim.pk]) in after
    assert "Take up what fits" not in after
    assert "the claim EP1001-W11 bills this day already" in after
    assert web.get(reverse("claims:claim", args=[claim.pk])).status_code == 200
    assert "By another program" in web.get(reverse("claims:files")).content.decode()


@pytest.mark.parametrize("person", ["biller south", "clinician everywhere"])
def test_nobody_else_sees_them(story: World, sign_in: SignIn, person: str) -> None:
    row = story.read(_claims(1))
    where = reverse("remittances:sent_elsewhere", args=[row.pk])
    assert sign_in(story.clinic[person]).get(where).status_code in {302, 403, 404}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_claims_as_for_one(
    story: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    row = story.read(_claims(count))
    web = sign_in(story.clinic["biller everywhere"])
    with django_assert_max_num_queries(QUERIES):
        web.get(reverse("remittances:sent_elsewhere", args=[row.pk]))
