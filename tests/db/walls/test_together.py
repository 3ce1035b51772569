"""Queries asked in one statement find what they would find alone: every kind of column, behind the same walls."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from stepwell.clients.models import Client, Demographics
from stepwell.platform.tenancy.models import Site
from stepwell.platform.trail.models import TransactionId
from stepwell.platform.walls.models import Walled
from stepwell.platform.walls.scope import acting
from stepwell.platform.walls.together import Reading, Rows, Steps, ask, asking, read, side_by_side
from stepwell.scheduling.models import Seat
from tests import samples
from tests.worlds import Clinic

WALLED = [model for model in apps.get_models() if issubclass(model, Walled) and model._meta.managed]


def _rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in vars(row).items() if name != "_state"} for row in found]


def _query(model: type[Walled]) -> QuerySet[Any]:
    columns = model._meta.concrete_fields
    other = [field.name for field in columns if isinstance(_kind(field), RangeField | TransactionId)]
    return model._default_manager.defer(*other).order_by("pk")


def _kind(field: Any) -> Any:
    return getattr(field, "output_field", field)


def test_every_model_reads_the_same_together_as_alone(clinic: Clinic) -> None:
    samples.fill(clinic)
    for who in ("director", "clinician", "biller"):
        with acting(clinic[who].scope):
            together, alone = [_query(model) for model in WALLED], [_query(model) for model in WALLED]
            with CaptureQueriesContext(connection) as asked:
                for first in range(0, len(together), 50):
                    ask(together[first : first + 50])
                found = [_rows(one) for one in together]
            assert len(asked) == -(-len(WALLED) // 50)
            assert found == [_rows(one) for one in alone]


def test_readers_go_side_by_side_and_what_nobody_asked_asks_by_itself(clinic: Clinic) -> None:
    def told(name: str) -> Steps[list[str]]:
        first = Site.objects.filter(name=name).values_list("pk", flat=True)
        yield [first]
        second = Client.objects.filter(site__in=list(first)).select_related("site").order_by("last_name", "pk")
        yield [second, Client.objects.none()]
        return [f"{one.site.name}: {one.last_name}" for one in second]

    with acting(clinic["director"].scope):
        north, south = Reading(told("North")), Reading(told("South"))
        day = Rows("SELECT %s::date AS day, %s::uuid AS key, NULL AS gone", [date(2026, 2, 28), UUID(int=7)],
                   [date.fromisoformat, UUID, str])  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            read(side_by_side(north, Reading(asking(day)), south))
        assert len(asked) == 2
        assert list(day) == [(date(2026, 2, 28), UUID(int=7), None)]
        assert list(Rows("SELECT 1 AS one", [], [int])) == [(1,)]
        assert [north.result, south.result] == [read(told("North")), read(told("South"))]
        assert north.result


def test_a_queryset_that_was_asked_is_a_queryset_still(clinic: Clinic) -> None:
    with acting(clinic["director"].scope):
        found = Demographics.objects.all()
        ask([found])
        assert list(found.filter(pk=None)) == []
        assert found.count() == len(found)
        with pytest.raises(TypeError, match="leave it out"):
            ask([Seat.objects.exclude(pk=None), Client.objects.all()])
