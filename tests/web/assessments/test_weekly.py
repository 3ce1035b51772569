"""In Settings: what a program asks every week; on the list of what is due: when its links go out."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stepwell.assessments.models import MeasureSchedule, WeeklyMeasures
from stepwell.clients.models import ContactMethod, Episode
from stepwell.people.models import Program
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

SENT = {"instruments": ["phq-9", "gad-7"], "sends_links": "on", "weekday": "1", "hour": "10", "version": "1"}


@pytest.fixture
def program(clinic: Clinic) -> Program:
    """A program at the north."""
    with acting(clinic["administrator everywhere"].scope):
        return Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )


def page_of(program: Program) -> str:
    return f"/settings/programs/{program.pk}/measures/"


def rows(clinic: Clinic) -> list[tuple[Any, ...]]:
    with acting(clinic.system()):
        return list(WeeklyMeasures.objects.values_list("instruments", "sends_links", "weekday", "hour"))


def test_an_administrator_of_the_site_says_what_is_asked_and_when(
    clinic: Clinic, sign_in: SignIn, program: Program
) -> None:
    web = sign_in(clinic["administrator"])
    assert page_of(program) in web.get(f"/settings/programs/{program.pk}/").content.decode()
    assert "Nothing is said yet" in web.get(page_of(program)).content.decode()

    answer: Any = web.post(page_of(program), SENT)

    assert (answer.status_code, answer.url) == (302, f"/settings/programs/{program.pk}/")
    assert rows(clinic) == [(["phq-9", "gad-7"], True, 1, 10)]
    assert web.post(page_of(program), {**SENT, "sends_links": "", "weekday": "3"}).status_code == 302
    assert rows(clinic) == [(["phq-9", "gad-7"], False, 3, 10)]
    history = web.get(f"{page_of(program)}history/").content.decode()
    assert all(words in history for words in ("Administrator", "phq-9, gad-7", "Tuesday", "Thursday", "10 AM"))
    assert "another record" not in history


def test_whoever_configures_another_site_or_nothing_changes_nothing(
    clinic: Clinic, sign_in: SignIn, program: Program
) -> None:
    assert sign_in(clinic["clinician"]).get(page_of(program)).status_code == 403
    assert sign_in(clinic["administrator south"]).post(page_of(program), SENT).status_code == 422
    assert rows(clinic) == []


@pytest.mark.parametrize("wrong", [{"weekday": "7"}, {"hour": "3"}, {"instruments": ["c-ssrs"]}, {"version": ""}])
def test_what_cannot_be_is_refused_at_its_field(
    clinic: Clinic, sign_in: SignIn, program: Program, wrong: dict[str, Any]
) -> None:
    assert sign_in(clinic["administrator"]).post(page_of(program), {**SENT, **wrong}).status_code == 422
    assert rows(clinic) == []


def test_the_slower_of_two_sees_what_the_other_wrote(clinic: Clinic, sign_in: SignIn, program: Program) -> None:
    web = sign_in(clinic["administrator"])
    web.post(page_of(program), SENT)
    web.post(page_of(program), SENT)

    answer = web.post(page_of(program), {**SENT, "hour": "15"})

    assert answer.status_code == 422
    assert "Now there: 10 AM" in answer.content.decode()


@pytest.mark.parametrize(
    ("sends", "mail", "words"),
    [
        ("on", True, "A link goes out by itself on Tuesday from 10 AM"),
        ("", True, "Not sent: this program sends no links by itself"),
        ("on", False, "Not sent: no safe e-mail address"),
    ],
)
def test_the_list_says_when_links_go_out_and_why_not(
    clinic: Clinic, sign_in: SignIn, program: Program, sends: str, mail: bool, words: str,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    sign_in(clinic["administrator"]).post(page_of(program), {**SENT, "sends_links": sends})
    web, ana = sign_in(clinic["clinician"]), clinic.clients["ana"]
    owned = {"organization": clinic.organization, "client": ana}
    day = timezone.now().date() - timedelta(days=3)
    with acting(clinic["admissions"].scope):
        Episode.objects.create(**owned, program=program, opened_on=day, opened_by=clinic["admissions"].membership)
        if mail:
            ContactMethod.objects.create(
                **owned, kind="email", value="ana@mail.example", value_index=b"y" * 16, is_safe=True
            )
    with acting(clinic.system()):
        MeasureSchedule.objects.create(**owned, instrument="phq-9", every_days=7, from_on=day)
    web.get("/measures/due/")

    with django_assert_max_num_queries(12):
        assert words in web.get("/measures/due/").content.decode()
    assert words in web.get("/").content.decode()
    assert "asked of everybody in the program" in web.get(f"/clients/{ana.pk}/measures/").content.decode()
