"""Pages of appeals and corrected claims: from the denied line to the answer, who may, how many queries."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.platform.walls.scope import acting
from stepwell.remittances.models import Appeal, AppealTerms, DenialCase
from tests.db.remittances.answering import answer, era
from tests.db.remittances.test_appealing import DAYS, DENIED, agree
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World, monkeypatch: pytest.MonkeyPatch) -> DenialCase:
    monkeypatch.setattr("stepwell.remittances.queries.appeals.pdf_of", lambda html, css: b"%PDF-1.7\n" + html.encode())
    world.read(era(answer(world.claim(*DAYS).number, DENIED, DENIED, DENIED)))
    with acting(world.biller):
        return DenialCase.objects.order_by("claim_line__number")[0]


def test_an_appeal_is_written_sent_and_answered(
    world: World, case: DenialCase, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agree(world, everything=True)
    web, today = sign_in(world.clinic["biller everywhere"]), timezone.localdate(timezone=ZoneInfo("America/New_York"))
    where = reverse("remittances:denial", args=[case.pk])
    start = reverse("remittances:start_appeal", args=[case.pk])
    assert start in web.get(where).content.decode()
    with acting(world.biller):
        others = [str(key) for key in DenialCase.objects.exclude(pk=case.pk).values_list("pk", flat=True)]
    with django_assert_max_num_queries(12):
        assert "Other denied days" in web.get(start).content.decode()
    page = web.post(start, {"besides": others})["Location"]
    with django_assert_max_num_queries(12):
        shown = web.get(page).content.decode()
    assert all(part in shown for part in ("$1,275.00", "López</a>"))
    letter = {"argument": "too short", "signer": "Bea", "enclosures": ["decision", "notes"], "version": "1"}
    assert web.post(page, letter).status_code == 302
    assert web.post(f"{page}sending/", {"sent_on": f"{today}", "way": "fax"}).status_code == 422
    letter |= {"argument": "The days were authorized under A1, on March 2, by J. Doe.", "version": "2"}
    assert web.post(page, letter).status_code == 302
    assert web.post(page, letter).status_code == 422
    assert b"authorized under A1" in web.get(f"{page}pdf/").content
    assert web.post(f"{page}sending/", {"sent_on": f"{today}", "way": "fax"}).status_code == 302
    assert web.post(page, letter).status_code == 200
    assert "letter as it was sent" in web.get(page).content.decode()
    assert "First-level appeal" in web.get(where).content.decode()
    answered = {"outcome": "upheld", "answered_on": f"{today}", "words": "By a reviewer"}
    assert "next level is open" in web.post(f"{page}answer/", answered, follow=True).content.decode()
    assert web.post(f"{page}answer/", answered).status_code == 422
    reader = sign_in(world.clinic["auditor everywhere"])
    assert reader.get(page).status_code == 200
    for name in ("sending/", "answer/", "dropping/"):
        assert reader.post(f"{page}{name}").status_code == 403


def test_a_correction_without_a_change_says_what_to_mend_first(world: World, case: DenialCase, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    where = reverse("remittances:correct_case", args=[case.pk])
    shown = web.get(where).content.decode()
    assert "its number of the claim" in shown or "What it says otherwise" in shown
    assert reverse("authorizations:overview", args=[case.client_id]) in shown
    assert web.post(where, {"reason": "D9", "words": ""}).status_code == 422


def test_terms_of_appeals_are_kept_by_who_keeps_contracts(world: World, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["director everywhere"])
    typed = {
        "version": "0", "levels": "1", "second": "30", "external": "60", "answer": "45", "fax": "",
        "address": "1 Appeal Way, Columbus, OH",
    }  # fmt: skip
    page = reverse("remittances:terms_of_payer", args=[world.payer.pk])
    assert web.get(page).status_code == 200
    assert web.post(page, typed).status_code == 302
    assert web.post(page, typed).status_code == 422
    assert "1 Appeal Way" in web.get(reverse("remittances:appeal_terms")).content.decode()
    with acting(world.biller):
        assert (AppealTerms.objects.get().payer_id, Appeal.objects.count()) == (world.payer.pk, 0)
    assert sign_in(world.clinic["biller everywhere"]).get(page).status_code in {200, 403}
