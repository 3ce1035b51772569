"""Consents on pages: two clicks to a text, signed here or at home, taken back at once; and what left, written down."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import ContactMethod
from stepwell.platform.documents.models import Document
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Acknowledgement, Consent, Disclosure, NoticeVersion
from stepwell.privacy.rules import redisclosure
from stepwell.privacy.vocabulary import Kind
from tests.sampling.privacy import signed_consent
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def today() -> date:
    """The day it is where the clinics are."""
    return timezone.localdate(timezone=ZoneInfo("America/New_York"))


def where(clinic: Clinic, name: str, *keys: Any, client: str = "ana") -> str:
    return reverse(f"privacy:{name}", args=[clinic.clients[client].pk, *keys])


def typed(answer: Any) -> dict[str, Any]:
    """What a form on a page holds, as a browser would send it."""
    form = answer.context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in found.items() if value is not False}


def write(web: Any, clinic: Clinic, kind: Kind, **changes: Any) -> Any:
    address = where(clinic, f"new_{kind}")
    return web.post(address, typed(web.get(address)) | changes)


def one(clinic: Clinic) -> Consent:
    with acting(clinic["admissions"].scope):
        return Consent.objects.order_by("-drafted_at")[0]


def sign(web: Any, clinic: Clinic, consent: Consent, **changes: Any) -> Any:
    address = where(clinic, "sign", consent.pk)
    said = {"signer": "client", "name": "Ana López", "signature": "", "signature_typed": "Ana López"}
    return web.post(address, {"shown": typed(web.get(address))["shown"]} | said | changes)


@pytest.mark.parametrize("kind", [Kind.CONTACT_PAYER, Kind.TPO])
def test_the_two_usual_consents_are_written_as_they_are_offered(clinic: Clinic, sign_in: SignIn, kind: Kind) -> None:
    web = sign_in(clinic["admissions"])

    answer = write(web, clinic, kind)

    consent = one(clinic)
    assert answer.url == where(clinic, "consent", consent.pk)
    page = web.get(answer.url).content.decode()
    assert "Not signed" in page
    assert "Ana López, born January 1, 1990" in page
    assert sign(web, clinic, consent).url == answer.url
    assert "In force" in web.get(answer.url).content.decode()


def test_a_consent_for_one_person_names_what_is_missing(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])

    answer = write(web, clinic, Kind.NAMED, recipient="", purpose="other", expiry="event", categories=[])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one or more." in page

    answer = write(web, clinic, Kind.NAMED, recipient="Rosa", purpose="other", expiry="event")
    page = answer.content.decode()
    assert "does not say when it ends" in page
    assert "Say in the client’s words" in page
    good = {"recipient": "Rosa López", "recipient_kind": "family", "purpose": "family"}
    assert write(web, clinic, Kind.NAMED, **good).status_code == 302


@pytest.mark.parametrize(
    "bad",
    [
        {"recipient": "x" * 10_000},
        {"details": "y" * 10_000},
        {"expires_on": "2020-01-01"},
        {"expires_on": "someday"},
        {"categories": ["gossip"]},
        {"discloser": "   "},
    ],
)
def test_odd_input_is_answered_and_nothing_is_written(clinic: Clinic, sign_in: SignIn, bad: dict[str, Any]) -> None:
    answer = write(sign_in(clinic["admissions"]), clinic, Kind.CONTACT_PAYER, **bad)

    assert answer.status_code == 422
    with acting(clinic["admissions"].scope):
        assert Consent.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("admissions", 200, 200),
        ("clinician", 200, 200),
        ("privacy everywhere", 200, 200),
        ("biller", 200, 403),
        ("supervisor", 200, 403),
        ("collector", 403, 403),
        ("administrator everywhere", 403, 403),
        ("clinician south", 404, 404),
    ],
)
def test_who_sees_and_who_writes(clinic: Clinic, sign_in: SignIn, who: str, reads: int, writes: int) -> None:
    web = sign_in(clinic[who])

    assert web.get(where(clinic, "consents")).status_code == reads
    assert web.get(where(clinic, "new_tpo")).status_code == writes


def test_nobody_of_another_organization_sees_anything(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    web = sign_in(other["privacy everywhere"])

    assert web.get(where(clinic, "consents")).status_code == 404
    assert web.get(where(clinic, "consent", consent.pk)).status_code == 404
    assert web.get(where(other, "consent", consent.pk)).status_code == 404


def test_a_text_that_changed_meanwhile_is_not_signed(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.TPO)

    answer = sign(web, clinic, one(clinic), shown="0" * 64)

    assert answer.status_code == 422
    assert "The text changed while you were reading" in answer.content.decode()
    assert one(clinic).signed_at is None


def test_two_people_at_one_draft_see_what_the_other_wrote(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.TPO)
    address = where(clinic, "change_consent", one(clinic).pk)
    first, second = typed(web.get(address)), typed(web.get(address))

    assert web.post(address, first | {"details": "only this year"}).status_code == 302
    answer = web.post(address, second | {"details": "no drug tests"})

    assert answer.status_code == 422
    assert "Now there: only this year" in answer.content.decode()
    assert "no drug tests" in answer.content.decode()


def test_a_consent_is_taken_back_with_the_paper(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    address = where(clinic, "revocation", consent.pk)

    assert web.post(address, {"way": "writing", "asked_by": ""}).status_code == 422
    assert web.post(address, {"way": "spoken", "asked_by": "Ana López", "words": "No more"}).status_code == 302

    page = web.get(where(clinic, "consents")).content.decode()
    assert "Taken back" in page
    assert web.post(address, {"way": "spoken", "asked_by": "Ana López"}).status_code == 422
    with acting(clinic["admissions"].scope):
        assert Document.objects.count() == 0


def test_the_event_ends_it_and_a_slip_is_taken_back(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    later = today() + timedelta(days=1)

    assert web.post(where(clinic, "ended", consent.pk), {"happened_on": later}).status_code == 422
    assert web.post(where(clinic, "ended", consent.pk), {"happened_on": today()}).status_code == 302
    page = web.get(where(clinic, "consent", consent.pk))
    assert "Expired" in page.content.decode()
    undo = where(clinic, "void_ending", page.context["row"].ending_id)
    assert web.post(undo, {"reason": "short"}).status_code == 422
    assert web.post(undo, {"reason": "she still lives there"}).status_code == 302
    assert "In force" in web.get(where(clinic, "consent", consent.pk)).content.decode()


def test_a_consent_set_aside_stays_in_the_list_struck_through(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")

    web.post(where(clinic, "void_consent", consent.pk), {"reason": "written for another client"})

    page = web.get(where(clinic, "consents")).content.decode()
    assert "<del>" in page
    assert "written for another client" in page
    assert web.get(where(clinic, "sign", consent.pk)).status_code == 302


def _by_letter(web: Any, clinic: Clinic, consent: Consent) -> tuple[str, str]:
    answer = web.post(where(clinic, "link", consent.pk), {"way": "letter"})
    assert answer.status_code == 200
    return answer.context["secret"], answer.context["code"]


def _arrive(secret: str, code: str) -> Any:
    visitor: Any = Web()
    assert visitor.post(reverse("links:enter"), {"code": secret}).status_code == 302
    said = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01", "code": code}
    answer = visitor.post(reverse("links:identity"), said)
    assert answer.url == reverse("privacy:visit")
    return visitor


def test_the_client_signs_at_home_once(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.TPO)
    visitor = _arrive(*_by_letter(web, clinic, one(clinic)))
    page = visitor.get(reverse("privacy:visit"))
    assert "Consent for treatment, payment" in page.content.decode()
    shown = {"shown": typed(page)["shown"], "name": "Ana López", "signature": ""}

    assert visitor.post(reverse("privacy:visit"), shown | {"signature_typed": ""}).status_code == 422
    answer = visitor.post(reverse("privacy:visit"), shown | {"signature_typed": "Ana López"})

    assert answer.status_code == 200
    assert "You signed this" in answer.content.decode()
    assert visitor.get(reverse("privacy:visit")).status_code == 404
    signed = one(clinic)
    assert signed.signed_at is not None
    with acting(clinic["admissions"].scope):
        assert signed.signature.account_id is None
    page_of_staff = web.get(where(clinic, "consent", signed.pk)).content.decode()
    assert "In force until taken back" in page_of_staff
    assert "Text and signature are as they were" in page_of_staff


def test_a_link_to_a_text_that_changed_opens_nothing(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.TPO)
    visitor = _arrive(*_by_letter(web, clinic, one(clinic)))
    address = where(clinic, "change_consent", one(clinic).pk)

    web.post(address, typed(web.get(address)) | {"details": "no drug tests"})

    assert visitor.get(reverse("privacy:visit")).status_code == 404


def test_a_link_goes_to_a_safe_address_in_words_that_say_nothing(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.TPO)
    with acting(clinic["admissions"].scope):
        safe = ContactMethod.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], kind="email", value="ana@mail.example",
            value_index=b"y" * 16, is_safe=True,
        )  # fmt: skip

    answer = web.post(where(clinic, "link", one(clinic).pk), {"way": str(safe.pk)})

    assert answer.context["code"] in answer.content.decode()
    assert answer.context["secret"] not in answer.content.decode()
    with acting(clinic["admissions"].scope):
        (message,) = OutboxMessage.objects.all()
    assert (message.template, message.recipient) == ("link", "ana@mail.example")


def write_down(web: Any, clinic: Clinic, rests_on: str, **said: Any) -> Any:
    address = where(clinic, "new_disclosure")
    page = web.post(address, {"rests_on": rests_on})
    assert page.status_code == 200
    return web.post(address, typed(page) | {"way": "telephone", "what": "told which days she came"} | said)


def test_a_call_is_written_down_on_the_consent_with_its_notice(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    web = sign_in(clinic["clinician"])

    answer = write_down(web, clinic, str(consent.pk), categories=["attendance"])

    page = web.get(answer.url).content.decode()
    assert redisclosure.SHORT in page
    assert "Rosa López" in page
    (left,) = _left(clinic)
    cover = web.get(where(clinic, "cover", left.pk))
    assert cover.headers["Content-Type"] in {"application/pdf", "text/html; charset=utf-8"}
    sheet = web.get(where(clinic, "accounting_csv")).content.decode()
    assert "Rosa López" in sheet
    assert web.get(where(clinic, "accounting_pdf")).status_code == 200


def test_a_call_in_the_minute_of_the_signature_is_written_down(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    write(web, clinic, Kind.CONTACT_PAYER)
    sign(web, clinic, one(clinic))

    answer = write_down(web, clinic, str(one(clinic).pk), categories=["coverage"], recipient="Buckeye Health")

    assert answer.status_code == 302
    assert len(_left(clinic)) == 1


def _left(clinic: Clinic) -> list[Disclosure]:
    with acting(clinic["admissions"].scope):
        return list(Disclosure.objects.all())


def test_what_a_consent_does_not_name_is_not_offered_nor_taken(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    web = sign_in(clinic["clinician"])

    answer = write_down(web, clinic, str(consent.pk), categories=["drug_tests"])

    assert answer.status_code == 422
    assert _left(clinic) == []


@pytest.mark.parametrize(
    ("rests_on", "said", "words"),
    [
        ("court_order", {"has_mandate": "on", "grounds": "case 12"}, "A subpoena alone is never enough"),
        ("medical_emergency", {"affiliation": "County Hospital"}, "what the emergency was"),
        ("qsoa", {}, "Say what it rests on"),
    ],
)
def test_other_rights_need_their_grounds(
    clinic: Clinic, sign_in: SignIn, rests_on: str, said: dict[str, Any], words: str
) -> None:
    usual = {"recipient": "Dr. Lee", "recipient_kind": "provider", "purpose": "treatment", "categories": ["presence"]}

    answer = write_down(sign_in(clinic["clinician"]), clinic, rests_on, **usual, **said)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert _left(clinic) == []


def test_there_is_no_such_reason_as_a_subpoena(clinic: Clinic, sign_in: SignIn) -> None:
    answer = sign_in(clinic["clinician"]).post(where(clinic, "new_disclosure"), {"rests_on": "subpoena"})

    assert answer.status_code == 422


def test_tomorrow_nothing_has_left_yet(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
    late = today() + timedelta(days=2)

    answer = write_down(sign_in(clinic["admissions"]), clinic, str(consent.pk), categories=["attendance"], left_on=late)

    assert answer.status_code == 422
    assert "in the future" in answer.content.decode()


def test_texts_begin_with_ours_and_are_given_and_signed(clinic: Clinic, sign_in: SignIn) -> None:
    office, web = sign_in(clinic["administrator everywhere"]), sign_in(clinic["admissions"])
    assert "There are no texts yet" in web.get(where(clinic, "consents")).content.decode()
    assert web.post(reverse("privacy:texts")).status_code == 200
    assert sign_in(clinic["administrator"]).post(reverse("privacy:texts")).status_code == 200
    assert office.post(reverse("privacy:texts")).status_code == 302
    with acting(clinic["admissions"].scope):
        rules = NoticeVersion.objects.get(kind="program_rules")
    assert "Not reviewed by counsel" in office.get(reverse("privacy:texts")).content.decode()

    give = where(clinic, "give", rules.pk)
    assert web.post(give, {"name": "Ana López"}).status_code == 422
    assert web.post(give, {"name": "Ana López", "signature_typed": "Ana López", "signature": ""}).status_code == 302
    assert web.post(give, {"reason": "not today"}).status_code == 422

    new = reverse("privacy:new_version", args=[rules.pk])
    assert office.post(new, {"text": rules.text, "effective_on": date(2020, 1, 1)}).status_code == 422
    changed = {"text": "Come on time.", "effective_on": today(), "is_reviewed": "on"}
    answer = office.post(new, changed)
    assert answer.status_code == 302
    with acting(clinic["admissions"].scope):
        assert Acknowledgement.objects.get().notice == rules
        assert NoticeVersion.objects.filter(kind="program_rules").count() == 2


@pytest.mark.parametrize("who", ["admissions", "privacy everywhere"])
def test_today_says_which_consents_wait(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    with acting(clinic["admissions"].scope):
        signed_consent(clinic, "ana", expiry="date", expiry_event=None, expires_on=today() + timedelta(days=5))

    assert "Rosa López · ends" in sign_in(clinic[who]).get("/").content.decode()


def test_the_head_of_the_record_says_how_consents_stand(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    record = reverse("clients:record", args=[clinic.clients["ana"].pk])
    assert "No consent in force" in web.get(record).content.decode()

    write(web, clinic, Kind.TPO)
    sign(web, clinic, one(clinic))

    assert "Treatment and payment: in force until taken back" in web.get(record).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(
    clinic: Clinic, sign_in: SignIn, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(clinic["admissions"].scope):
        for _ in range(count):
            signed_consent(clinic, "ana")
    web = sign_in(clinic["admissions"])
    web.get(where(clinic, "consents"))

    with django_assert_max_num_queries(12):
        web.get(where(clinic, "consents"))
    with django_assert_max_num_queries(11):
        web.get(where(clinic, "disclosures"))
