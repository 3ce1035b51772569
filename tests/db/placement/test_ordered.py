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
from stepwell.scheduling.ordered import ORDERED, ORDERS, facts_of, on_days
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
        before, order_ = (_told(client, day) for day in (TODAY - timedelta(days=1), TODAY))
    mix = ((SessionKind.INDIVIDUAL, 60),)
    assert before == (None, {})
    facts = OrderFacts(540, "2.1", days_min=3, days_max=4, mix=mix, monthly=((SessionKind.FAMILY, 60),))
    assert order_ == (facts, {TODAY: facts})


def _told(client: UUID, on: date) -> tuple[OrderFacts | None, dict[date, OrderFacts]]:
    """Return what is ordered on a day, as pages ask for it that ask all they show in one query."""
    values = {"client": client, "today": on, "first": on - timedelta(days=3), "last": on}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_build_array(({ORDERED}), ({ORDERS}))::text", values)
        order_, orders = json.loads(cursor.fetchone()[0])
    return facts_of(order_), on_days(orders, [on - timedelta(days=3), on])


def test_authorizations_burn_at_the_ordered_pace(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    order(clinic)
    client = clinic.clients["ana"].pk

    with acting(clinic["utilization"].scope):
        assert usage.paces([client, clinic.clients["dee"].pk], TODAY) == {client: Pace(3, 540)}


def test_every_service_that_is_ordered_can_be_planned() -> None:
    assert set(Service) <= {str(kind) for kind in SessionKind}
