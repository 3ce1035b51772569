"""Today: one query asks what waits, and one statement records what was shown."""

import pytest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.platform import questions
from stepwell.platform.questions import Question
from stepwell.platform.tenancy.middleware import Acting
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting
from tests.db.workspace.conftest import Ward
from tests.web.conftest import SignIn
from tests.web.workspace.test_census import make_ward
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
# Queries, where every list that is asked has something to say.
MOST = {
    "clinician": 13, "director": 16, "supervisor": 16, "facilitator": 10, "prescriber": 12, "biller": 6,
    "admissions": 15, "privacy": 13,
}  # fmt: skip
ANYBODY = Question("anybody", lambda _: True, "SELECT 1")
SUPERVISOR = Question("a supervisor", lambda who: Role.SUPERVISOR in who.roles, "SELECT 1")


@pytest.mark.parametrize("names", [("ana",), ("ana", "bo", "dee")])
@pytest.mark.parametrize("who", MOST)
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

    with django_assert_max_num_queries(MOST[who]):
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


def test_each_list_of_clients_leaves_its_event(clinic: Clinic, sign_in: SignIn) -> None:
    ward: Ward = make_ward(clinic, "ana", "bo")
    since = timezone.now()
    sign_in(clinic["clinician"]).get("/")

    with acting(ward.clinic["privacy everywhere"].scope):
        events = AccessEvent.objects.filter(at__gte=since, page="workspace:today")
        assert len(events) > 1
        assert {event.account_id for event in events} == {clinic["clinician"].account.pk}
