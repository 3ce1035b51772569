"""The pages of inquiries, asked by whoever answers, whoever reads, a colleague who may not, and a stranger."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import Client, ContactMethod
from stepwell.inquiries.models import Inquiry
from stepwell.platform.drafts.models import Draft
from stepwell.platform.drafts.rules.content import MARK
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

NEW = reverse("inquiries:new")
CALL: dict[str, Any] = {
    "danger": "no", "adult": "yes", "caller": "person", "first_name": "Ira", "last_name": "Stone",
    "person_phone": "937-555-0142", "message": "nothing", "words": "I drink every day.", "language": "en",
    "concerns": ["alcohol"], "urgency": "soon", "channel": "call",
}  # fmt: skip
MOTHER = CALL | {
    "caller": "other", "relation": "parent", "caller_name": "Rosa Stone", "caller_phone": "937-555-0143",
    "person_phone": "",
}  # fmt: skip
DANGER = {
    "danger": "yes", "danger_kinds": ["overdose"], "danger_where": "at home", "danger_callback": "937-555-0143",
    "urgency": "danger",
}  # fmt: skip


def take(web: Any, clinic: Clinic, typed: dict[str, Any] = CALL) -> Inquiry:
    answer = web.post(NEW, typed | {"site": str(clinic.north.pk)})
    assert answer.status_code == 302, answer.content.decode()
    with acting(clinic["admissions"].scope):
        return Inquiry.objects.order_by("-created_at", "-taken_at").first()  # type: ignore[return-value]


def page(name: str, inquiry: Inquiry) -> str:
    return reverse(f"inquiries:{name}", args=[inquiry.pk])


def text_of(web: Any, where: str) -> str:
    return str(web.get(where).content.decode())


def test_a_call_is_taken_down_on_one_page_and_stands_in_the_inbox(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])

    inquiry = take(web, clinic)

    shown = text_of(web, page("inquiry", inquiry))
    assert all(said in shown for said in ("Ira Stone", "I drink every day.", "(937) 555-0142", "Alcohol"))
    assert "hang up and leave nothing" in shown
    assert "Ira Stone" in text_of(web, reverse("inquiries:inbox"))
    assert "1 inquiry waits" in text_of(web, reverse("workspace:today"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("director", 200), ("auditor", 200), ("clinician", 403), ("biller", 403), ("admissions south", 404)],
)
def test_who_may_see_an_inquiry(clinic: Clinic, sign_in: SignIn, who: str, status: int) -> None:
    inquiry = take(sign_in(clinic["admissions"]), clinic)

    answer = sign_in(clinic[who]).get(page("inquiry", inquiry))

    assert answer.status_code == status
    assert ("Ira Stone" in answer.content.decode()) is (status == 200)


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    inquiry = take(sign_in(clinic["admissions"]), clinic)
    web = sign_in(other["admissions"])

    assert web.get(page("inquiry", inquiry)).status_code == 404
    assert web.get(page("client", inquiry)).status_code == 404
    assert "Ira Stone" not in text_of(web, reverse("inquiries:inbox"))


@pytest.mark.parametrize("name", ["change", "entry", "agreement", "danger", "plan", "client", "closing", "voiding"])
def test_a_director_reads_and_changes_nothing(clinic: Clinic, sign_in: SignIn, name: str) -> None:
    inquiry = take(sign_in(clinic["admissions"]), clinic)

    assert sign_in(clinic["director"]).get(page(name, inquiry)).status_code == 403
    assert sign_in(clinic["director"]).get(NEW).status_code == 403


def test_today_tells_a_director_only_how_many(clinic: Clinic, sign_in: SignIn) -> None:
    take(sign_in(clinic["admissions"]), clinic)

    shown = text_of(sign_in(clinic["director"]), reverse("workspace:today"))

    assert "1 inquiry waits" in shown
    assert "Ira Stone" not in shown


def test_every_look_leaves_a_trace(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic)

    web.get(page("inquiry", inquiry))

    with acting(clinic["privacy everywhere"].scope):
        event = AccessEvent.objects.order_by("-id")[0]
    assert (event.page, event.count, event.account_id) == ("inquiries:inquiry", 1, clinic["admissions"].account.pk)


def test_a_third_partys_inquiry_offers_no_way_to_the_person(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic, MOTHER)

    shown = text_of(web, page("inquiry", inquiry))

    assert "May not contact anybody about the person" in shown
    assert "cannot say whether anybody is here" in shown
    assert "Make them a client" not in shown
    assert 'value="person"' not in text_of(web, page("entry", inquiry))
    assert "Not yet" in text_of(web, page("client", inquiry))


def test_the_persons_number_from_somebody_else_is_refused(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])

    answer = web.post(NEW, MOTHER | {"person_phone": "937-555-0142", "site": str(clinic.north.pk)})

    assert answer.status_code == 422
    assert "Take down no number or address of the person" in answer.content.decode()


def test_once_the_person_agrees_they_can_be_reached(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic, MOTHER)
    agreed = {
        "agreed_how": "called", "agreed_to": "call me, tell my mother nothing", "person_phone": "9375550199",
        "witness": str(clinic["admissions"].membership.pk),
    }  # fmt: skip

    assert web.post(page("agreement", inquiry), agreed).status_code == 302

    shown = text_of(web, page("inquiry", inquiry))
    assert "(937) 555-0199" in shown
    assert "May not contact" not in shown
    assert "tell my mother nothing" in shown


def test_danger_shows_numbers_and_stands_first(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    take(web, clinic, MOTHER | {"caller_phone": "937-555-0170"})

    danger = take(web, clinic, MOTHER | DANGER | {"first_name": "Jo", "caller_phone": ""})

    assert all(number in text_of(web, NEW) for number in ("tel:911", "tel:988", "tel:18002221222"))
    shown = text_of(web, page("inquiry", danger))
    assert "Danger now" in shown
    assert "tel:988" in shown
    listed = text_of(web, reverse("inquiries:inbox"))
    assert listed.index("Jo Stone") < listed.index("Ira Stone")
    assert "Somebody is in danger in 1 inquiry" in text_of(web, reverse("workspace:today"))
    web.post(page("danger", danger), {"words": "911 came, in hospital", "urgency": "today"})
    assert "tel:988" not in text_of(web, page("inquiry", danger))


def test_less_than_danger_needs_what_was_done(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])

    answer = web.post(NEW, CALL | DANGER | {"urgency": "today", "site": str(clinic.north.pk)})

    assert answer.status_code == 422
    assert "Write what was done about the danger" in answer.content.decode()


def test_nothing_of_somebody_under_18_is_kept_not_even_the_draft(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    key = "0" * 32
    web.post(reverse("drafts:save"), CALL | {MARK: key})

    answer = web.post(NEW, CALL | {"adult": "no", "site": str(clinic.north.pk), MARK: key})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert all(place in shown for place in ("1-800-662-4357", "findtreatment.gov", "tel:988"))
    assert "Ira" not in shown
    with acting(clinic["admissions"].scope):
        assert Inquiry.objects.count() == 0
        assert Draft.objects.count() == 0


def test_look_alikes_are_shown_before_saving_and_can_be_linked(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    first = take(web, clinic)
    again = CALL | {"site": str(clinic.north.pk), "words": "calls again"}

    answer = web.post(NEW, again)

    assert answer.status_code == 422
    assert f"inquiry:{first.pk}" in answer.content.decode()
    second = take(web, clinic, again | {"same": f"inquiry:{first.pk}"})
    assert second.same_as_id == first.pk
    assert take(web, clinic, again | {"same": "none"}).same_as_id is None


@pytest.mark.parametrize("same", ["inquiry:nonsense", "x", "inquiry:"])
def test_a_made_up_answer_about_look_alikes_fails_no_page(clinic: Clinic, sign_in: SignIn, same: str) -> None:
    answer = sign_in(clinic["admissions"]).post(NEW, CALL | {"site": str(clinic.north.pk), "same": same})

    assert answer.status_code in {302, 422}


def test_whoever_was_reached_is_registered_with_what_they_said(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic, CALL | {"language": "es"})
    web.post(page("entry", inquiry), {"kind": "called", "toward": "person", "outcome": "spoke", "words": "comes"})
    assert 'value="Stone"' in text_of(web, page("client", inquiry))

    answer = web.post(
        page("client", inquiry),
        {"first_name": "Ira", "last_name": "Stone", "birth_date": "1990-05-01", "language": "es",
         "site": str(clinic.north.pk)},
    )  # fmt: skip

    assert answer.status_code == 302
    with acting(clinic["admissions"].scope):
        client = Client.objects.get(last_name="Stone")
        assert ContactMethod.objects.get(client=client).value == "+19375550142"
    assert client.record_number in text_of(web, page("inquiry", inquiry))


def test_somebody_with_a_record_is_linked_to_it(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    ana = {"first_name": "Ana", "last_name": "López", "birth_date": "1990-01-01"}
    inquiry = take(web, clinic, CALL | ana | {"same": f"client:{clinic.clients['ana'].pk}"})
    web.post(page("entry", inquiry), {"kind": "called", "toward": "person", "outcome": "spoke", "words": "comes"})
    assert "Perhaps they have a record already" in text_of(web, page("client", inquiry))

    answer = web.post(page("client", inquiry), {"known": "yes", "client": str(clinic.clients["ana"].pk)})

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("clients:record", args=[clinic.clients["ana"].pk])


def test_the_record_chosen_at_the_call_is_offered_whatever_else_was_said(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic, CALL | {"same": f"client:{clinic.clients['dee'].pk}"})
    web.post(page("entry", inquiry), {"kind": "called", "toward": "person", "outcome": "spoke", "words": "comes"})

    assert "chosen when this was taken down" in text_of(web, page("client", inquiry))
    answer = web.post(page("client", inquiry), {"known": "yes", "client": str(clinic.clients["dee"].pk)})

    assert answer.headers["Location"] == reverse("clients:record", args=[clinic.clients["dee"].pk])


def test_two_who_correct_the_same_inquiry(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic)
    typed = CALL | {"site": str(clinic.north.pk), "version": "1"}
    assert web.post(page("change", inquiry), typed | {"first_name": "Irina"}).status_code == 302

    answer = web.post(page("change", inquiry), typed | {"first_name": "Iris"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Now there: Irina" in shown
    assert 'value="Iris"' in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "x" * 10_000},
        {"birth_date": "2999-01-01"},
        {"age": "-3"},
        {"person_phone": "12"},
        {"person_email": "nobody"},
        {"adult": ""},
        {"urgency": "never"},
        {"next_on": "2026-03-02"},
        {"first_name": "x" * 10_000},
    ],
)
def test_odd_input_gets_an_answer_and_nothing_is_kept(clinic: Clinic, sign_in: SignIn, wrong: dict[str, str]) -> None:
    web = sign_in(clinic["admissions"])

    answer = web.post(NEW, CALL | {"site": str(clinic.north.pk)} | wrong)

    assert answer.status_code == 422
    with acting(clinic["admissions"].scope):
        assert Inquiry.objects.count() == 0


def test_closing_opening_again_and_setting_aside(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic)

    web.post(page("closing", inquiry), {"ending": "elsewhere"})
    assert "Went to another program" in text_of(web, reverse("admissions:board"))
    assert "Ira Stone" in text_of(web, reverse("inquiries:inbox") + "?show=closed")
    assert "Ira Stone" not in text_of(web, reverse("inquiries:inbox"))
    web.post(page("reopening", inquiry), {"words": "called again on Monday"})
    assert "Ira Stone" in text_of(web, reverse("inquiries:inbox"))
    web.post(page("voiding", inquiry), {"reason": "typed for another clinic"})
    assert "Ira Stone" not in text_of(web, reverse("inquiries:inbox"))
    assert "Set aside as a mistake" in text_of(web, page("inquiry", inquiry))


def test_the_inbox_takes_the_same_queries_for_one_and_three(
    clinic: Clinic, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(clinic["admissions"])
    take(web, clinic)
    web.get(reverse("inquiries:inbox"))
    with django_assert_num_queries(7):
        web.get(reverse("inquiries:inbox"))
    for number in ("0150", "0151"):
        take(web, clinic, CALL | {"person_phone": f"937-555-{number}"})

    with django_assert_num_queries(7):
        web.get(reverse("inquiries:inbox"))


def test_the_page_of_an_inquiry_takes_at_most_twelve_queries(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(clinic["admissions"])
    inquiry = take(web, clinic)
    web.get(page("inquiry", inquiry))

    with django_assert_max_num_queries(12):
        web.get(page("inquiry", inquiry))
