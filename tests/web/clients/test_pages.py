"""The registry's pages, asked by whoever may see them, a colleague who may not, and a stranger."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import CareAssignment, Client, ContactMethod, Demographics
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

REGISTRATION = {
    "first_name": "Noor", "last_name": "Haddad", "preferred_name": "", "middle_name": "", "pronouns": "she/her",
    "birth_date": "1991-05-04", "language": "en", "address": "9 Elm St",
}  # fmt: skip


def page(name: str, clinic: Clinic, client: str = "ana") -> str:
    return reverse(f"clients:{name}", args=[clinic.clients[client].pk])


def events(clinic: Clinic) -> list[AccessEvent]:
    with acting(clinic["privacy everywhere"].scope):
        return list(AccessEvent.objects.order_by("id"))


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor", "director", "case_manager", "biller"])
def test_who_may_see_the_person_sees_the_record_and_leaves_a_trace(clinic: Clinic, sign_in: SignIn, role: str) -> None:
    answer = sign_in(clinic[role]).get(page("record", clinic))

    assert answer.status_code == 200
    assert "Ana López" in answer.content.decode()
    [event] = events(clinic)
    assert (event.client_id, event.account_id, event.roles) == (clinic.clients["ana"].pk, clinic[role].account.pk, role)
    assert (event.way, event.page) == (Way.PAGE, "clients:record")


def test_facilitator_sees_names_of_the_roster_and_no_demographics(clinic: Clinic, sign_in: SignIn) -> None:
    text = sign_in(clinic["facilitator"]).get(page("record", clinic)).content.decode()

    assert "Ana López" in text
    assert "1990" not in text
    assert "12 Quiet St" not in text


@pytest.mark.parametrize(
    ("role", "client", "status"),
    [
        ("clinician", "dee", 404),  # nobody's client
        ("clinician", "bo", 404),  # care ended
        ("facilitator", "bo", 404),
        ("director", "cy", 404),  # another site
        ("director everywhere", "cy", 200),
        ("administrator", "ana", 403),  # no right to any client
    ],
)
def test_a_colleague_without_the_relation_is_told_nothing(
    clinic: Clinic, sign_in: SignIn, role: str, client: str, status: int
) -> None:
    answer = sign_in(clinic[role]).get(page("record", clinic, client))

    assert answer.status_code == status
    if status != 200:
        assert "López" not in answer.content.decode()
        assert [event.client_id for event in events(clinic) if event.client_id] == []


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    web = sign_in(other["director"])

    assert web.get(page("record", clinic)).status_code == 404
    assert web.get(page("json", clinic)).status_code == 404
    assert web.get(page("care", clinic)).status_code == 404


def test_signed_out_is_sent_to_sign_in(clinic: Clinic, client: Any) -> None:
    answer = client.get(page("record", clinic))

    assert answer.status_code == 302
    assert "/sign-in/" in answer.url


@pytest.mark.parametrize(("asked", "found"), [
    ("lopez", {"Ana López"}),
    ("lópez ana", {"Ana López"}),
    ("lopes", {"Ana López"}),
    ("oneill", {"Bo O&#x27;Neill"}),
    ("O'Neil", {"Bo O&#x27;Neill"}),
    ("newgen", {"Dee Nguyen"}),
    ("1/1/1990", {"Ana López"}),
    ("lopez 1/1/1990", {"Ana López"}),
    ("lopez 1/2/1990", set()),
    ("20419", {"Bo O&#x27;Neill"}),
    ("zzyzx", set()),
])  # fmt: skip
def test_search_finds_within_what_the_actor_sees(
    clinic: Clinic, other: Clinic, sign_in: SignIn, asked: str, found: set[str]
) -> None:
    del other  # has the same people
    text = sign_in(clinic["director"]).post(reverse("clients:find"), {"q": asked}).content.decode()

    names = {"Ana López", "Bo O&#x27;Neill", "Cy López", "Dee Nguyen"}
    assert {name for name in names if name in text} == found
    assert [(event.way, event.count) for event in events(clinic)] == [(Way.SEARCH, len(found))]


def test_search_by_telephone(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    added = web.post(
        page("new_contact", clinic), {"kind": "mobile", "value": "937-555-0188", "is_safe": "on", "message": "nothing"}
    )
    assert added.status_code == 302

    text = web.post(reverse("clients:find"), {"q": "(937) 555 0188"}).content.decode()

    assert "Ana López" in text
    assert "Dee Nguyen" not in text


@pytest.mark.parametrize("text", ["O'Neill", "lopez 1/1/1990"])
def test_what_is_looked_for_stands_in_no_address(clinic: Clinic, sign_in: SignIn, text: str) -> None:
    answer = sign_in(clinic["director"]).get(reverse("clients:find"), {"q": text})

    assert "Ana López" not in answer.content.decode()


def test_lists_take_the_same_queries_for_one_and_three_clients(
    clinic: Clinic, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, three = sign_in(clinic["clinician"]), sign_in(clinic["director"])
    for web in (one, three):
        web.get(reverse("clients:everybody"))

    with django_assert_num_queries(7):
        assert "Dee Nguyen" not in one.get(reverse("clients:everybody")).content.decode()
    with django_assert_num_queries(7):
        text = three.get(reverse("clients:everybody")).content.decode()
    assert all(name in text for name in ("Ana López", "Bo O", "Dee Nguyen"))
    assert "Cy López" not in text


def test_record_takes_at_most_twelve_queries(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(clinic["clinician"])
    web.get(page("record", clinic))

    with django_assert_max_num_queries(12):
        web.get(page("record", clinic))


def test_registration_gives_the_next_number_and_keeps_everything(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])

    answers = [
        web.post(reverse("clients:register"), REGISTRATION | {"site": str(clinic.north.pk), "last_name": last})
        for last in ("Haddad", "Okafor")
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    with acting(clinic["admissions"].scope):
        first, second = Client.objects.filter(first_name="Noor").order_by("record_number")
        assert int(second.record_number) == int(first.record_number) + 1
        assert Demographics.objects.get(client=first).address == "9 Elm St"


def test_registration_of_a_look_alike_asks_and_loses_nothing(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    same = REGISTRATION | {
        "first_name": "ANA",
        "last_name": "Lopez",
        "birth_date": "1990-01-01",
        "site": str(clinic.north.pk),
    }

    asked = web.post(reverse("clients:register"), same)

    assert asked.status_code == 422
    text = asked.content.decode()
    assert "20418" in text
    assert "9 Elm St" in text
    assert web.post(reverse("clients:register"), same | {"is_another_person": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"birth_date": "2015-01-01"}, "serves adults"),
        ({"birth_date": "2090-01-01"}, "in the future"),
        ({"first_name": "'"}, "has no letter"),
        ({"last_name": ""}, "Fill this in."),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(
    clinic: Clinic, sign_in: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    answer = sign_in(clinic["admissions"]).post(
        reverse("clients:register"), REGISTRATION | {"site": str(clinic.north.pk)} | wrong
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "9 Elm St" in answer.content.decode()


@pytest.mark.parametrize("role", ["clinician", "director", "biller", "facilitator", "administrator"])
def test_only_admissions_register_and_change(clinic: Clinic, sign_in: SignIn, role: str) -> None:
    web = sign_in(clinic[role])

    assert web.get(reverse("clients:register")).status_code == 403
    assert web.post(page("new_contact", clinic), {"kind": "mobile", "value": "937 555 0111"}).status_code == 403


def test_admissions_of_one_site_cannot_register_at_another(clinic: Clinic, sign_in: SignIn) -> None:
    answer = sign_in(clinic["admissions"]).post(
        reverse("clients:register"), REGISTRATION | {"site": str(clinic.south.pk)}
    )

    assert answer.status_code == 422
    assert "site" in answer.content.decode()
    with acting(clinic["director everywhere"].scope):
        assert not Client.objects.filter(first_name="Noor").exists()


def test_assigning_care_opens_the_record_and_ending_it_closes_it(clinic: Clinic, sign_in: SignIn) -> None:
    supervisor, clinician = sign_in(clinic["supervisor"]), sign_in(clinic["clinician"])
    care = page("care", clinic, "dee")
    assert clinician.get(page("record", clinic, "dee")).status_code == 404

    supervisor.post(care, {"membership": str(clinic["clinician"].membership.pk), "kind": "primary"})
    assert clinician.get(page("record", clinic, "dee")).status_code == 200
    assert clinician.get(care).status_code == 200
    assert clinician.post(care, {"membership": str(clinic["biller"].membership.pk), "kind": "team"}).status_code == 200

    with acting(clinic["supervisor"].scope):
        assignment = CareAssignment.objects.get(client=clinic.clients["dee"])
    supervisor.post(reverse("clients:end_care", args=[clinic.clients["dee"].pk, assignment.pk]))
    assert clinician.get(page("record", clinic, "dee")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "sentence"), [("primary", "a primary clinician already"), ("roster", "Choose until when")]
)
def test_impossible_care_is_refused_in_words(clinic: Clinic, sign_in: SignIn, kind: str, sentence: str) -> None:
    answer = sign_in(clinic["supervisor"]).post(
        page("care", clinic), {"membership": str(clinic["prescriber"].membership.pk), "kind": kind}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_every_change_leaves_a_history_row_with_the_actor(clinic: Clinic, sign_in: SignIn) -> None:
    web, ana = sign_in(clinic["admissions"]), clinic.clients["ana"]
    names = {"first_name": "Ana", "last_name": "López", "preferred_name": "Annie", "pronouns": "", "middle_name": ""}
    assert web.post(page("identity", clinic), names | {"site": str(clinic.north.pk)}).status_code == 302

    with acting(clinic["admissions"].scope):
        history: Any = Client.pgh_event_model.objects.filter(pgh_obj=ana.pk).order_by("pgh_id")  # type: ignore[attr-defined]
        assert [row.preferred_name for row in history] == ["", "Annie"]
        assert history.last().pgh_context["actor"] == str(clinic["admissions"].account.pk)
        assert Client.objects.get(pk=ana.pk).search_key == " lopez ana annie "


def test_json_holds_what_the_reader_may_see(clinic: Clinic, sign_in: SignIn) -> None:
    full = sign_in(clinic["clinician"]).get(page("json", clinic)).json()
    thin = sign_in(clinic["facilitator"]).get(page("json", clinic)).json()

    assert full["birth_date"] == "1990-01-01"
    assert full["address"] == "12 Quiet St"
    assert thin["last_name"] == "López"
    assert "birth_date" not in thin
    assert [event.way for event in events(clinic)] == [Way.EXPORT, Way.EXPORT]


def test_contact_is_encrypted_in_the_table(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    web.post(page("new_contact", clinic), {"kind": "email", "value": "ana@example.org", "message": "nothing"})

    with acting(clinic["admissions"].scope):
        method = ContactMethod.objects.get(client=clinic.clients["ana"])
        raw = ContactMethod.objects.extra(select={"sealed": "value::text"}).values_list("sealed", flat=True)[0]
    assert method.value == "ana@example.org"
    assert b"example.org" not in bytes.fromhex(raw.removeprefix("\\x"))


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("identity", {"first_name": "Anna", "last_name": "López", "site": "north"}),
        ("demographics", {"birth_date": "1990-02-01", "language": "en"}),
    ],
)
def test_a_correction_says_why_and_the_history_keeps_it(
    clinic: Clinic, sign_in: SignIn, form: str, typed: dict[str, str]
) -> None:
    web, ana = sign_in(clinic["admissions"]), clinic.clients["ana"]
    sent = typed | ({"site": str(clinic.north.pk)} if "site" in typed else {})

    refused = web.post(page(form, clinic), sent)
    taken = web.post(page(form, clinic), sent | {"reason": "misread the card"})

    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert taken.status_code == 302
    model: Any = Client if form == "identity" else Demographics
    key = {"pgh_obj": ana.pk} if form == "identity" else {"client": ana.pk}
    with acting(clinic["admissions"].scope):
        last = model.pgh_event_model.objects.filter(**key).order_by("-pgh_id")[0]
        assert last.pgh_context["reason"] == "misread the card"


def test_what_was_typed_is_kept_and_forgotten_once_it_is_sent(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    where = reverse("clients:register")
    mark = re.search(r'name="draft" value="([0-9a-f]+)"', web.get(where).content.decode())
    assert mark
    typed = REGISTRATION | {"site": str(clinic.north.pk), "draft": mark[1]}

    assert web.post(reverse("drafts:save"), typed | {"first_name": "Typed-Halfway"}).status_code == 204
    again = web.get(where).content.decode()
    assert "Typed-Halfway" in again
    assert "We kept what you typed" in again

    assert web.post(where, typed).status_code == 302
    assert "Typed-Halfway" not in web.get(where).content.decode()
