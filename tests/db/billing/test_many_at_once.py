"""Rows written in one statement are what a row by itself would be, and pass the same walls."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.billing.models import ChargeLine, ChargeSource, HeldDay
from stepwell.platform.walls.bulk import batched, insert
from stepwell.platform.walls.planning import planned_by_values
from stepwell.platform.walls.scope import acting
from tests.db.billing.charging import Charging, make_charging
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def charging(clinic: Clinic) -> Charging:
    return make_charging(clinic)


def held_day(world: Charging, **changes: Any) -> HeldDay:
    session = world.ground.group.session
    values: dict[str, Any] = {
        "organization": world.clinic.organization, "client": world.clinic.clients["ana"], "day": world.day,
        "program": session.program, "session": session, "minutes": 165, "at_stake": None, "held_at": timezone.now(),
        "findings": [{"code": "CHG-001", "words": "“Ünïcode” and \\backslash"}], "looked_at": timezone.now(),
        "left_at": timezone.now(), "left_by": world.clinic["biller"].membership, "left_why": "The payer never pays it",
    }  # fmt: skip
    return HeldDay(**values | changes)


def test_every_kind_of_value_arrives_as_it_was(charging: Charging) -> None:
    rows = [held_day(charging), held_day(charging, day=charging.day - timedelta(days=1), at_stake=5)]
    with acting(charging.clinic["biller"].scope):
        insert(rows)
        for row in rows:
            found = HeldDay.objects.get(pk=row.pk)
            assert found.created_at
            for field in HeldDay._meta.concrete_fields:
                if field.name != "created_at":
                    assert getattr(found, field.attname) == getattr(row, field.attname)


def test_nothing_is_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert([])


def test_parts_hold_at_most_so_many_in_their_order() -> None:
    assert [list(part) for part in batched("abcde", 2)] == [["a", "b"], ["c", "d"], ["e"]]
    assert list(batched([], 2)) == []


@pytest.mark.parametrize("who", ["clinician", "admissions", "auditor everywhere"])
def test_the_walls_stand(charging: Charging, who: str) -> None:
    with acting(charging.clinic[who].scope), pytest.raises(ProgrammingError), transaction.atomic():
        insert([held_day(charging)])


def test_one_wrong_row_among_many_is_found(charging: Charging) -> None:
    charging.charge()
    with acting(charging.clinic["biller"].scope):
        source, line = ChargeSource.objects.get(), ChargeLine.objects.get()
        rows = []
        for number, minutes in ((2, source.minutes), (3, source.minutes + 1)):
            line.pk, line.number = uuid4(), number
            line.save(force_insert=True)
            owned = {"organization": source.organization, "client": source.client, "line_id": line.pk}
            rows.append(ChargeSource(**owned, minutes=minutes, attendance=source.attendance, note=source.note))
        with pytest.raises(IntegrityError, match="A charge rests on"), transaction.atomic():
            insert(rows)


def test_statements_are_planned_by_their_values_until_the_block_ends(charging: Charging) -> None:
    with acting(charging.clinic["biller"].scope), connection.cursor() as cursor:
        modes = []
        with planned_by_values():
            cursor.execute("SHOW plan_cache_mode")
            modes += cursor.fetchone()
        cursor.execute("SHOW plan_cache_mode")
        assert (*modes, *cursor.fetchone()) == ("force_custom_plan", "force_generic_plan")
