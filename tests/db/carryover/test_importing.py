"""A file from reading to forgetting: what each row is, once and only once, in whose name, and what is left of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.carryover import tasks
from stepwell.carryover.actions import importing
from stepwell.carryover.models import Import, ImportRow
from stepwell.carryover.queries import imports
from stepwell.carryover.rules import files
from stepwell.clients.models import CarriedOver, Client
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import acting
from tests.db.carryover.conftest import AT, CELLS, bring, member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
GOOD = {**CELLS, "client_number": "1", "first_name": "Wilma"}
BAD = {**CELLS, "client_number": "2", "first_name": "Fred", "program": "Nowhere"}


def read(clinic: Clinic, *rows: dict[str, str], at: Any = AT) -> Import:
    content = files.written([list(CELLS), *([row[name] for name in CELLS] for row in rows)])
    with acting(clinic["admissions"].scope):
        return importing.read_file(actor=member(clinic["admissions"]), at=at, content=content)


def confirm(clinic: Clinic, batch: Import) -> None:
    with acting(clinic["admissions"].scope):
        importing.confirm(actor=member(clinic["admissions"]), at=AT, batch=batch)


def run(clinic: Clinic, batch: Import) -> None:
    tasks.bring.run(organization=clinic.organization.pk, import_id=batch.pk)


def states(clinic: Clinic, batch: Import) -> list[str]:
    with acting(clinic["admissions"].scope):
        return list(ImportRow.objects.filter(batch=batch).order_by("line").values_list("state", flat=True))


def test_each_row_is_told_what_it_is(running: Clinic) -> None:
    bring(running)
    alike = {**CELLS, "client_number": "7"}

    batch = read(running, CELLS, GOOD, BAD, alike, {**GOOD, "client_number": "9"}, {**alike, "another_person": "yes"})

    assert states(running, batch)[:5] == ["known", "ready", "faulty", "alike", "twice"]


def test_another_person_in_the_file_is_believed(running: Clinic) -> None:
    content = files.written(
        [[*CELLS, "another_person"], [*GOOD.values(), ""], [*{**GOOD, "client_number": "5"}.values(), "yes"]]
    )
    with acting(running["admissions"].scope):
        batch = importing.read_file(actor=member(running["admissions"]), at=AT, content=content)

    assert states(running, batch) == ["ready", "ready"]


def test_good_rows_are_brought_over_once_and_bad_ones_kept_to_mend(running: Clinic) -> None:
    batch = read(running, GOOD, BAD)
    confirm(running, batch)

    run(running, batch)
    run(running, batch)

    assert states(running, batch) == ["done", "faulty"]
    with acting(running.system()):
        carried = CarriedOver.objects.get()
        assert carried.noted_by_id == running["admissions"].membership.pk
        assert Client.objects.count() == 5
        assert Import.objects.get().finished_at
        assert ImportRow.objects.get(state="done").cells is None
    with acting(running["admissions"].scope):
        [(cells, reason)] = imports.to_mend(batch.pk)
    assert (cells["first_name"], reason) == (
        "Fred",
        "program: No program of this name at this site. Check the name, or set it up first.",
    )


def test_the_same_file_again_brings_nobody_over(running: Clinic) -> None:
    first = read(running, GOOD)
    confirm(running, first)
    run(running, first)

    second = read(running, GOOD)

    assert states(running, second) == ["known"]
    with pytest.raises(Refused, match="CAR-060"):
        confirm(running, second)


def test_two_files_with_the_same_row_bring_it_over_once(running: Clinic) -> None:
    both = [read(running, GOOD), read(running, GOOD)]
    for batch in both:
        confirm(running, batch)
        run(running, batch)

    assert [states(running, batch) for batch in both] == [["done"], ["refused"]]
    with acting(running.system()):
        assert CarriedOver.objects.count() == 1


def test_nothing_is_confirmed_twice(running: Clinic) -> None:
    batch = read(running, GOOD)
    confirm(running, batch)

    with pytest.raises(Refused, match="CAR-061"):
        confirm(running, batch)
    with acting(running["admissions"].scope), pytest.raises(Refused, match="CAR-063"):
        importing.clear(at=AT, batch=Import.objects.get())


def test_whoever_left_brings_nobody_over_any_more(running: Clinic) -> None:
    batch = read(running, GOOD)
    confirm(running, batch)
    with acting(running["administrator everywhere"].scope):
        Membership.objects.filter(pk=running["admissions"].membership.pk).update(ended_at=timezone.now())

    run(running, batch)

    with acting(running.system()):
        assert ImportRow.objects.get().state == "refused"
        assert Import.objects.get().finished_at
        assert not CarriedOver.objects.exists()


def test_what_a_file_said_is_forgotten_after_a_week(running: Clinic) -> None:
    now = timezone.now()
    old, new = read(running, BAD, at=now - timedelta(days=8)), read(running, BAD, at=now - timedelta(days=6))

    tasks.forget.run(organization=running.organization.pk)

    with acting(running.system()):
        assert ImportRow.objects.get(batch=old).cells is None
        assert ImportRow.objects.get(batch=old).findings is None
        assert ImportRow.objects.get(batch=new).cells
        assert Import.objects.get(pk=old.pk).cleared_at
    with acting(running["admissions"].scope), pytest.raises(Refused, match="CAR-062"):
        importing.confirm(actor=member(running["admissions"]), at=AT, batch=Import.objects.get(pk=old.pk))


def test_what_a_file_says_is_encrypted_and_shown_to_its_sender_alone(running: Clinic) -> None:
    read(running, GOOD)

    with acting(running["admissions"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT r.*::text FROM carryover_importrow r")
        assert "Wilma" not in cursor.fetchone()[0]
    for role in ("admissions everywhere", "director", "privacy", "administrator everywhere"):
        with acting(running[role].scope):
            assert not Import.objects.exists()
            assert not ImportRow.objects.exists()


def test_a_row_that_is_done_keeps_nothing_of_the_file(running: Clinic) -> None:
    read(running, GOOD)

    with acting(running["admissions"].scope), pytest.raises(IntegrityError), transaction.atomic():
        ImportRow.objects.update(state="done")


def test_reading_asks_the_same_of_one_row_and_of_many(running: Clinic, django_assert_num_queries: Any) -> None:
    running["admissions"]
    content = files.written(
        [list(CELLS), *([{**GOOD, "client_number": str(n)}[name] for name in CELLS] for n in range(9))]
    )
    actor = member(running["admissions"])
    with acting(running["admissions"].scope), django_assert_num_queries(10):
        importing.read_file(actor=actor, at=AT, content=content)
