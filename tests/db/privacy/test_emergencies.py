"""Emergency access as the database sees it: one chart, one person, one hour, an honest reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions import emergencies as actions
from stepwell.privacy.models import EmergencyAccess
from stepwell.privacy.queries import emergencies
from stepwell.privacy.rules.emergencies import Person
from tests.worlds import Clinic
from tests.worlds import Person as Somebody

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
REASON = "no answer at the door"


def member(person: Somebody) -> Member:
    found = member_of(person.scope)
    assert found is not None
    return found


def open_chart(clinic: Clinic, who: str, client: str, reason: str = REASON) -> EmergencyAccess:
    person = clinic[who]
    with acting(person.scope):
        return actions.open_emergency_access(
            actor=member(person), at=NOON, client_id=clinic.clients[client].pk, reason=reason
        )


def found_by(clinic: Clinic, who: str, **wanted: Any) -> str:
    """Return the handle of the client found, or an empty text."""
    with acting(clinic[who].scope):
        client_id = emergencies.person(Person(**wanted))
    return next((handle for handle, client in clinic.clients.items() if client.pk == client_id), "")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"record_number": "20421"}, "dee"),
        ({"record_number": " 20421 "}, "dee"),
        ({"record_number": "2042"}, ""),
        ({"last_name": "Nguyen", "birth_date": date(1990, 1, 4)}, "dee"),
        ({"last_name": "LOPEZ", "birth_date": date(1990, 1, 3)}, "cy"),
        ({"last_name": "López", "birth_date": date(1990, 1, 4)}, ""),
        ({"last_name": "Lop", "birth_date": date(1990, 1, 3)}, ""),
        ({"last_name": "Dee", "birth_date": date(1990, 1, 4)}, ""),
        ({"last_name": "%", "birth_date": date(1990, 1, 4)}, ""),
        ({"record_number": "20421", "last_name": "López", "birth_date": date(1990, 1, 3)}, ""),
        ({}, ""),
    ],
)
def test_exactly_one_person_is_found_or_nobody(
    clinic: Clinic, other: Clinic, wanted: dict[str, Any], found: str
) -> None:
    del other  # the same people live there too

    assert found_by(clinic, "clinician", **wanted) == found


@pytest.mark.parametrize("who", ["admissions everywhere", "biller", "administrator everywhere", "auditor", "collector"])
def test_whom_emergency_opens_nothing_for_finds_nobody(clinic: Clinic, who: str) -> None:
    assert found_by(clinic, who, record_number="20421") == ""


def test_a_client_of_another_organization_is_not_found(clinic: Clinic, other: Clinic) -> None:
    assert found_by(clinic, "clinician", record=other.clients["dee"].pk) == ""


def test_the_chart_opens_to_the_one_who_asked(clinic: Clinic) -> None:
    open_chart(clinic, "clinician", "dee")

    dee = clinic.clients["dee"].pk
    seen = {}
    for who in ("clinician", "clinician south", "facilitator"):
        with acting(clinic[who].scope):
            seen[who] = Client.objects.filter(pk=dee).exists()
    assert seen == {"clinician": True, "clinician south": False, "facilitator": False}


def test_every_privacy_officer_who_may_see_it_is_told_at_once(clinic: Clinic) -> None:
    for officer in ("privacy", "privacy south", "privacy everywhere"):
        assert clinic[officer].account.pk

    open_chart(clinic, "clinician", "dee")

    with acting(clinic.system()):
        told = sorted(OutboxMessage.objects.values_list("recipient", flat=True))
        wording = set(OutboxMessage.objects.values_list("template", flat=True))
    assert told == ["privacy.everywhere@riverbend.example", "privacy@riverbend.example"]
    assert wording == {"attention"}


@pytest.mark.parametrize(("reason", "code"), [("", "EMG-003"), ("asap", "EMG-003")])
def test_without_a_reason_nothing_opens(clinic: Clinic, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        open_chart(clinic, "clinician", "dee", reason)

    assert [finding.code for finding in refused.value.findings] == [code]


@pytest.mark.parametrize(
    ("who", "client"), [("clinician", "ana"), ("supervisor", "dee"), ("director everywhere", "cy")]
)
def test_a_chart_that_is_open_already_needs_no_emergency(clinic: Clinic, who: str, client: str) -> None:
    with pytest.raises(Refused) as refused:
        open_chart(clinic, who, client)

    assert [finding.code for finding in refused.value.findings] == ["EMG-004"]


def test_a_second_access_while_one_runs_is_not_needed(clinic: Clinic) -> None:
    open_chart(clinic, "clinician", "dee")

    with pytest.raises(Refused, match="EMG-004"):
        open_chart(clinic, "clinician", "dee")


def test_the_privacy_officer_reads_a_chart_only_with_emergency_access(clinic: Clinic) -> None:
    with acting(clinic["privacy everywhere"].scope):
        before = emergencies.is_open(clinic.clients["dee"].pk)

    open_chart(clinic, "privacy everywhere", "dee")

    with acting(clinic["privacy everywhere"].scope):
        assert (before, emergencies.is_open(clinic.clients["dee"].pk)) == (False, True)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"reason": "too short"}, IntegrityError),
        ({"closes_at": NOON + timedelta(days=1)}, IntegrityError),
        ({"opened_at": NOON, "closes_at": NOON + timedelta(hours=1)}, ProgrammingError),
    ],
)
def test_the_database_holds_the_hour_the_moment_and_the_reason(
    clinic: Clinic, changed: dict[str, Any], error: type[Exception]
) -> None:
    me = clinic["clinician"]
    values = {"account": me.account, "client": clinic.clients["dee"], "reason": REASON, **changed}

    with acting(me.scope), pytest.raises(error), transaction.atomic():
        EmergencyAccess.objects.create(organization=clinic.organization, **values)


def test_nobody_opens_one_in_anothers_name(clinic: Clinic) -> None:
    me, somebody = clinic["clinician"], clinic["supervisor"]

    with acting(me.scope), pytest.raises(ProgrammingError), transaction.atomic():
        EmergencyAccess.objects.create(
            organization=clinic.organization, account=somebody.account, client=clinic.clients["dee"], reason=REASON
        )


@pytest.mark.parametrize("sql", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(
    ("table", "change"),
    [("privacy_emergencyaccess", "reason = 'another reason'"), ("privacy_emergencyreview", "justified = true")],
)
def test_nothing_of_it_is_changed_afterwards(clinic: Clinic, table: str, change: str, sql: str) -> None:
    open_chart(clinic, "clinician", "dee")

    for scope in (clinic["clinician"].scope, clinic["privacy everywhere"].scope):
        with acting(scope), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format(table, change))


def review(clinic: Clinic, who: str, *, justified: bool = True, note: str = "") -> None:
    person = clinic[who]
    with acting(person.scope):
        access_id = EmergencyAccess.objects.values_list("pk", flat=True).get()
        access = emergencies.one(access_id, person.account.pk)
        assert access is not None
        actions.review_emergency_access(actor=member(person), access=access, justified=justified, note=note)


def test_a_review_ends_the_wait(clinic: Clinic) -> None:
    open_chart(clinic, "clinician", "dee")
    officer = clinic["privacy everywhere"]
    with acting(officer.scope):
        waiting = [row.client for row in emergencies.unreviewed(officer.account.pk)]

    review(clinic, "privacy everywhere", justified=False, note="a neighbor")

    with acting(officer.scope):
        (row,) = emergencies.reviewed(officer.account.pk)
        assert emergencies.unreviewed(officer.account.pk) == []
    assert waiting == ["20421 · Dee Nguyen"]
    assert (row.who, row.outcome, row.note, row.reviewer) == ("Clinician", False, "a neighbor", "Privacy Everywhere")


def test_an_access_is_reviewed_once(clinic: Clinic) -> None:
    open_chart(clinic, "clinician", "dee")
    review(clinic, "privacy everywhere")

    with pytest.raises(Refused, match="EMG-006"):
        review(clinic, "privacy everywhere")


def test_nobody_reviews_their_own(clinic: Clinic) -> None:
    open_chart(clinic, "privacy everywhere", "dee")

    with pytest.raises(Refused, match="EMG-005"):
        review(clinic, "privacy everywhere")


def test_reviewed_accesses_come_a_page_at_a_time(clinic: Clinic) -> None:
    officer = clinic["privacy everywhere"]
    for who in ("clinician", "prescriber south", "facilitator"):
        access = open_chart(clinic, who, "dee")
        with acting(officer.scope):
            row = emergencies.one(access.pk, officer.account.pk)
            assert row is not None
            actions.review_emergency_access(actor=member(officer), access=row, justified=True, note="")

    with acting(officer.scope):
        first = emergencies.reviewed(officer.account.pk, most=2)
        rest = emergencies.reviewed(officer.account.pk, before=first[-1].id, most=2)
    assert len({row.id for row in (*first, *rest)}) == 3
    assert len(rest) == 1
