"""The census and the hours of a week: who may open them, what they show, and what they leave out."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.crisis.models import CrisisEvent
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.workspace.conftest import Ward
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
CENSUS, HOURS, FILE = "/census/", "/census/hours/", "/census/hours.csv"
MOST_QUERIES = 12


def today() -> date:
    return timezone.now().astimezone(ZoneInfo("America/New_York")).date()


def monday(*, weeks: int = 0) -> date:
    return today() - timedelta(days=today().weekday(), weeks=weeks)


def make_ward(clinic: Clinic, *names: str) -> Ward:
    """Return people in care for weeks, with a group of nine hours this week and last week; last week is taken."""
    ward = Ward(clinic)
    for start in (monday(weeks=1), monday()):
        for number in (0, 2, 4):
            ward.meet(start + timedelta(days=number))
    for name in names:
        ward.admit(name, on=monday(weeks=6))
        ward.order(name, on=monday(weeks=6))
        ward.join(name, on=monday(weeks=6))
        for number in (0, 2, 4):
            ward.take(name, monday(weeks=1) + timedelta(days=number), 0 if name == "bo" and number else 180)
    return ward


@pytest.fixture
def ward(clinic: Clinic) -> Ward:
    return make_ward(clinic, "ana", "bo")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_director_sees_everybody_of_the_site(ward: Ward, sign_in: SignIn) -> None:
    ward.program("South", site="south")
    ward.admit("cy", program="South", on=monday())
    shown = text(sign_in(ward.clinic["director"]).get(CENSUS))

    assert "2 in care" in shown
    assert "Ana López" in shown
    assert "Bo O&#x27;Neill" in shown
    assert "Cy López" not in shown
    assert "1 in person, 2 absent, not excused" in shown
    assert "Level 2.1" in shown
    assert ">Census</h1>" in shown


def test_the_other_organization_is_not_there(ward: Ward, other: Clinic, sign_in: SignIn) -> None:
    theirs = make_ward(other, "ana")
    with acting(theirs.clinic["admissions everywhere"].scope):
        type(theirs.client("ana")).objects.filter(pk=theirs.client("ana").pk).update(record_number="99999")

    for page in (CENSUS, HOURS + "?outcome=", FILE):
        assert "99999" in text(sign_in(other["director"]).get(page))
        assert "99999" not in text(sign_in(ward.clinic["director everywhere"]).get(page))


def test_a_clinician_sees_the_own_caseload(ward: Ward, sign_in: SignIn) -> None:
    web = sign_in(ward.clinic["clinician"])
    shown = text(web.get(CENSUS))

    assert ">My caseload</h1>" in shown
    assert "Ana López" in shown
    assert "O&#x27;Neill" not in shown
    assert "Only clients whose schedule and attendance you may see." in text(web.get(HOURS))
    assert "1 of your clients in care" in text(web.get("/"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("director", 200), ("auditor", 200), ("privacy", 200), ("facilitator", 200), ("collector", 403),
     ("administrator", 403)],
)  # fmt: skip
def test_who_may_open_the_census(ward: Ward, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(ward.clinic[who]).get(CENSUS).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("supervisor", 200), ("biller", 200), ("privacy", 403), ("utilization", 200), ("admissions", 403)],
)
def test_who_may_open_the_hours(ward: Ward, sign_in: SignIn, who: str, status: int) -> None:
    web = sign_in(ward.clinic[who])
    assert (web.get(HOURS).status_code, web.get(FILE).status_code) == (status, status)


def test_what_somebody_may_not_see_has_no_column(ward: Ward, sign_in: SignIn) -> None:
    shown = text(sign_in(ward.clinic["privacy"]).get(CENSUS))

    assert "Ana López" in shown
    assert "Primary" in shown
    for head in ("Hours this week", "Last sessions", "Next due", "Short this week"):
        assert head not in shown


def test_what_is_hidden_of_one_client_is_not_told_as_none(ward: Ward, sign_in: SignIn) -> None:
    shown = text(sign_in(ward.clinic["utilization"]).get(CENSUS))

    assert "9 of 9 h planned" in shown  # Bo: the schedule is seen, attendance is not
    assert "not shown to you" in shown


def test_nobody_is_told_that_nobody_is_in_care_where_they_cannot_see(ward: Ward, sign_in: SignIn) -> None:
    shown = text(sign_in(ward.clinic["facilitator"]).get(CENSUS))

    assert "while an emergency access runs" in shown
    assert "Nobody is in care" not in shown


def test_an_open_crisis_is_flagged(ward: Ward, sign_in: SignIn) -> None:
    director = ward.clinic["director"]
    with acting(director.scope):
        CrisisEvent.objects.create(
            organization=ward.clinic.organization, client=ward.client("ana"), opened_at=timezone.now(),
            opened_by=director.membership, source="staff", kind="suicide", tier="high",
        )  # fmt: skip
    assert "Crisis open, high" in text(sign_in(director).get(CENSUS))


def test_filters_narrow(ward: Ward, sign_in: SignIn) -> None:
    ward.program("Morning")
    ward.admit("dee", program="Morning", on=today())
    ward.order("dee", on=today())
    web = sign_in(ward.clinic["director"])
    clinician, evening = ward.clinic["clinician"].membership.pk, ward.programs["Evening"].pk

    def found(query: str) -> set[str]:
        shown = text(web.get(f"{CENSUS}?{query}"))
        return {name for name in ("ana", "bo", "dee") if f"/clients/{ward.client(name).pk}/" in shown}

    assert found("") == {"ana", "bo", "dee"}
    assert found(f"program={evening}") == {"ana", "bo"}
    assert found(f"primary={clinician}") == {"ana"}
    assert found("primary=nobody") == {"bo", "dee"}
    assert found("show=short") == {"dee"}
    assert found(f"show=short&program={evening}") == set()
    assert found("page=2") == set()


@pytest.mark.parametrize(
    "query", ["site=x", "program=x", "show=everything", "sort=x';--", f"primary={'x' * 10_000}", "show=%00"]
)
def test_what_cannot_be_read_narrows_nothing_and_says_so(ward: Ward, sign_in: SignIn, query: str) -> None:
    response = sign_in(ward.clinic["director everywhere"]).get(f"{CENSUS}?{query}")

    assert response.status_code in (200, 422)
    assert "Ana López" in text(response)


@pytest.mark.parametrize("query", ["back=99", "back=x", "program=x", "outcome=x", "back=%F0%9F%98%80"])
def test_a_week_that_cannot_be_read_is_the_last_full_one(ward: Ward, sign_in: SignIn, query: str) -> None:
    response = sign_in(ward.clinic["director"]).get(f"{HOURS}?{query}")

    assert response.status_code == 422
    assert f"{monday(weeks=1):%b} {monday(weeks=1).day}" in text(response)


def test_hours_of_the_last_full_week(ward: Ward, sign_in: SignIn) -> None:
    web = sign_in(ward.clinic["director"])
    shown = text(web.get(HOURS))

    assert "1 of 2" in shown
    assert "50%" in shown
    assert "Bo O&#x27;Neill" in shown
    assert "absent 6 h" in shown
    assert "Ana López" not in shown
    assert "Ana López" in text(web.get(f"{HOURS}?outcome=reached"))
    assert "Bo O&#x27;Neill" in text(web.get(f"{HOURS}?outcome=absent"))
    assert "No client’s week came out like that" in text(web.get(f"{HOURS}?outcome=cancelled"))
    assert "Nobody was in care that week" in text(web.get(f"{HOURS}?back=12"))


def test_the_file_holds_everybody_and_is_recorded_as_an_export(ward: Ward, sign_in: SignIn) -> None:
    response = sign_in(ward.clinic["director"]).get(f"{FILE}?back=1")
    lines = response.content.decode("utf-8-sig").splitlines()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Ana" not in response["Content-Disposition"]
    assert len(lines) == 3
    assert "Bo O'Neill,Short,540,540,180,360,Absent,,1,0" in lines[2]
    with acting(ward.clinic["privacy everywhere"].scope):
        event = AccessEvent.objects.get(page="workspace:hours_csv")
    assert (event.way, event.count) == ("export", 2)


def test_the_census_records_how_many_it_showed(ward: Ward, sign_in: SignIn) -> None:
    sign_in(ward.clinic["director"]).get(CENSUS)

    with acting(ward.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.get(page="workspace:census").count == 2


def test_today_leads_into_the_census(ward: Ward, sign_in: SignIn) -> None:
    ward.admit("dee", on=today())
    ward.order("dee", on=today())
    shown = text(sign_in(ward.clinic["director"]).get("/"))

    assert "3 in care" in shown
    assert "1 is short of the hours ordered this week" in shown
    assert "in care</h2>" not in text(sign_in(ward.clinic["biller"]).get("/"))


@pytest.mark.parametrize("names", [("ana",), ("ana", "bo", "dee")])
def test_pages_ask_no_more_for_many(
    clinic: Clinic, sign_in: SignIn, names: tuple[str, ...], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ward = make_ward(clinic, *names)
    ward.admit("cy", program="Evening", on=today())
    ward.order("cy", on=today())  # and is short
    web = sign_in(clinic["director everywhere"])
    web.get(CENSUS)
    for page in (CENSUS, f"{CENSUS}?show=short", f"{CENSUS}?show=missed&sort=newest", HOURS, FILE):
        with django_assert_max_num_queries(MOST_QUERIES):
            web.get(page)
