"""Authorizations: keeping, extending, what is left, whom they open the chart to, what the database refuses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.authorizations import actions, queries, usage
from stepwell.authorizations.actions import Record
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.rules.burning import Pace
from stepwell.authorizations.rules.checking import Terms
from stepwell.authorizations.vocabulary import Status
from stepwell.clients.models import CareAssignment, Diagnosis, Episode
from stepwell.clients.rules.enrollment import Span
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = AT.date()
SPAN = Span(TODAY - timedelta(days=1), TODAY + timedelta(days=20))
ALLOWED = Terms(
    payer="Buckeye Health", level="2.1", codes=("H0015",), unit="day", span=SPAN,
    requested_on=TODAY - timedelta(days=3), status=Status.APPROVED, number="A-1", units_requested=9, units_approved=9,
    decided_on=TODAY - timedelta(days=1),
)  # fmt: skip
AS_IS = Record(ALLOWED)


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


def keep(clinic: Clinic, client: str = "ana", record: Record = AS_IS, **more: Authorization) -> Authorization:
    with acting(clinic["utilization"].scope), transaction.atomic():
        return actions.record(
            actor=member(clinic["utilization"]), at=AT, client=clinic.clients[client], record=record, **more
        )


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def mine(clinic: Clinic, terms: Terms = ALLOWED) -> Record:
    return Record(terms, reviewer_id=clinic["utilization"].membership.pk)


def test_what_is_kept_is_on_the_board_with_what_is_left(clinic: Clinic) -> None:
    keep(clinic)

    with acting(clinic["biller"].scope):
        [row] = queries.board(on=TODAY)
        assert queries.authorization_on(clinic.clients["ana"].pk, TODAY)
        assert queries.authorization_on(clinic.clients["ana"].pk, TODAY + timedelta(days=21)) is None
    assert (row.used, row.standing.left, row.standing.days_left) == (0, 9, 21)


def test_one_that_ended_without_an_extension_stays_on_the_board_while_the_client_is_in_care(clinic: Clinic) -> None:
    keep(clinic)
    later = TODAY + timedelta(days=20) + timedelta(days=3)
    owned = {"organization": clinic.organization, "site": clinic.north}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(**owned, name="Evening", level="2.1", kind="addiction")
    with acting(clinic["admissions"].scope):
        episode = Episode.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], program=program, opened_on=SPAN.begin,
            opened_by=clinic["admissions"].membership,
        )  # fmt: skip

    with acting(clinic["utilization"].scope):
        assert len(queries.board(on=later)) == 1
        assert queries.board(on=later + timedelta(days=14)) == []
    with acting(clinic["admissions"].scope):
        Episode.objects.filter(pk=episode.pk).update(closed_on=TODAY + timedelta(days=20))
    with acting(clinic["utilization"].scope):
        assert queries.board(on=later) == []


def test_use_and_pace_come_from_whoever_knows_them(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def used(asked: Sequence[usage.Asked]) -> dict[UUID, int]:
        return {each.id: 7 for each in asked}

    def paces(client_ids: Sequence[UUID], on: date) -> dict[UUID, Pace]:
        return {each: Pace(3, 540) for each in client_ids if on == TODAY}

    monkeypatch.setattr(usage, "_uses", [used])
    monkeypatch.setattr(usage, "_paces", [paces])
    keep(clinic)

    with acting(clinic["utilization"].scope):
        [row] = queries.authorizations_of(clinic.clients["ana"].pk, on=TODAY)
    assert (row.used, row.standing.left, row.standing.tone) == (7, 2, "danger")
    assert row.standing.runs_out_on == TODAY + timedelta(days=4)


def test_an_extension_names_the_one_before_once(clinic: Clinic) -> None:
    first = keep(clinic)
    later = replace(ALLOWED, span=Span(TODAY + timedelta(days=21), TODAY + timedelta(days=40)), number="A-2")
    second = keep(clinic, record=Record(later), extends=first)

    assert second.extends_id == first.pk
    with pytest.raises(Refused, match="AUTH-019"):
        keep(clinic, record=Record(later, keep_both=True), extends=first)
    with pytest.raises(Refused, match="AUTH-018"):
        keep(clinic, client="dee", record=Record(later), extends=first)
    with acting(clinic["utilization"].scope), pytest.raises(Refused, match="AUTH-022"):
        actions.void_authorization(
            actor=member(clinic["utilization"]), at=AT, authorization=first, reason="It was for somebody else."
        )


def test_two_for_the_same_days_are_kept_only_if_both_are_meant(clinic: Clinic) -> None:
    keep(clinic)

    with pytest.raises(Refused, match="AUTH-020"):
        keep(clinic)
    assert keep(clinic, record=Record(ALLOWED, keep_both=True))


def test_the_decision_is_written_into_the_request_once_per_version(clinic: Clinic) -> None:
    waiting = replace(ALLOWED, status=Status.REQUESTED, units_approved=None, decided_on=None, number="")
    row, actor = keep(clinic, record=Record(waiting)), member(clinic["utilization"])

    with acting(clinic["utilization"].scope):
        actions.change(actor=actor, at=AT, authorization=row, version=1, record=Record(ALLOWED))
        with pytest.raises(Refused, match="EDIT-001"):
            actions.change(actor=actor, at=AT, authorization=row, version=1, record=Record(ALLOWED))
        assert Authorization.objects.get().status == "approved"


def test_the_reviewer_reads_the_chart_while_it_runs_and_nobody_else_by_it(clinic: Clinic) -> None:
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.filter(membership=clinic["utilization"].membership).update(
            ends_at=AT - timedelta(minutes=1)
        )
    with acting(clinic["clinician"].scope):
        Diagnosis.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], code_id="F10.20", rank=1, from_on=TODAY,
            diagnosed_by=clinic["clinician"].membership, credential="LPC",
        )  # fmt: skip
    assert charts(clinic, "utilization") == 0
    row = keep(clinic, record=mine(clinic))

    assert charts(clinic, "utilization") == 1
    assert charts(clinic, "utilization south") == 0
    with acting(clinic["utilization"].scope):
        Authorization.objects.filter(pk=row.pk).update(
            from_on=TODAY - timedelta(days=90), to_on=TODAY - timedelta(days=40)
        )
    assert charts(clinic, "utilization") == 0


def test_set_aside_it_opens_nothing(clinic: Clinic) -> None:
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.filter(membership=clinic["utilization"].membership).update(
            ends_at=AT - timedelta(minutes=1)
        )
    row = keep(clinic, record=mine(clinic))
    assert reached(clinic) == 1

    with acting(clinic["utilization"].scope):
        actions.void_authorization(
            actor=member(clinic["utilization"]), at=AT, authorization=row, reason="It was for somebody else."
        )
    assert reached(clinic) == 0


def reached(clinic: Clinic) -> int:
    with acting(clinic["utilization"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(stepwell.clients('chart', false, false))")
        found: int = cursor.fetchone()[0]
    return found


def charts(clinic: Clinic, who: str) -> int:
    with acting(clinic[who].scope):
        return Diagnosis.objects.count()


@pytest.mark.parametrize("who", ["clinician", "supervisor", "director", "biller", "admissions", "auditor"])
def test_others_read_and_do_not_write(clinic: Clinic, who: str) -> None:
    keep(clinic)

    with acting(clinic[who].scope):
        assert Authorization.objects.count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.record(
                actor=member(clinic[who]), at=AT, client=clinic.clients["ana"], record=Record(ALLOWED, keep_both=True)
            )


@pytest.mark.parametrize("who", ["facilitator", "collector", "case_manager", "privacy", "administrator"])
def test_others_know_nothing_of_it(clinic: Clinic, who: str) -> None:
    keep(clinic)

    with acting(clinic[who].scope):
        assert not Authorization.objects.exists()


def test_a_stranger_sees_none(clinic: Clinic, other: Clinic) -> None:
    keep(clinic)

    with acting(other["utilization everywhere"].scope):
        assert queries.board(on=TODAY) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE authorizations_authorization SET units_approved = 0",
        "UPDATE authorizations_authorization SET units_approved = NULL",
        "UPDATE authorizations_authorization SET to_on = from_on - 1",
        "UPDATE authorizations_authorization SET to_on = from_on + 401",
        "UPDATE authorizations_authorization SET number = ''",
        "UPDATE authorizations_authorization SET codes = '{}'",
        "UPDATE authorizations_authorization SET status = 'requested'",
        "UPDATE authorizations_authorization SET unit = 'week'",
        "UPDATE authorizations_authorization SET level = '3.1'",
        "UPDATE authorizations_authorization SET payer = ''",
        "UPDATE authorizations_authorization SET extends_id = id",
        "UPDATE authorizations_authorization SET voided_at = now()",
    ],
)
def test_the_database_refuses_what_cannot_be(clinic: Clinic, statement: str) -> None:
    keep(clinic)

    with acting(clinic["utilization"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


@pytest.mark.parametrize("name", ["clinician", "utilization south"])
def test_nobody_reviews_who_is_no_reviewer_of_the_site(clinic: Clinic, name: str) -> None:
    unfit = clinic[name].membership.pk
    with pytest.raises(Refused, match="AUTH-021"):
        keep(clinic, record=replace(AS_IS, reviewer_id=unfit))

    kept = keep(clinic, record=mine(clinic))
    with acting(clinic["utilization"].scope), transaction.atomic():
        Authorization.objects.filter(pk=kept.pk).update(reviewer=unfit)  # as one who reviewed before
        row = Authorization.objects.get(pk=kept.pk)
        again = replace(AS_IS, reviewer_id=unfit)
        actions.change(actor=member(clinic["utilization"]), at=AT, authorization=row, version=row.version, record=again)
        row.refresh_from_db()
        actions.change(
            actor=member(clinic["utilization"]), at=AT, authorization=row, version=row.version, record=mine(clinic)
        )
