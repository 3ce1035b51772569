"""What is ordered reaches the rooms that plan by it, and the ones that count what is left."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from stepwell.authorizations import usage
from stepwell.authorizations.rules.burning import Pace
from stepwell.people.models import Program
from stepwell.placement.vocabulary import Service
from stepwell.platform.walls.scope import acting
from stepwell.scheduling import orders
from stepwell.scheduling.ordered import ORDERED, facts_of
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.vocabulary import SessionKind
from tests.db.placement.test_placing import TODAY, decide, license_, order, program, written
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
__all__ = ["program"]


def test_the_schedule_plans_by_the_order(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    order(clinic)
    client = clinic.clients["ana"].pk

    with acting(clinic["clinician"].scope):
        found = orders.orders_of(client, [TODAY - timedelta(days=1), TODAY])
        assert [_as_told(client, day) for day in (TODAY - timedelta(days=1), TODAY)] == [None, found[TODAY]]
    mix = ((SessionKind.INDIVIDUAL, 60), (SessionKind.FAMILY, 14))
    assert found == {TODAY: OrderFacts(540, "2.1", days_min=3, days_max=4, mix=mix)}


def _as_told(client: UUID, on: date) -> OrderFacts | None:
    """Return the order as a page asks for it that asks all in one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({ORDERED})::text", {"client": client, "today": on})
        found = cursor.fetchone()[0]
    return facts_of(json.loads(found) if found else None)


def test_authorizations_burn_at_the_ordered_pace(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    order(clinic)
    client = clinic.clients["ana"].pk

    with acting(clinic["utilization"].scope):
        assert usage.paces([client, clinic.clients["dee"].pk], TODAY) == {client: Pace(3, 540)}


def test_every_service_that_is_ordered_can_be_planned() -> None:
    assert set(Service) <= {str(kind) for kind in SessionKind}
