"""Today: one query asks what waits, and one statement records what was shown."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.platform import questions
from stepwell.platform.questions import Listing, Question, as_day, as_id, as_instant, as_is
from stepwell.platform.tenancy.middleware import Acting
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting
from tests.db.workspace.conftest import Ward
from tests.web.conftest import SignIn
from tests.web.workspace.test_census import make_ward
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MOST = 12  # queries, who acts and what was seen among them
WHO = ("clinician", "director", "supervisor", "facilitator", "prescriber", "biller", "admissions", "privacy")
AT = datetime(2026, 7, 4, 15, 30, 1, 250, tzinfo=UTC)
ANYBODY = Question("anybody", lambda _: True, "SELECT 1")
SUPERVISOR = Question("a supervisor", lambda who: Role.SUPERVISOR in who.roles, "SELECT 1")


@pytest.mark.parametrize("names", [("ana",), ("ana", "bo", "dee")])
@pytest.mark.parametrize("who", WHO)
def test_it_asks_no_more_for_many(
    clinic: Clinic,
    sign_in: SignIn,
    who: str,
    names: tuple[str, ...],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_ward(clinic, *names)
    web = sign_in(clinic[who])
    web.get("/")

    with django_assert_max_num_queries(MOST):
        assert web.get("/").status_code == 200


def test_all_that_is_asked_is_one_query_of_a_request(
    clinic: Clinic, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_questions", {})
    questions.register(ANYBODY, SUPERVISOR)
    request = RequestFactory().get("/")
    request.acting = Acting(clinic["clinician"].scope)  # type: ignore[attr-defined]

    with acting(clinic["clinician"].scope):
        assert request.acting.member  # type: ignore[attr-defined]
        with django_assert_num_queries(1):
            found = [questions.answer(request, question) for question in (ANYBODY, SUPERVISOR, ANYBODY)]

    assert found == [1, None, 1]


def test_rows_that_are_asked_with_everything_else_are_those_that_are_asked_alone(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = Listing(
        "SELECT * FROM (VALUES (%(me)s::uuid, %(today)s::date, %(at)s::timestamptz, 'O’Neill', 3, true, NULL::uuid,"
        " NULL::date, NULL::timestamptz, '[1, \"a\"]'::json), (NULL, NULL, NULL, '', 0, false, NULL, NULL, NULL, NULL)"
        ") AS rows ORDER BY 5",
        (as_id, as_day, as_instant, as_is, as_is, as_is, as_id, as_day, as_instant, as_is),
    )
    question = listing.asked("some rows", lambda _: True)
    monkeypatch.setattr(questions, "_questions", {})
    questions.register(question)
    request = RequestFactory().get("/")
    request.acting = Acting(clinic["clinician"].scope)  # type: ignore[attr-defined]

    with time_machine.travel(AT, tick=False), acting(clinic["clinician"].scope):
        me = request.acting.member.membership_id  # type: ignore[attr-defined]
        rows = listing.read(questions.answer(request, question))

        assert rows == listing.fetched(me=me, today=AT.date(), at=AT)
    assert rows[1][:4] == (me, AT.date(), AT, "O’Neill")
    assert listing.read(None) == []


def test_each_list_of_clients_leaves_its_event(clinic: Clinic, sign_in: SignIn) -> None:
    ward: Ward = make_ward(clinic, "ana", "bo")
    since = timezone.now()
    sign_in(clinic["clinician"]).get("/")

    with acting(ward.clinic["privacy everywhere"].scope):
        events = AccessEvent.objects.filter(at__gte=since, page="workspace:today")
        assert len(events) > 1
        assert {event.account_id for event in events} == {clinic["clinician"].account.pk}
