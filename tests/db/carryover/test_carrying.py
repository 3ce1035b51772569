"""Bringing one client over: everything or nothing, once, and only by whoever enrolls and registers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from stepwell.attendance.queries import episodes
from stepwell.authorizations import queries as authorizations
from stepwell.authorizations.models import Authorization
from stepwell.carryover.models import Paper
from stepwell.clients.actions import carried as actions
from stepwell.clients.actions.enrollment import open_episode
from stepwell.clients.models import CareAssignment, CarriedOver, Client, ContactMethod, Episode, LevelOfCareStay
from stepwell.clients.queries import carried
from stepwell.clients.rules.carried import Sums
from stepwell.kernel.findings import Finding, Refused
from stepwell.people.models import Program
from stepwell.placement import queries as placement
from stepwell.placement.models import LevelDecision, ServicesOrder
from stepwell.platform.walls.scope import acting
from tests.db.carryover.conftest import AT, bring, member, row_of
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 3)


def test_a_client_is_brought_over_whole(running: Clinic) -> None:
    client = bring(running)

    with acting(running.system()):
        assert Client.objects.get(pk=client.pk).record_number == "10001"
        assert [str(each.kind) for each in ContactMethod.objects.filter(client=client).order_by("kind")] == [
            "email",
            "mobile",
        ]
        episode = Episode.objects.get(client=client)
        assert (episode.opened_on, episode.program.name) == (date(2026, 1, 12), "Evening")
        stays = LevelOfCareStay.objects.filter(client=client).order_by("starts_on")
        assert [(each.level, each.starts_on, each.ends_on) for each in stays] == [
            ("2.5", date(2026, 1, 12), date(2026, 2, 1)),
            ("2.1", date(2026, 2, 2), None),
        ]
        assert CareAssignment.objects.get(client=client).membership_id == running["clinician"].membership.pk
        assert sorted(Paper.objects.filter(client=client).values_list("kind", flat=True)) == ["consent", "plan"]


def test_sums_and_units_from_before_are_counted_and_marked(running: Clinic) -> None:
    client = bring(running)

    with acting(running["admissions"].scope):
        [before] = carried.before_of(client.pk)
        assert (before.as_of, before.days, before.minutes, before.external_number) == (AS_OF, 12, 2160, "OLD-1042")
        [row] = authorizations.authorizations_of(client.pk, on=AT.date())
        assert (row.used, row.standing.left, row.authorization.before_until) == (7, 13, AS_OF)
        sums = episodes.sums_of(client.pk, AT.date())
    assert sums
    assert (sums.days_before, sums.days_here, sums.days, sums.minutes) == (12, 0, 12, 2160)


def test_what_a_clinician_ordered_before_is_in_force_and_marked(running: Clinic) -> None:
    client = bring(running)

    with acting(running["admissions"].scope):
        decision = placement.level_decided(client.pk)
        order = placement.order_on(client.pk, AS_OF + timedelta(days=1))
        assert placement.order_on(client.pk, AS_OF) is None
    assert decision
    assert order
    assert (decision.level, decision.is_carried, decision.kind_label) == (
        "2.1",
        True,
        "Decided elsewhere, before Stepwell",
    )
    assert (order.minutes_per_week, order.is_carried, order.reason) == (
        540,
        True,
        "Ordered before Stepwell by Dana Sample, LPC",
    )
    assert order.credential == ""


def test_the_clinician_sees_the_client_at_once(running: Clinic) -> None:
    client = bring(running)

    with acting(running["clinician"].scope):
        assert Client.objects.filter(pk=client.pk).exists()
        assert carried.before_of(client.pk)[0].days == 12


@pytest.mark.parametrize(
    "changes", [{}, {"client_number": "OLD-1042", "first_name": "Mary"}, {"client_number": "old-1042 "}]
)
def test_nobody_is_brought_over_twice(running: Clinic, changes: dict[str, str]) -> None:
    bring(running)

    with pytest.raises(Refused, match="CAR-050"):
        bring(running, row_of(running, **changes))


def test_somebody_alike_is_confirmed_first(running: Clinic) -> None:
    bring(running)
    alike = {"client_number": "OLD-7", "authorization_number": "A-2"}

    with pytest.raises(Refused, match="CLI-004"):
        bring(running, row_of(running, **alike))
    assert bring(running, row_of(running, **alike, another_person="yes")).record_number == "10002"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"birth_date": "2010-04-30"}, "CLI-003", "birth_date"),
        (
            {"admitted_on": "2026-03-09", "earlier_program_1": "", "earlier_from_1": "", "program_since": ""},
            "CAR-021",
            "admitted_on",
        ),
        ({"as_of": "2026-03-05"}, "BEF-001", "as_of"),
        ({"days_attended": "52"}, "BEF-004", "days_attended"),
        ({"minutes_attended": "3"}, "BEF-005", "minutes_attended"),
        ({"hours_per_week": "8"}, "ORD-006", "hours_per_week"),
        ({"units_approved": "20", "authorization_codes": "H-1"}, "AUTH-004", "authorization_codes"),
        ({"authorized_to": "2026-02-01"}, "AUTH-006", "authorized_to"),
        ({"plan_dated": "2026-03-05", "plan_review_by": "2026-03-09"}, "CAR-040", "plan_dated"),
        ({"consent_signed_on": "2026-03-05"}, "CAR-040", "consent_signed_on"),
        ({"program_since": "2026-01-11"}, "CAR-023", "program_since"),
    ],
)
def test_a_refusal_names_the_column_and_writes_nothing(
    running: Clinic, changes: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        bring(running, row_of(running, **changes))

    assert (code, field) in [(each.code, each.field) for each in refusal.value.findings]
    with acting(running.system()):
        assert not CarriedOver.objects.exists()
        assert Client.objects.count() == 4


def test_a_refusal_at_the_very_end_leaves_nothing(running: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    row = row_of(running)
    monkeypatch.setattr("stepwell.carryover.actions.carrying.registry.assign_care", _fails)

    with pytest.raises(Refused, match="CLI-012"):
        bring(running, row)
    with acting(running.system()):
        assert Client.objects.count() == 4
        assert not any(model.objects.exists() for model in (CarriedOver, Episode, Authorization, ServicesOrder, Paper))


def _fails(**_: Any) -> None:
    raise Refused(Finding("CLI-012", "x"))


@pytest.mark.parametrize("role", ["director", "clinician", "utilization", "biller", "supervisor", "prescriber"])
def test_only_who_enrolls_and_registers_brings_anybody_over(running: Clinic, role: str) -> None:
    row = row_of(running)

    with pytest.raises((Refused, ProgrammingError)), transaction.atomic():
        bring(running, row, by=role)


def _notes(clinic: Clinic) -> CarriedOver:
    bring(clinic)
    with acting(clinic.system()):
        return CarriedOver.objects.get()


def test_what_was_before_is_never_changed(running: Clinic) -> None:
    before = _notes(running)

    for change in (
        "days_attended = 13",
        "as_of = as_of - 1",
        "external_number = 'x'",
    ):
        with acting(running["admissions"].scope), pytest.raises(IntegrityError), transaction.atomic():
            _run(f"UPDATE clients_carriedover SET {change} WHERE id = '{before.pk}'")


def test_a_correction_sets_aside_and_notes_anew(running: Clinic) -> None:
    before = _notes(running)
    admissions = running["admissions"]

    with acting(admissions.scope):
        fresh = actions.correct_before(
            actor=member(admissions), at=AT, before=carried.get_before(before.client_id, before.pk) or before,
            sums=Sums(AS_OF, 13, 2340, "counted again"), reason="A sheet was found",
        )  # fmt: skip
        assert [row.days for row in carried.before_of(before.client_id)] == [13]
    assert fresh.external_number == before.external_number
    with acting(running.system()):
        assert CarriedOver.objects.get(pk=before.pk).void_reason == "A sheet was found"


def test_after_that_transaction_the_door_is_closed(running: Clinic) -> None:
    """Only who brings somebody over reaches them, and only then: others never, the same person not later."""
    before = _notes(running)
    with acting(running["admissions"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.carried()")
        assert cursor.fetchone()[0] == [before.client_id]  # the test's own transaction is still the same
    with acting(running["director"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.carried()")
        assert cursor.fetchone()[0] == []


@pytest.mark.django_db(transaction=True)
def test_a_later_transaction_writes_nothing_for_others(running: Clinic) -> None:
    before = _notes(running)
    admissions = running["admissions"]

    with acting(admissions.scope), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        cursor.execute("SELECT stepwell.carried()")
        assert cursor.fetchone()[0] == []
    with acting(admissions.scope), pytest.raises(IntegrityError), transaction.atomic():
        _run("UPDATE clients_carriedover SET transaction = pg_current_xact_id()")
    with acting(admissions.scope), pytest.raises(ProgrammingError), transaction.atomic():
        CareAssignment.objects.create(
            organization=running.organization, client_id=before.client_id, membership=admissions.membership, kind="team"
        )
    for table in ("authorizations_authorization", "placement_servicesorder", "placement_leveldecision"):
        with acting(admissions.scope), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET void_reason = void_reason")
            assert cursor.rowcount == 0


def test_a_level_decided_elsewhere_needs_what_was_before(running: Clinic) -> None:
    before = _notes(running)
    program = Program.objects
    owned = {
        "organization": running.organization,
        "client_id": before.client_id,
        "account": running["admissions"].account,
    }
    said = {"kind": "admission", "level": "2.1", "decided_on": date(2026, 2, 3), "counts_from": AT}

    with acting(running["admissions"].scope), pytest.raises(IntegrityError), transaction.atomic():
        LevelDecision.objects.create(**owned, **said, program=program.get(name="Evening"), carried=before)
    with acting(running["admissions"].scope), pytest.raises(IntegrityError), transaction.atomic():
        LevelDecision.objects.create(**owned, **said, program=program.get(name="Evening"))


def test_what_was_before_lies_within_an_episode(running: Clinic) -> None:
    admissions = running["admissions"]
    with acting(admissions.scope):
        program = Program.objects.get(name="Evening")
        episode = open_episode(
            actor=member(admissions), at=AT, client=running.clients["dee"], program=program, opened_on=AT.date(),
            reason="admitted",
        )  # fmt: skip
    owned = {"organization": running.organization, "client": running.clients["dee"], "account": admissions.account}

    with acting(admissions.scope), pytest.raises(IntegrityError), transaction.atomic():
        CarriedOver.objects.create(
            **owned, episode=episode, as_of=AT.date() - timedelta(days=1), days_attended=1, minutes_attended=60,
            source="x", fingerprint=b"y" * 16, noted_at=AT, noted_by=admissions.membership,
        )  # fmt: skip


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
