"""The pages of the bank: a deposit entered and matched by a click, a list looked at before it is taken."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import BankMatch, Deposit, Remittance
from tests.db.remittances.answering import answer, era
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
BANK, NEW, LISTS = (reverse(f"remittances:{name}") for name in ("bank", "new_deposit", "new_bank_list"))


def test_a_deposit_is_entered_suggested_matched_and_undone(world: World, sign_in: SignIn) -> None:
    world.read(era(answer(world.claim(date(2026, 3, 9)).number), number="EFT1001"))
    web = sign_in(world.clinic["biller everywhere"])
    typed = {"day": "2026-03-21", "amount": "285.00", "key": "k"}
    assert web.post(NEW, {**typed, "day": "2999-01-01"}).status_code == 422
    where = web.post(NEW, typed)["Location"]
    with acting(world.biller):
        remittance = Remittance.objects.get()
    shown = web.get(BANK).content.decode()
    assert "The amount is the same, and the days are near." in shown
    assert "1 deposit to match" in web.get("/").content.decode()
    assert web.post(where, {"payments": f"r:{remittance.pk}"}).status_code == 302
    assert "Every deposit is matched" in web.get(BANK).content.decode()
    assert where in web.get(reverse("remittances:remittance", args=[remittance.pk])).content.decode()
    with acting(world.biller):
        made = BankMatch.objects.get()
    undoing = reverse("remittances:undo_match", args=[made.pk])
    assert web.post(undoing, {"reason": "no"}).status_code == 422
    assert web.post(undoing, {"reason": "It was another one."}).status_code == 302
    assert web.post(where, {"amount": "285.00", "words": "A gift of the owner"}).status_code == 302


def test_a_list_is_looked_at_before_it_is_taken(world: World, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    assert "This is no CSV file" in web.post(LISTS, {"file": SimpleUploadedFile("a.csv", b"%PDF-1")}).content.decode()
    text = b"Date,Memo,Amount\n03/21/2026,Mobile deposit,20.00\n03/21/2026,total,\n"
    where = web.post(LISTS, {"file": SimpleUploadedFile("a.csv", text)})["Location"]
    shown = web.get(where).content.decode()
    assert "1 new deposit, $20.00" in shown
    assert "Line 3" in shown
    assert "The amount is missing" in shown
    assert web.post(where).status_code == 302
    assert "Nothing new in this list" in web.get(where).content.decode()
    assert web.post(LISTS, {"file": SimpleUploadedFile("b.csv", text)})["Location"] == where


def test_queries_do_not_grow_and_others_see_nothing(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        world.read(era(answer(world.claim(date(2026, 3, 9 + number)).number), number=f"EFT100{number}"))
    web = sign_in(world.clinic["biller everywhere"])
    for number in range(3):
        web.post(NEW, {"day": "2026-03-21", "amount": f"{285 - number}.00", "key": f"{number}"})
    with acting(world.biller):
        pages = [BANK, NEW, LISTS, *(reverse("remittances:deposit", args=[row.pk]) for row in Deposit.objects.all())]
    for page in pages:
        with django_assert_max_num_queries(12):
            assert web.get(page).status_code == 200
    assert [sign_in(world.clinic["clinician"]).get(page).status_code for page in pages] == [403] * len(pages)
    assert sign_in(world.clinic["auditor everywhere"]).get(NEW).status_code == 403
