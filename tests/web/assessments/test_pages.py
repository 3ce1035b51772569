"""Measures in the chart: asked by owner, colleague and stranger."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Web
from django.utils import timezone

from stepwell.assessments.models import Discussion, MeasureRequest, MeasureSchedule, Response
from stepwell.clients.models import CareAssignment, ContactMethod
from stepwell.crisis.models import CrisisEvent
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

NINE = {f"q{number}": 1 for number in range(1, 9)} | {"q9": 0, "q10": 1}


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Web:
    """A browser of Ana's primary clinician."""
    return sign_in(clinic["clinician"])


def today() -> str:
    """Return the clinic's day, which near midnight is not that of the server."""
    return timezone.now().astimezone(ZoneInfo("America/New_York")).date().isoformat()


def of(clinic: Clinic, rest: str = "", client: str = "ana") -> str:
    return f"/clients/{clinic.clients[client].pk}/measures/{rest}"


def give(web: Web, clinic: Clinic, **changes: Any) -> Any:
    sent = {**NINE, "way": "screen", "taken_on": today(), **changes}
    return web.post(of(clinic, "give/phq-9/"), {name: value for name, value in sent.items() if value is not None})


def rows(clinic: Clinic, model: Any = Response) -> list[Any]:
    with acting(clinic.system()):
        return list(model.objects.all())


def test_an_instrument_is_asked_scored_and_shown(clinic: Clinic, web: Web) -> None:
    assert web.get(of(clinic, "give/phq-9/")).status_code == 200

    answer = give(web, clinic)

    (row,) = rows(clinic)
    assert (answer.status_code, answer.url) == (302, of(clinic, f"{row.pk}/"))
    page = web.get(answer.url).content.decode()
    assert "PHQ-9: 8, mild" in page
    assert "PHQ-9 is 8, mild" in web.get(of(clinic)).content.decode()


def test_a_question_passed_over_is_asked_for_once_more_and_may_be_declined(clinic: Clinic, web: Web) -> None:
    answer = give(web, clinic, q3=None)

    assert answer.status_code == 422
    assert "Not answered yet" in answer.content.decode()
    assert rows(clinic) == []
    assert give(web, clinic, q3=None, leaves_out="on").status_code == 302
    assert [(row.total, row.missing) for row in rows(clinic)] == [(None, ["q3"])]


@pytest.mark.parametrize("changes", [{"q1": "7"}, {"taken_on": "2999-01-01"}, {"taken_on": ""}, {"way": "fax"}])
def test_odd_input_writes_nothing(clinic: Clinic, web: Web, changes: dict[str, str]) -> None:
    assert give(web, clinic, **changes).status_code == 422
    assert rows(clinic) == []


def test_an_instrument_that_is_not_there_is_not_found(clinic: Clinic, web: Web) -> None:
    assert web.get(of(clinic, "give/bdi/")).status_code == 404


def test_a_critical_answer_leads_to_the_crisis_it_opened(clinic: Clinic, web: Web) -> None:
    answer = give(web, clinic, q9="2")

    (event,) = rows(clinic, CrisisEvent)
    assert answer.status_code == 302
    assert str(event.pk) in answer.url


def test_colleagues_and_strangers_see_what_they_may(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    give(sign_in(clinic["clinician"]), clinic)
    (row,) = rows(clinic)

    def seen(who: Any, where: str) -> int:
        return sign_in(who).get(where).status_code

    for where in (of(clinic), of(clinic, f"{row.pk}/")):
        assert seen(clinic["supervisor"], where) == 200
        assert seen(clinic["clinician south"], where) == 404
        assert seen(other["clinician"], where) == 404
        assert [seen(clinic[role], where) for role in ("biller", "admissions", "collector")] == [403, 403, 403]
    assert seen(clinic["supervisor"], of(clinic, "give/phq-9/")) == 403
    assert "Ask PHQ-9" not in sign_in(clinic["supervisor"]).get(of(clinic)).content.decode()


def test_one_who_reads_a_chart_and_does_not_write_it_is_told_so(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.create(
            organization=clinic.organization, client=clinic.clients["bo"], kind="team",
            membership=clinic["clinician"].membership, starts_at=timezone.now() - timedelta(days=1),
        )  # fmt: skip
    web = sign_in(clinic["clinician"])

    answer = web.post(of(clinic, "give/phq-9/", "bo"), {**NINE, "way": "screen", "taken_on": today()})

    assert answer.status_code == 422
    assert "may read this chart and not write it" in answer.content.decode()


def test_a_result_is_discussed_and_leaves_today(clinic: Clinic, web: Web) -> None:
    give(web, clinic, q9="1")
    (row,) = rows(clinic)
    assert "1 answer to look at" in web.get("/").content.decode()
    sent = {"discussed_on": today(), "words": "Went over it.", "outcome": "changed", "because": "Sleep comes first."}

    assert web.post(of(clinic, f"{row.pk}/discussion/"), {**sent, "because": " "}).status_code == 422
    assert web.post(of(clinic, f"{row.pk}/discussion/"), {**sent, "words": "x" * 10_000}).status_code == 422
    assert web.post(of(clinic, f"{row.pk}/discussion/"), sent).status_code == 302

    assert [(one.outcome, one.because) for one in rows(clinic, Discussion)] == [("changed", "Sleep comes first.")]
    assert "to look at</h2>" not in web.get("/").content.decode()


def test_a_result_is_set_aside_with_a_reason(clinic: Clinic, web: Web) -> None:
    give(web, clinic)
    (row,) = rows(clinic)

    assert web.post(of(clinic, f"{row.pk}/setting-aside/"), {"reason": "no"}).status_code == 422
    assert web.post(of(clinic, f"{row.pk}/setting-aside/"), {"reason": "another client's form"}).status_code == 302

    page = web.get(of(clinic)).content.decode()
    assert "another client&#x27;s form" in page
    assert "PHQ-9 is 8" not in page


def test_the_code_of_a_link_is_shown_once(clinic: Clinic, web: Web) -> None:
    assert web.get(of(clinic, "link/")).status_code == 200
    due = today()

    answer = web.post(of(clinic, "link/"), {"instruments": ["phq-9", "gad-7"], "due_on": due, "link": "hand"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    (asked,) = rows(clinic, MeasureRequest)
    assert asked.instruments == ["phq-9/1", "gad-7/1"]
    page = web.get(of(clinic)).content.decode()
    assert "PHQ-9, GAD-7" in page
    assert web.post(
        of(clinic, f"links/{asked.pk}/withdrawal/"), {"reason": "the client has no phone"}
    ).status_code == 302  # fmt: skip


def test_what_is_due_is_sent_to_everybody_with_a_safe_address_in_one_go(clinic: Clinic, web: Web) -> None:
    sent = {"instrument": "phq-9", "every_days": "7", "from_on": today()}
    assert web.post(of(clinic, "schedule/"), {**sent, "every_days": "0"}).status_code == 422
    assert web.post(of(clinic, "schedule/"), sent).status_code == 302
    assert "Hand over a code" in web.get("/measures/due/").content.decode()
    with acting(clinic["admissions"].scope):
        ContactMethod.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], kind="email", value="ana@mail.example",
            value_index=b"y" * 16, is_safe=True,
        )  # fmt: skip

    assert "Send 1 link" in web.get("/measures/due/").content.decode()
    assert web.post("/measures/due/").status_code == 302
    assert web.post("/measures/due/").status_code == 302  # asked already: not twice

    assert [message.recipient for message in rows(clinic, OutboxMessage)] == ["ana@mail.example"]
    assert "Link open since" in web.get("/").content.decode()


def test_why_no_link_goes_out_by_itself_is_said(clinic: Clinic, web: Web) -> None:
    web.post(
        of(clinic, "schedule/"), {"instrument": "phq-9", "every_days": "7", "from_on": today(), "sends_link": "on"}
    )

    assert "Not sent: not in care now" in web.get("/measures/due/").content.decode()
    assert "a link goes by itself" in web.get(of(clinic)).content.decode()


def test_a_schedule_is_ended_with_a_day(clinic: Clinic, web: Web) -> None:
    day = today()
    web.post(of(clinic, "schedule/"), {"instrument": "gad-7", "every_days": "7", "from_on": day})
    (row,) = rows(clinic, MeasureSchedule)

    assert web.post(of(clinic, f"schedules/{row.pk}/ending/"), {"on": day}).status_code == 302
    assert [one.to_on.isoformat() for one in rows(clinic, MeasureSchedule)] == [day]


@pytest.mark.parametrize("times", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_results(
    clinic: Clinic, web: Web, times: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(times):
        give(web, clinic)
    web.get(of(clinic))

    with django_assert_max_num_queries(12):
        web.get(of(clinic))
