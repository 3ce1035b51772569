"""Pages of files, remittances and work: who sees them, what can be done, how many queries they take."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.claims.models import Claim
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.models import InboundFile, Patience, Remittance, RemittanceLine, WorkItem
from tests.db.remittances.answering import ALLOWED, CONTRACT, answer, era
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
FILES, REMITTANCES, WORK = (reverse(f"remittances:{name}") for name in ("files", "remittances", "work"))
DAYS = tuple(date(2026, 3, day) for day in range(9, 20))


@pytest.fixture
def read(world: World) -> Remittance:
    """A remittance that pays one claim, denies a line of it, and names a claim that is not ours."""
    claim = world.claim(DAYS[0], DAYS[1])
    world.read(era(answer(claim.number, (CONTRACT,), (("CO", "197", 42_500),)), answer("SOMEBODY", payer_control="X")))
    with acting(world.biller):
        found: Remittance = Remittance.objects.get()
        return found


def text_of(web: Any, where: str, **data: str) -> str:
    response = web.get(where, data)
    assert response.status_code == 200
    return str(response.content.decode())


def of(name: str, *keys: Any) -> str:
    return reverse(f"remittances:{name}", args=keys)


def _claim(world: World) -> Any:
    with acting(world.biller):
        return Claim.objects.get().pk


def test_a_remittance_shows_every_line_down_to_the_ledger(world: World, read: Remittance, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    assert "$285.00 of 1 payment</a> belongs to nothing yet" in text_of(web, REMITTANCES)
    shown = text_of(web, of("remittance", read.pk))
    assert "Ana López" in shown
    assert "Contract $140.00" in shown
    assert "(CO 197)" in shown
    assert "No claim with these numbers was sent from here." in shown
    ana = world.clinic.clients["ana"].pk
    account = text_of(web, reverse("billing:account", args=[ana]))
    with acting(world.biller):
        lines = list(RemittanceLine.objects.values_list("pk", flat=True))
    assert all(of("line", line) in account for line in lines)
    claim = text_of(web, reverse("claims:claim", args=[_claim(world)]))
    assert f"{of('remittance', read.pk)}?page=1#answer-" in claim
    assert reverse("claims:claim", args=[_claim(world)]) in shown
    response = web.get(of("line", lines[0]))
    assert response["Location"] == f"{of('remittance', read.pk)}?page=1#line-{lines[0]}"
    with acting(world.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(page="remittances:remittance", count=1).exists()


def test_money_of_no_client_is_shown_with_both_sides_and_the_claim_that_it_is_about(
    world: World, read: Remittance, sign_in: SignIn
) -> None:
    claim = world.claim(DAYS[3])
    world.read(era(answer(claim.number, payer_control="REF1"), number="EFT2"))
    world.read(era(number="EFT3", plb=[("WO", 1_000)]))
    web = sign_in(world.clinic["biller everywhere"])
    waiting = text_of(web, of("booked", read.pk))
    assert "Payment not posted yet" in waiting
    assert "Paid, and not posted yet" in waiting
    with acting(world.biller):
        recovered = Remittance.objects.get(number="EFT3")
    shown = text_of(web, of("booked", recovered.pk))
    assert "Provider-level adjustments" in shown
    assert reverse("claims:claim", args=[claim.pk]) in shown


def test_who_bills_at_one_site_sees_no_words_of_a_file(world: World, read: Remittance, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller south"])
    assert "Ana" not in text_of(web, of("remittance", read.pk))
    shown = text_of(web, of("file", read.file_id))
    assert "What stands in it is seen by who bills for all sites" in shown
    assert web.get(of("download", read.file_id)).status_code == 404
    assert "Nothing is open" in text_of(web, WORK)


@pytest.mark.parametrize("who", ["clinician", "admissions", "case_manager"])
def test_who_does_not_bill_sees_nothing_of_it(world: World, read: Remittance, sign_in: SignIn, who: str) -> None:
    web = sign_in(world.clinic[who])
    for where in (FILES, REMITTANCES, WORK, of("remittance", read.pk), of("file", read.file_id)):
        assert web.get(where).status_code == 403


def test_a_file_is_uploaded_once_and_read_by_a_job(world: World, sign_in: SignIn) -> None:
    claim = world.claim(DAYS[0])
    web = sign_in(world.clinic["biller everywhere"])
    content = era(answer(claim.number)).encode()
    for words in ("will be read in a moment", "This file came before"):
        upload = {"file": SimpleUploadedFile("Remit.835", content)}
        assert words in web.post(FILES, upload, follow=True).content.decode()
    with acting(world.biller):
        file = InboundFile.objects.get()
    tasks.read.run(organization=world.clinic.organization.pk, file_id=file.pk)
    shown = text_of(web, of("file", file.pk))
    assert "Buckeye" in shown.title()
    assert (world.state(claim), world.sums()["eft"]) == ("closed", ALLOWED)
    response = web.get(of("download", file.pk))
    assert (response.content, response["Content-Type"]) == (content, "application/octet-stream")
    assert 'filename="Remit.x12"' in response["Content-Disposition"]


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB")])
def test_what_is_no_file_is_not_taken(world: World, sign_in: SignIn, content: bytes, words: str) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    response = web.post(FILES, {"file": SimpleUploadedFile("x", content)})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_work_is_taken_up_and_done_with_a_reason(world: World, read: Remittance, sign_in: SignIn) -> None:
    del read
    web = sign_in(world.clinic["biller everywhere"])
    with acting(world.biller):
        item = WorkItem.objects.get()
    assert "No claim with these numbers" in text_of(web, WORK)
    assert "Nothing is open" in text_of(web, WORK, mine="1")
    web.post(of("take_up", item.pk))
    assert "No claim with these numbers" in text_of(web, WORK, mine="1")
    assert web.post(of("finish", item.pk), {"reason": "no"}).status_code == 422
    web.post(of("finish", item.pk), {"reason": "The payer will send it to whoever it is for."})
    assert "Nothing is open" in text_of(web, WORK)
    assert web.get(of("finish", item.pk)).status_code == 404


def test_today_says_how_much_waits(world: World, read: Remittance, sign_in: SignIn) -> None:
    del read
    assert "1 answer of payers to work on" in text_of(
        sign_in(world.clinic["biller everywhere"]), reverse("workspace:today")
    )


def test_what_waits_is_looked_at_again_by_a_job(world: World, read: Remittance, sign_in: SignIn) -> None:
    response = sign_in(world.clinic["biller everywhere"]).post(of("look_again", read.pk), follow=True)
    assert "looked at again" in response.content.decode()


def test_the_days_of_silence_are_set_by_payer(world: World, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["director everywhere"])
    where = of("days_of_payer", world.payer.pk)
    typed = {"acknowledgment": "2", "status": "4", "decision": "20", "bank": "7", "version": "0"}
    assert web.post(where, typed).status_code == 302
    assert "2, 4, 20 and 7 days" in text_of(web, of("patience"))
    stale = web.post(where, {**typed, "decision": "9"})
    assert "Somebody changed this" in stale.content.decode()
    assert web.post(of("usual_days"), {**typed, "decision": "0"}).status_code == 422
    assert web.post(of("usual_days"), {**typed, "version": "0"}).status_code == 302
    with acting(world.biller):
        assert Patience.objects.count() == 2
    assert sign_in(world.clinic["utilization everywhere"]).get(where).status_code == 403


def test_pages_take_few_queries_however_much_there_is(
    world: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    claims = [world.claim(day) for day in DAYS[:6]]
    world.read(
        era(*(answer(claim.number, (CONTRACT, ("PR", "3", 900))) for claim in claims), answer("X", payer_control=""))
    )
    world.read(era(answer("Y", payer_control=""), number="EFT2"))
    with acting(world.biller):
        one = Remittance.objects.get(number="EFT1")
    for where in (FILES, REMITTANCES, WORK, of("remittance", one.pk), of("file", one.file_id)):
        with django_assert_max_num_queries(12):
            text_of(web, where)
