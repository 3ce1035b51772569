"""The pages of placement: writing, answering, deciding, co-signing, ordering; who may and who may not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.people.models import Program
from stepwell.placement.models import Placement, ServicesOrder
from stepwell.placement.vocabulary import Stop
from stepwell.platform.walls.scope import acting
from tests.db.placement.test_placing import NO_STOPS, cosign, decide, license_, order, program, written
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
__all__ = ["program"]
MOST_QUERIES = 22  # the whole request, with session and trail


def page(name: str, clinic: Clinic, *more: Any, client: str = "ana") -> str:
    return reverse(f"placement:{name}", args=[clinic.clients[client].pk, *more])


def typed(program: Program, **changed: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "version": 1, "recommended": "2.1", "decided": "2.1", "program": program.pk, "reason": "Cravings most evenings",
        **{f"rating_{n}": 1 for n in range(1, 7)}, **{f"stop_{stop}": "no" for stop in Stop},
    }  # fmt: skip
    return whole | changed


def shown_in(text: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def begun(web: Client, clinic: Clinic) -> str:
    answer = web.post(page("begin", clinic), {"kind": "admission", "edition": "4"})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_from_the_first_question_to_the_order(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    license_(clinic, "clinician")
    web = sign_in(clinic["clinician"])
    edit = begun(web, clinic)
    assert "Substance use-related risks" in web.get(edit).content.decode()

    read = web.post(edit, typed(program))["Location"]
    text = web.get(read).content.decode()
    answer = web.post(read, {"shown": shown_in(text), "signature_typed": "Cleo Clinician"})
    assert answer["Location"] == page("overview", clinic)
    ordered = web.post(
        page("new_order", clinic),
        {"starts_on": "2099-01-01", "hours": "9", "days_min": 3, "days_max": 5, "reason": "As placed"},
    )
    assert ordered.status_code == 422  # too far ahead
    today = web.get(page("new_order", clinic)).context["form"].initial["starts_on"]
    form = {"starts_on": today, "hours": "9.5", "days_min": 3, "days_max": 5, "reason": "As placed",
            "minutes_individual": 60, "per_individual": "week"}  # fmt: skip
    assert web.post(page("new_order", clinic), form).status_code == 302
    shown = web.get(page("overview", clinic)).content.decode()
    assert "9.5 hours a week on 3 to 5 days" in shown
    assert "Individual sessions: 60 minutes a week" in shown
    assert "Together 1 of 9.5 hours a week" in shown


def test_gaps_are_named_and_nothing_can_be_signed(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])
    edit = begun(web, clinic)
    read = web.post(edit, typed(program, rating_3="", rating_4=3, stop_home="yes"))["Location"]

    text = web.get(read).content.decode()

    assert {code for code in ("PLC-001", "PLC-002", "PLC-004") if code in text} == {"PLC-001", "PLC-002", "PLC-004"}
    assert "Decide and sign" not in text
    web.post(read, {"shown": "0" * 64, "signature_typed": "Cleo"})
    with acting(clinic["clinician"].scope):
        assert Placement.objects.get().decided_at is None


def test_somebody_licensed_answers_for_what_stops_it(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    license_(clinic, "supervisor")
    placement = written(clinic, program, stops={**NO_STOPS, "home": "yes"})
    web = sign_in(clinic["supervisor"])

    assert "Is the home unsafe" in web.get(page("override", clinic, placement.pk)).content.decode()
    short = web.post(page("override", clinic, placement.pk), {"reason": "fine"})
    assert short.status_code == 422
    answer = web.post(page("override", clinic, placement.pk), {"reason": "She moves to her sister tomorrow."})
    assert answer["Location"] == page("placement", clinic, placement.pk)
    assert "PLC-004" not in web.get(answer["Location"]).content.decode()


def test_a_cosignature_waits_on_today_and_is_given(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    license_(clinic, "supervisor")
    placement = written(clinic, program)
    decide(clinic, placement)
    web = sign_in(clinic["supervisor"])
    assert "for your co-signature" in web.get("/").content.decode()

    text = web.get(page("cosign", clinic, placement.pk)).content.decode()
    answer = web.post(
        page("cosign", clinic, placement.pk), {"shown": shown_in(text), "signature_typed": "Sue Supervisor"}
    )

    assert answer.status_code == 302
    assert "for your co-signature" not in web.get("/").content.decode()


def test_a_draft_waits_on_today(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    written(clinic, program)

    assert "1 placement to finish" in sign_in(clinic["clinician"]).get("/").content.decode()
    assert "to finish" not in sign_in(clinic["supervisor"]).get("/").content.decode()


def test_two_people_at_the_same_draft(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    placement = written(clinic, program)
    web = sign_in(clinic["clinician"])

    answer = web.post(page("edit", clinic, placement.pk), typed(program, version=1, reason="Mine"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "EDIT-001" in text or "Somebody changed this" in text
    assert "Now there: Cravings most evenings; safe at home." in text
    assert web.post(page("edit", clinic, placement.pk), typed(program, version=2, reason="Mine")).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [{"rating_1": "5"}, {"reason": "x" * 10_000}, {"words_1": "x" * 10_000}, {"decided": "9"}, {"stop_home": "maybe"},
     {"program": "nonsense"}, {"version": ""}],
)  # fmt: skip
def test_bad_input_is_said_and_nothing_is_written(
    clinic: Clinic, program: Program, sign_in: SignIn, changed: dict[str, str]
) -> None:
    placement = written(clinic, program)

    answer = sign_in(clinic["clinician"]).post(page("edit", clinic, placement.pk), typed(program, version=2) | changed)

    assert answer.status_code == 422
    with acting(clinic["clinician"].scope):
        assert Placement.objects.get().version == 2


@pytest.mark.parametrize(
    ("who", "status", "reads"),
    [("clinician", 200, True), ("supervisor", 200, True), ("auditor", 200, True), ("admissions", 200, False),
     ("utilization", 200, True), ("biller", 200, False), ("case_manager", 200, False),
     ("administrator", 403, False), ("director south", 404, False)],
)  # fmt: skip
def test_who_sees_what(clinic: Clinic, program: Program, sign_in: SignIn, who: str, status: int, reads: bool) -> None:
    license_(clinic, "clinician")
    placement = written(clinic, program)
    decide(clinic, placement)
    order(clinic)
    web = sign_in(clinic[who])

    answer = web.get(page("overview", clinic))

    assert answer.status_code == status
    if status == 200:
        text = answer.content.decode()
        assert "2.1, intensive outpatient" in text
        assert "9 hours a week" in text
        assert ("Ratings side by side" in text) is reads
    assert (web.get(page("placement", clinic, placement.pk)).status_code == 200) is reads


def test_who_sees_it_in_an_emergency_only_is_not_told_that_there_is_none(
    clinic: Clinic, program: Program, sign_in: SignIn
) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))

    text = sign_in(clinic["facilitator"]).get(page("overview", clinic)).content.decode()

    assert "Closed to you for this client" in text
    assert "No level of care is decided" not in text
    assert "Nothing is ordered" not in text


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, program: Program, sign_in: SignIn) -> None:
    placement = written(clinic, program)
    web = sign_in(other["prescriber everywhere"])

    for name in ("overview", "begin", "new_order"):
        assert web.get(page(name, clinic)).status_code == 404
    for name in ("placement", "edit", "override", "cosign", "void"):
        assert web.get(page(name, clinic, placement.pk)).status_code == 404


@pytest.mark.parametrize("who", ["supervisor", "utilization", "admissions", "auditor"])
def test_who_reads_may_not_write(clinic: Clinic, program: Program, sign_in: SignIn, who: str) -> None:
    placement = written(clinic, program)
    web = sign_in(clinic[who])

    assert web.get(page("begin", clinic)).status_code == 403
    assert web.post(page("edit", clinic, placement.pk), typed(program)).status_code == 403
    assert web.post(page("new_order", clinic), {}).status_code == 403


def test_orders_end_and_are_set_aside(clinic: Clinic, program: Program, sign_in: SignIn) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    made = order(clinic)
    web = sign_in(clinic["clinician"])

    assert web.post(page("end_order", clinic, made.pk), {"ends_on": "2026-03-01", "version": 1}).status_code == 422
    assert web.post(page("end_order", clinic, made.pk), {"ends_on": "2026-03-30", "version": 1}).status_code == 302
    assert web.post(page("void_order", clinic, made.pk), {"reason": "It was Bo, not Ana."}).status_code == 302
    assert "It was Bo, not Ana." in web.get(page("overview", clinic)).content.decode()
    with acting(clinic["clinician"].scope):
        assert ServicesOrder.objects.get().voided_at


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_overview_takes_as_many_queries_for_three_as_for_one(
    clinic: Clinic,
    program: Program,
    sign_in: SignIn,
    rounds: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    license_(clinic, "supervisor")
    for _ in range(rounds):
        placement = written(clinic, program)
        decide(clinic, placement)
        cosign(clinic, placement)
    web = sign_in(clinic["clinician"])
    web.get(page("overview", clinic))

    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(page("overview", clinic))
