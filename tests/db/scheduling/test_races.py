"""Two connections at once: what is promised once is given once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from stepwell.kernel.findings import Refused
from stepwell.scheduling.models import GroupMembership, Seat, Session
from tests.db.scheduling.conftest import AT, Plan, make_plan
from tests.worlds import make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """Riverbend, committed: both connections see it."""
    del transactional_db
    return make_plan(make_clinic("Riverbend"))


def together(*calls: Callable[[], object]) -> list[str]:
    """Run calls at the same moment on connections of their own; return "done" or the code of each refusal."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        ready.wait(timeout=10)
        try:
            call()
        except Refused as refusal:
            return refusal.findings[0].code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_the_last_place_in_a_group_goes_to_one(plan: Plan) -> None:
    group = plan.group(capacity=1, minimum=1)

    outcome = together(lambda: plan.join(group, "ana"), lambda: plan.join(group, "dee"))

    assert outcome == ["SCH-003", "done"]
    with plan.as_("director"):
        assert GroupMembership.objects.count() == 1


def test_a_client_is_booked_by_one_of_two(plan: Plan) -> None:
    later = AT + timedelta(days=1, minutes=30)

    outcome = together(lambda: plan.book("ana"), lambda: plan.book("ana", role="director", starts_at=later))

    assert outcome == ["SCH-005", "done"]
    with plan.as_("director"):
        assert Seat.objects.count() == 1


def test_a_room_and_a_leader_are_taken_once(plan: Plan) -> None:
    facts = {"room_id": plan.room.pk, "mode": "in_person"}

    outcome = together(
        lambda: plan.book("ana", role="director", **facts), lambda: plan.book("dee", role="director", **facts)
    )

    assert outcome == ["SCH-001", "done"]
    with plan.as_("director"):
        assert Session.objects.count() == 1


def test_a_client_does_not_join_a_group_while_being_booked_in_its_time(plan: Plan) -> None:
    group = plan.group()

    outcome = together(lambda: plan.join(group, "ana"), lambda: plan.book("ana", starts_at=AT + timedelta(hours=11)))

    assert outcome == ["SCH-005", "done"]
