"""The pages of money to place: named in plain words, placed and taken back, its entry leads to where it came from."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import PlacedMoney
from tests.db.remittances.answering import answer, era
from tests.db.remittances.test_placing import WHY, items
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
LIST = reverse("remittances:to_place")


def test_money_is_placed_on_a_claim_and_taken_back(world: World, sign_in: SignIn) -> None:
    claim = world.claim(date(2026, 3, 9))
    world.read(era(answer("SOMEBODY", payer_control="ICN9"), plb=[("L6", -200)]))
    web = sign_in(world.clinic["biller everywhere"])
    shown = web.get(LIST).content.decode()
    assert "No claim with these numbers was sent from here." in shown
    assert "Interest (L6)" in shown
    assert "2 amounts of payers to place" in web.get("/").content.decode()
    where = reverse("remittances:place_answer", args=[items(world)[0].answer_id])
    typed = {"target": "claim", "amount": "285.00", "words": WHY, "key": "k"}
    assert "Enter the number of the claim." in web.post(where, typed).content.decode()
    assert web.post(where, {**typed, "claim": claim.number}).status_code == 302
    with acting(world.biller):
        made = PlacedMoney.objects.select_related("transaction").get()
    entry = reverse("billing:transaction", args=[claim.client_id, made.transaction_id])
    assert entry in web.get(where).content.decode()
    through = reverse("remittances:placement", args=[made.pk])
    assert through in web.get(entry).content.decode()
    assert web.get(through)["Location"] == where
    back = reverse("remittances:undo_placement", args=[made.pk])
    assert web.post(back, {"reason": "no"}).status_code == 422
    assert web.post(back, {"reason": "It was another claim."}).status_code == 302
    assert web.post(where, {**typed, "target": "refund", "key": "two"}).status_code == 302
    sent = reverse("remittances:send_refund", args=[world.payer.pk])
    assert "Nothing is due" in web.get(sent).content.decode()  # the payer of a claim that is not known is not known


def test_queries_do_not_grow_and_others_see_nothing(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plb = [("WO", 100), ("L6", -200), ("FB", 300)]
    world.read(era(*(answer(f"N{number}", payer_control=f"I{number}") for number in range(3)), plb=plb))
    web = sign_in(world.clinic["biller everywhere"])
    pages = [LIST, *(reverse("remittances:place_adjustment", args=[one.adjustment_id]) for one in items(world)[3:])]
    for page in pages:
        with django_assert_max_num_queries(12):
            assert web.get(page).status_code == 200
    assert [sign_in(world.clinic["clinician"]).get(page).status_code for page in pages] == [403] * len(pages)
