"""Days charged once, held with their reasons, and charged anew when something changed."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.attendance.actions.taking import Mark
from stepwell.attendance.rules.presence import Stay
from stepwell.attendance.vocabulary import Mode
from stepwell.billing import tasks
from stepwell.billing.actions.charging import Counts, charge_days
from stepwell.billing.actions.leaving import leave_day, take_up_day
from stepwell.billing.models import Charge, ChargeLine, ChargeSource, HeldDay, Transaction
from stepwell.billing.queries.due import due
from stepwell.billing.reasons import Reason
from stepwell.coverage.models import ContractService
from stepwell.kernel.findings import Refused
from stepwell.notes.actions.following import void_note
from stepwell.notes.models import Note
from stepwell.platform.walls.scope import acting
from tests.db.attendance.conftest import Group
from tests.db.billing.charging import Charging, consent_of_ana, make_charging, sign_notes
from tests.db.treatmentplans.conftest import member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
WHY = "The times were wrong on paper"


@pytest.fixture
def charging(clinic: Clinic) -> Charging:
    return make_charging(clinic)


def left_after(group: Group, minutes: int) -> Mark:
    return Mark(Mode.IN_PERSON, stay=Stay(group.session.starts_at, group.after(minutes)))


def booked(world: Charging) -> int:
    """Return the cents that charges stand with in the ledger."""
    with acting(world.clinic["biller"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(cents), 0) FROM billing_entry WHERE account = 'payer'")
        return int(cursor.fetchone()[0])


def test_a_day_is_charged_with_its_line_its_attendance_and_its_note(charging: Charging) -> None:
    assert charging.charge() == Counts(made=1)

    (charge,) = charging.charges()
    assert (charge.charged, charge.expected, charge.minutes, charge.number) == (42_500, 28_500, 165, 1)
    assert (charge.payer_id, charge.policy_id) == (charging.payer.pk, charging.policy.pk)
    assert charge.contract_id == charging.contract.pk
    assert (charge.diagnoses, charge.level) == (["F10.20"], "2.1")
    assert charge.authorization_id is not None
    with acting(charging.clinic["biller"].scope):
        line, source = ChargeLine.objects.get(), ChargeSource.objects.get()
        assert (line.code, line.modifiers, line.place, line.units) == ("H0015", ["HF"], "57", 1)
        assert (source.attendance, source.note) == (charging.attendance(), Note.objects.get(client=charge.client))
        assert Transaction.objects.get().source_id == charge.pk
    assert booked(charging) == 42_500


def test_charging_again_changes_nothing(charging: Charging) -> None:
    charging.charge()

    assert charging.charge() == Counts()
    assert len(charging.charges()) == 1
    assert booked(charging) == 42_500


def test_a_day_that_is_not_over_is_left_alone(charging: Charging) -> None:
    with acting(charging.clinic["biller"].scope):
        at = timezone.now() - timedelta(days=1)
        assert charge_days(actor=member(charging.clinic["biller"]), at=at, pairs=charging.pairs()) == Counts()


def test_what_is_missing_is_held_and_charged_once_it_is_mended(clinic: Clinic) -> None:
    world = make_charging(clinic, signs=False, consents=False)

    assert world.charge() == Counts(held=1)
    assert world.reasons() == [Reason.CONSENT, Reason.NO_NOTE]
    held = world.held()
    assert held is not None
    assert (held.at_stake, held.minutes, held.payer_id) == (28_500, 165, world.payer.pk)
    assert world.charge() == Counts(held=1)

    with acting(clinic["admissions"].scope):
        consent_of_ana(clinic)
    sign_notes(world.ground)
    assert world.charge() == Counts(made=1)
    assert world.held() is None


def test_somebody_without_anything_is_held_with_every_reason(charging: Charging) -> None:
    assert charging.charge("bo") == Counts(held=1)

    with acting(charging.clinic["biller"].scope):
        found = HeldDay.objects.get(client=charging.clinic.clients["bo"])
    assert [each["code"] for each in found.findings] == [Reason.NO_POLICY, Reason.NO_DIAGNOSIS, Reason.NO_PLAN]
    assert found.at_stake is None


def test_attendance_corrected_after_charging_ends_the_charge_and_makes_another(charging: Charging) -> None:
    charging.charge()
    group = charging.ground.group
    row = charging.attendance()
    group.mark("ana", left_after(group, 170), by="clinician", version=row.version, why=WHY)

    with acting(charging.clinic["biller"].scope):
        assert charging.pairs()[0] in due(charging.day, charging.day)
    assert charging.charge() == Counts(again=1)

    first, second = charging.charges()
    assert (first.ended_why, second.number, second.minutes) == ("changed", 2, 155)
    assert booked(charging) == 42_500
    with acting(charging.clinic["biller"].scope):
        assert Transaction.objects.count() == 3  # the charge, its reversal, the other charge


def test_a_day_that_became_too_short_is_held_and_its_charge_taken_back(charging: Charging) -> None:
    charging.charge()
    group = charging.ground.group
    row = charging.attendance()
    group.mark("ana", left_after(group, 100), by="clinician", version=row.version, why=WHY)

    assert charging.charge() == Counts(ended=1, held=1)
    assert charging.reasons() == [Reason.SHORT]
    assert [each.ended_why for each in charging.charges()] == ["held"]
    assert booked(charging) == 0


def test_a_note_set_aside_takes_the_charge_back(charging: Charging) -> None:
    charging.charge()
    with acting(charging.clinic["facilitator"].scope):
        note = Note.objects.get(client=charging.clinic.clients["ana"], signed_at__isnull=False)
        void_note(
            actor=member(charging.clinic["facilitator"]), at=timezone.now(), note_id=note.pk,
            reason="It was another client’s",
        )  # fmt: skip

    with acting(charging.clinic["biller"].scope):
        assert charging.pairs()[0] in due(charging.day, charging.day)
    assert charging.charge() == Counts(ended=1, held=1)
    assert charging.reasons() == [Reason.NO_NOTE]


def test_the_night_charges_what_can_be_charged(charging: Charging) -> None:
    tasks.charge.run(organization=charging.clinic.organization.pk)
    tasks.charge.run(organization=charging.clinic.organization.pk)

    (charge,) = charging.charges()
    assert charge.made_by is None
    with acting(charging.clinic["biller"].scope):
        assert HeldDay.objects.get().client == charging.clinic.clients["bo"]


def test_a_day_may_be_left_with_a_reason_and_taken_up_again(clinic: Clinic) -> None:
    world = make_charging(clinic, signs=False)
    world.charge()
    held = world.held()
    assert held is not None
    with acting(clinic["biller"].scope):
        biller, now = member(clinic["biller"]), timezone.now()
        with pytest.raises(Refused, match="VOID-001"):
            leave_day(actor=biller, at=now, held_day_id=held.pk, reason="no")
        leave_day(actor=biller, at=now, held_day_id=held.pk, reason="The payer never pays this")
        with pytest.raises(Refused, match="CHG-020"):
            leave_day(actor=biller, at=now, held_day_id=held.pk, reason="The payer never pays this")
        assert world.pairs()[0] not in due(world.day, world.day)
        take_up_day(actor=biller, at=now, held_day_id=held.pk)
        assert world.pairs()[0] in due(world.day, world.day)
        with pytest.raises(Refused, match="CHG-020"):
            take_up_day(actor=biller, at=now, held_day_id=held.pk)


def test_a_limit_a_week_counts_what_was_charged_before(charging: Charging) -> None:
    with acting(charging.clinic["biller"].scope):
        ContractService.objects.update(most_a_week=1)

    assert charging.charge() == Counts(made=1)


@pytest.mark.parametrize("who", ["utilization", "clinician", "admissions", "facilitator", "auditor everywhere"])
def test_nobody_else_writes_charges(charging: Charging, who: str) -> None:
    with acting(charging.clinic[who].scope), pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        HeldDay.objects.create(
            organization=charging.clinic.organization, client=charging.clinic.clients["ana"], day=charging.day,
            program=charging.ground.group.session.program, session=charging.ground.group.session, minutes=1,
            findings=[], held_at=timezone.now(), looked_at=timezone.now(),
        )  # fmt: skip


def refuses(world: Charging, statement: str, constraint: str) -> None:
    with (
        acting(world.clinic["biller"].scope),
        pytest.raises((IntegrityError, ProgrammingError), match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE billing_charge SET charged = 1", "charge stands"),
        ("UPDATE billing_charge SET day = day - 1", "charge stands"),
        ("DELETE FROM billing_charge", "permission denied"),
        ("UPDATE billing_chargeline SET units = 2", "permission denied"),
        ("DELETE FROM billing_chargesource", "permission denied"),
        ("UPDATE billing_charge SET ended_at = now()", "charge_ended"),
        (
            (
                "INSERT INTO billing_charge SELECT (jsonb_populate_record(c, jsonb_build_object('id',"
                " gen_random_uuid(), 'number', 9))).* FROM billing_charge c"
            ),
            "charge_once_a_day",
        ),
        (
            (
                "INSERT INTO billing_chargesource (id, organization_id, line_id, client_id, attendance_id, minutes)"
                " SELECT gen_random_uuid(), l.organization_id, l.id, l.client_id, a.id, a.minutes"
                " FROM billing_chargeline l JOIN attendance_attendance a ON a.client_id <> l.client_id"
            ),
            "A charge rests on",
        ),
    ],
)
def test_the_database_holds_charges(charging: Charging, statement: str, constraint: str) -> None:
    charging.charge()

    refuses(charging, statement, constraint)


def test_a_charge_that_ended_never_stands_again(charging: Charging) -> None:
    charging.charge()
    with acting(charging.clinic["biller"].scope):
        Charge.objects.update(ended_at=timezone.now(), ended_why="held")

    refuses(charging, "UPDATE billing_charge SET ended_at = NULL, ended_why = ''", "charge stands")


def _in_thread(call: Callable[[], Any]) -> Thread:
    def run() -> None:
        try:
            call()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_two_at_once_charge_a_day_once(charging: Charging) -> None:
    threads = [_in_thread(charging.charge) for _ in range(3)]
    for thread in threads:
        thread.join()

    assert len(charging.charges()) == 1
    assert booked(charging) == 42_500
