"""Pages of admission: the board, the gates, admitting, leaving, the first day, the list; who may and who may not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.admissions.actions import firstday
from stepwell.admissions.models import Admission, AdmissionItem, ItemDone, MedicationListed, Waiver, Withdrawal
from stepwell.clients.models import Episode
from stepwell.platform.walls.scope import acting
from tests.db.admissions.conftest import Way, make_way
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
Make = Callable[..., Way]
MOST_QUERIES = 14  # the whole request, with session and trail


@pytest.fixture
def way(clinic: Clinic) -> Way:
    return make_way(clinic)


@pytest.fixture
def way_of(clinic: Clinic) -> Make:
    return lambda **facts: make_way(clinic, **facts)


def page(name: str, way: Way, *more: Any) -> str:
    return reverse(f"admissions:{name}", args=[way.client.pk, *more])


def begin_list(way: Way) -> dict[str, AdmissionItem]:
    office = way.clinic["administrator everywhere"]
    with acting(office.scope):
        firstday.begin_items(actor=way.member("administrator everywhere"), at=timezone.now())
        return {item.name: item for item in AdmissionItem.objects.all()}


def test_from_ready_to_the_first_day(way: Way, sign_in: SignIn) -> None:
    items = begin_list(way)
    web = sign_in(way.clinic["admissions"])
    assert "Everything is in place" in web.get(page("client", way)).content.decode()
    assert "Admit" in web.get(reverse("workspace:today")).content.decode()

    answer = web.post(page("admit", way), {"admitted_on": way.today.isoformat()})

    assert answer["Location"] == page("day", way)
    shown = web.get(page("day", way)).content.decode()
    assert f"0 of {len(items)} done" in shown
    assert web.post(page("do", way, items["Shown around"].pk), {"answer": "done"}).status_code == 302
    board = web.get(reverse("admissions:board")).content.decode()
    assert f"1 of {len(items)} done" in board
    with acting(way.clinic["admissions"].scope):
        undo = page("undo", way, Admission.objects.get().pk)
    assert web.post(undo, {"reason": "no"}).status_code == 422
    assert web.post(undo, {"reason": "The wrong Dee was chosen"})["Location"] == page("client", way)
    with acting(way.clinic["admissions"].scope):
        assert not Episode.objects.filter(client=way.client, voided_at=None).exists()


def test_what_is_missing_is_named_with_who_can_mend_it(way_of: Make, sign_in: SignIn) -> None:
    way = way_of(without=("primary", "session"))
    web = sign_in(way.clinic["admissions"])
    shown = web.get(page("client", way)).content.decode()
    assert "2 of 12 to go" in shown
    assert "The supervisor or director can mend it." in shown
    assert reverse("scheduling:client", args=[way.client.pk]) in shown
    answer = web.post(page("admit", way), {"admitted_on": way.today.isoformat()})
    assert answer.status_code == 422
    assert "Primary clinician: Nobody is assigned." in answer.content.decode()
    director = sign_in(way.clinic["director"]).get(page("client", way)).content.decode()
    assert reverse("clients:care", args=[way.client.pk]) in director
    assert "Not shown to you" in director


def test_the_board_says_the_stage_and_what_is_next(way_of: Make, sign_in: SignIn) -> None:
    way = way_of(without=("order", "evaluation", "placement"))
    found = sign_in(way.clinic["admissions"]).get(reverse("admissions:board"))
    columns = {str(column.stage): [row[0].name for row in people] for column, people in found.context["columns"]}
    assert columns["assessment"] == ["Dee Nguyen"]
    assert "Assessment signed" in found.content.decode()
    assert "Book it" in found.content.decode()
    mine = sign_in(way.clinic["admissions"]).get(reverse("admissions:board"), {"whose": "mine"})
    assert all(not people for _, people in mine.context["columns"])


def test_a_gate_is_waived_and_the_waiver_taken_back(way_of: Make, sign_in: SignIn) -> None:
    way = way_of(without=("contact", "policy"))
    web = sign_in(way.clinic["admissions"])
    assert web.post(page("waive_contact", way), {"reason": "no"}).status_code == 422
    assert web.post(page("waive_coverage", way), {"reason": "A scholarship pays"}).status_code == 422
    assert web.post(page("waive_contact", way), {"reason": "Lives in the shelter"}).status_code == 302
    assert "Lives in the shelter" in web.get(page("client", way)).content.decode()
    director = sign_in(way.clinic["director"])
    assert director.post(page("waive_coverage", way), {"reason": "A scholarship pays"}).status_code == 302
    with acting(way.clinic["admissions"].scope):
        made = Waiver.objects.get(gate="contact")
    assert web.post(page("take_back", way, made.pk), {"reason": "They gave us a number"}).status_code == 302
    assert "Taken back: They gave us a number" in web.get(page("client", way)).content.decode()


def test_who_does_not_start_leaves_the_way_and_comes_back(way: Way, sign_in: SignIn) -> None:
    web = sign_in(way.clinic["admissions"])
    assert web.post(page("leave", way), {"why": "other"}).status_code == 422
    assert web.post(page("leave", way), {"why": "unwanted", "words": "x" * 10_000}).status_code == 422
    assert web.post(page("leave", way), {"why": "unwanted", "words": "After the holidays"}).status_code == 302
    shown = web.get(page("client", way)).content.decode()
    assert "Does not start: No longer wants it." in shown
    assert "No longer wants it" in web.get(reverse("admissions:board")).content.decode()
    assert web.get(page("come_back", way)).status_code == 200
    assert web.post(page("come_back", way)).status_code == 302
    with acting(way.clinic["admissions"].scope):
        assert Withdrawal.objects.get().resumed_at
    assert web.post(page("come_back", way)).status_code == 422


def test_who_does_not_start_needs_no_primary_clinician(way_of: Make, sign_in: SignIn) -> None:
    way = way_of(without=("primary",))
    admissions, today = sign_in(way.clinic["admissions"]), reverse("workspace:today")
    care = reverse("clients:care", args=[way.client.pk])
    assert care in sign_in(way.clinic["director"]).get(today).content.decode()
    admissions.post(page("leave", way), {"why": "unwanted", "words": "After the holidays"})
    assert care not in sign_in(way.clinic["director"]).get(today).content.decode()
    admissions.post(page("come_back", way))
    assert care in sign_in(way.clinic["director"]).get(today).content.decode()


def test_the_assessment_is_booked_with_somebody(way_of: Make, sign_in: SignIn) -> None:
    way = way_of(without=("evaluation", "placement", "order"))
    web = sign_in(way.clinic["admissions"])
    day = (timezone.now() + timedelta(days=8)).date().isoformat()
    typed = {"program": way.program.pk, "day": day, "at_time": "10:00", "minutes": 90, "mode": "video", "room": ""}
    assert web.post(page("book", way), {**typed, "leader": ""}).status_code == 422
    with_them = way.clinic["clinician"].membership.pk
    assert web.post(page("book", way), {**typed, "leader": with_them})["Location"] == page("client", way)
    assert "It is booked for" in web.get(page("client", way)).content.decode()


def test_answers_are_asked_in_words_and_may_be_undone(way: Way, sign_in: SignIn) -> None:
    items = begin_list(way)
    web = sign_in(way.clinic["admissions"])
    naloxone, brought = items["Naloxone offered"], items["Medications in their containers listed"]
    assert web.get(page("do", way, naloxone.pk)).status_code == 200
    assert web.post(page("do", way, naloxone.pk), {"answer": "done"}).status_code == 422
    assert web.post(page("do", way, naloxone.pk), {"answer": "done", "words": "Took a kit"}).status_code == 302
    assert web.post(page("do", way, naloxone.pk), {"answer": "done", "words": "Took a kit"}).status_code == 422
    assert web.post(page("do", way, brought.pk), {"answer": "done"}).status_code == 422
    container = {"name": "Sertraline", "strength": "50 mg", "counted": "27.50", "kept": "client"}
    assert web.post(page("new_container", way), {**container, "counted": "many"}).status_code == 422
    assert web.post(page("new_container", way), {**container, "filled_on": "2099-01-01"}).status_code == 422
    assert web.post(page("new_container", way), container).status_code == 302
    assert web.post(page("do", way, brought.pk), {"answer": "done"}).status_code == 302
    shown = web.get(page("day", way)).content.decode()
    assert "27.5 counted" in shown
    assert "Took a kit" in shown
    with acting(way.clinic["admissions"].scope):
        done = ItemDone.objects.get(item=naloxone)
        listed = MedicationListed.objects.get()
    assert web.post(page("undo_item", way, done.pk), {"reason": "Another client’s answer"}).status_code == 302
    assert web.post(page("void_container", way, listed.pk), {"reason": "Another client’s bag"}).status_code == 302
    shown = web.get(page("day", way)).content.decode()
    assert "<s>Took a kit</s>" in shown
    assert "<s>Sertraline 50 mg</s>" in shown


def test_administrators_keep_the_list(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["administrator everywhere"])
    items = reverse("admissions:items")
    assert "Begin with our list" in web.get(items).content.decode()
    assert web.post(items).status_code == 302
    assert "Naloxone offered" in web.get(items).content.decode()
    new = {"name": "Parking explained", "hint": "", "kind": "tick"}
    assert web.post(reverse("admissions:new_item"), new).status_code == 302
    assert web.post(reverse("admissions:new_item"), new).status_code == 422
    with acting(clinic["administrator everywhere"].scope):
        item = AdmissionItem.objects.get(name="Parking explained")
    typed = {"version": 1, "name": "Parking and bus explained", "hint": "", "position": 3}
    assert web.post(reverse("admissions:item", args=[item.pk]), typed).status_code == 302
    stale = web.post(reverse("admissions:item", args=[item.pk]), typed | {"name": "Bus explained"})
    assert stale.status_code == 422
    assert "Now there: Parking and bus explained" in stale.content.decode()
    assert web.post(reverse("admissions:end_item", args=[item.pk])).status_code == 302
    assert "Not asked since" in web.get(items).content.decode()

    of_a_site = sign_in(clinic["administrator"])
    shown = of_a_site.get(items).content.decode()
    assert ("Naloxone offered" in shown, "Add an item" in shown) == (True, False)
    assert of_a_site.post(reverse("admissions:new_item"), new | {"name": "Bus"}).status_code == 403


@pytest.mark.parametrize(
    ("who", "board", "gates", "day"),
    [
        ("admissions", 200, 200, 200),
        ("director", 200, 200, 200),
        ("supervisor", 200, 200, 200),
        ("clinician", 403, 200, 200),
        ("prescriber", 403, 200, 200),
        ("biller", 403, 403, 403),
        ("utilization", 403, 200, 403),
        ("collector", 403, 403, 403),
        ("administrator", 403, 403, 403),
    ],
)
def test_who_may_open_what(way: Way, sign_in: SignIn, who: str, board: int, gates: int, day: int) -> None:
    web = sign_in(way.clinic[who])
    codes = [web.get(url).status_code for url in (reverse("admissions:board"), page("client", way), page("day", way))]
    assert codes == [board, gates, day]


def test_others_find_nothing(way: Way, other: Clinic, sign_in: SignIn) -> None:
    for person in (other["admissions"], way.clinic["director south"]):
        web = sign_in(person)
        for name in ("client", "day"):
            assert web.get(page(name, way)).status_code == 404
        assert str(way.client.pk) not in web.get(reverse("admissions:board")).content.decode()
    stranger = sign_in(other["admissions"])
    assert stranger.post(page("admit", way), {"admitted_on": "2026-03-02"}).status_code == 404


def test_no_more_queries_for_more_people(
    way: Way, clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    begin_list(way)
    web = sign_in(clinic["admissions"])
    counts = []
    for name in ("", "bo"):
        if name:
            make_way(clinic, name=name, without=("notices", "session", "primary"))
        for url in (reverse("admissions:board"), page("client", way), page("day", way)):
            with django_assert_max_num_queries(MOST_QUERIES) as counted:
                assert web.get(url).status_code == 200
            counts.append(len(counted))
    assert counts[:3] == counts[3:]
