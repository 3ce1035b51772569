"""Every cell of the table of roles, tried in raw SQL as the application's role.

The expectation is written out here by hand, apart from the code: for each role, what it reads (R), writes (W) or writes
as its author only (own), of any client of its site, and of a client it has to do with.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.clients.models import CareAssignment
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import NOBODY, Kind, Scope, acting, speaking
from tests.probes import CLIENT_CATEGORIES, OWN, TABLES
from tests.undoing import undone
from tests.worlds import Clinic, Person

CHART = "screening chart services objectives sessions case_notes"
PERSON = "identity demographics"


@dataclass(frozen=True)
class Cell:
    """What a role sees: of its whole site, and of clients it is assigned to."""

    site_reads: str = ""
    site_writes: str = ""
    assigned_reads: str = ""
    assigned_writes: str = ""
    assigned_own: str = ""


EXPECTED = {
    "admissions": Cell(
        site_reads="screening authorizations",
        site_writes=f"{PERSON} benefits payments consents inquiries enrollment schedule crisis safety",
    ),
    "clinician": Cell(
        assigned_reads=f"{PERSON} tests caseload authorizations",
        assigned_writes=f"{CHART} consents enrollment schedule crisis safety",
        assigned_own="counseling",
    ),
    "facilitator": Cell(assigned_reads="identity objectives consents schedule", assigned_writes="sessions crisis"),
    "supervisor": Cell(
        site_reads=f"{PERSON} {CHART} tests consents enrollment authorizations",
        site_writes="caseload schedule crisis safety",
    ),
    "director": Cell(
        site_reads=f"{PERSON} {CHART} tests consents inquiries enrollment authorizations",
        site_writes="billing payments caseload schedule crisis safety",
    ),
    "prescriber": Cell(
        site_reads=f"{PERSON} consents caseload enrollment schedule",
        site_writes=f"{CHART} tests collection test_flags crisis safety",
    ),
    "collector": Cell(site_reads="identity", site_writes="collection crisis"),
    "utilization": Cell(
        site_reads=f"{PERSON} billing payments benefits consents enrollment schedule",
        site_writes="authorizations crisis",
        assigned_reads=f"{CHART} tests",
    ),
    "biller": Cell(
        site_reads=f"{PERSON} services benefits consents enrollment schedule authorizations",
        site_writes="billing payments crisis",
    ),
    "case_manager": Cell(
        assigned_reads=f"{PERSON} objectives test_flags caseload enrollment schedule",
        assigned_writes="consents crisis safety",
        assigned_own="case_notes",
    ),
    "privacy": Cell(site_reads=f"{PERSON} caseload enrollment", site_writes="consents"),
    "administrator": Cell(),
    "auditor": Cell(
        site_reads=f"{PERSON} {CHART} tests billing payments consents inquiries enrollment schedule "
        "authorizations crisis safety"
    ),
}
READS_IN_EMERGENCY = {
    "clinician": f"{PERSON} {CHART} tests consents enrollment schedule crisis safety",
    "facilitator": f"{PERSON} {CHART} consents enrollment schedule crisis safety",
    "supervisor": f"{PERSON} {CHART} tests consents counseling enrollment schedule crisis safety",
    "director": f"{PERSON} {CHART} tests consents enrollment schedule crisis safety",
    "prescriber": f"{PERSON} {CHART} tests consents enrollment schedule crisis safety",
    "case_manager": f"{PERSON} {CHART} consents enrollment schedule crisis safety",
    "privacy": f"{CHART} crisis safety",
}


def test_the_expectation_names_every_role_and_every_category() -> None:
    assert set(EXPECTED) == set(Role)
    named = {word for cell in EXPECTED.values() for text in vars(cell).values() for word in text.split()}
    assert named == {str(category) for category in CLIENT_CATEGORIES}


def fill(clinic: Clinic, author: Person) -> None:
    """Put one row for each client into each table, written by `author` where rows have one."""
    with acting(clinic.system()):
        for category, model in TABLES.items():
            wrote = author.account.pk if category in OWN else None
            model.objects.bulk_create(
                model(organization=clinic.organization, client=client, author_id=wrote)
                for client in clinic.clients.values()
            )


def reads(scope: Scope, category: Any) -> set[Any]:
    """Return the clients whose rows of `category` the scope reads."""
    with acting(scope), connection.cursor() as cursor:
        cursor.execute(f"SELECT client_id FROM probe_{category}")
        return {client for (client,) in cursor.fetchall()}


def inserts(scope: Scope, category: Any, organization: Any, client: Any, author: Any = None) -> bool:
    """Return whether the scope may add a row for `client`; what it added is undone."""
    sql = f"INSERT INTO probe_{category} (id, organization_id, client_id, author_id) VALUES (%s, %s, %s, %s)"
    return _is_let_in(scope, sql, [uuid4(), organization, client, author])


def _is_let_in(scope: Scope, sql: str, values: list[Any]) -> bool:
    """Return False if a wall refuses the statement; what it did is undone. Any other error is raised."""
    with speaking(scope), undone(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, values)
        except ProgrammingError as refusal:
            if "row-level security" not in str(refusal):
                raise
            return False
        return True


def updates(scope: Scope, category: Any) -> set[Any]:
    """Return the clients whose rows of `category` the scope changes when it changes all it can."""
    with speaking(scope), undone(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE probe_{category} SET created_at = now() RETURNING client_id")
        return {client for (client,) in cursor.fetchall()}


@pytest.mark.parametrize("role", list(EXPECTED))
def test_role_sees_and_writes_what_the_table_says(clinic: Clinic, role: str) -> None:
    cell, person = EXPECTED[role], clinic[role]
    north = {clinic.clients[name].pk for name in ("ana", "bo", "dee")}
    ana = {clinic.clients["ana"].pk}
    fill(clinic, author=person)

    for category in CLIENT_CATEGORIES:
        written = _reach(category, cell.site_writes, cell.assigned_writes + " " + cell.assigned_own, north, ana)
        read = written | _reach(category, cell.site_reads, cell.assigned_reads, north, ana)
        assert reads(person.scope, category) == read, (role, category)
        assert updates(person.scope, category) == written, (role, category)
        for client in clinic.clients.values():
            may = inserts(person.scope, category, clinic.organization.pk, client.pk, person.account.pk)
            assert may == (client.pk in written), (role, category, client.last_name)


def _reach(category: Any, at_site: str, assigned: str, north: set[Any], ana: set[Any]) -> set[Any]:
    return (north if category in at_site.split() else set()) | (ana if category in assigned.split() else set())


@pytest.mark.parametrize("role", list(EXPECTED))
def test_rows_of_their_author_are_closed_to_others_of_the_same_role(clinic: Clinic, role: str) -> None:
    fill(clinic, author=clinic["auditor south"])

    for category in EXPECTED[role].assigned_own.split():
        assert reads(clinic[role].scope, category) == set()
        ana = clinic.clients["ana"].pk
        assert not inserts(clinic[role].scope, category, clinic.organization.pk, ana, clinic["director"].account.pk)


@pytest.mark.parametrize("role", list(EXPECTED))
def test_role_at_one_site_sees_nothing_of_another(clinic: Clinic, role: str) -> None:
    fill(clinic, author=clinic[role])
    south = {clinic.clients["cy"].pk}

    for category in CLIENT_CATEGORIES:
        assert reads(clinic[f"{role} south"].scope, category) <= south


@pytest.mark.parametrize("role", ["admissions", "director", "privacy", "administrator"])
def test_role_at_all_sites_sees_all_sites(clinic: Clinic, role: str) -> None:
    fill(clinic, author=clinic[role])
    everybody = {client.pk for client in clinic.clients.values()}
    cell = EXPECTED[role]

    for category in CLIENT_CATEGORIES:
        wanted = everybody if category in f"{cell.site_reads} {cell.site_writes}".split() else set()
        assert reads(clinic[f"{role} everywhere"].scope, category) == wanted


@pytest.mark.parametrize("role", list(EXPECTED))
def test_nobody_sees_another_organization(clinic: Clinic, other: Clinic, role: str) -> None:
    fill(clinic, author=clinic[role])
    stranger = other[role].scope
    disguised = Scope(actor=other[role].account.pk, organization=clinic.organization.pk, kind=Kind.STAFF, purpose="x")
    homeless = Scope(actor=clinic[role].account.pk, kind=Kind.STAFF, purpose="x")
    theirs = other.clients["ana"].pk

    for category in CLIENT_CATEGORIES:
        for scope in (stranger, disguised, homeless, NOBODY, other.system()):
            assert reads(scope, category) == set(), (role, category)
            assert updates(scope, category) == set()
        assert not inserts(clinic[role].scope, category, other.organization.pk, theirs, clinic[role].account.pk)
        assert not inserts(
            disguised, category, clinic.organization.pk, clinic.clients["ana"].pk, other[role].account.pk
        )


def test_outside_a_transaction_nothing_is_told_and_nothing_is_seen(clinic: Clinic) -> None:
    fill(clinic, author=clinic["director"])
    assert reads(NOBODY, "chart") == set()


@pytest.mark.parametrize("role", list(EXPECTED))
def test_ended_membership_role_and_care_close_everything_at_once(clinic: Clinic, role: str) -> None:
    fill(clinic, author=clinic[role])
    person = clinic[role]
    ended = timezone.now() - timedelta(hours=1)

    def sees_anything() -> bool:
        return any(reads(person.scope, category) for category in CLIENT_CATEGORIES)

    for end in (_end_membership, _end_role, _start_role_tomorrow):
        with undone():
            with acting(clinic["administrator everywhere"].scope):
                end(person, ended)
            assert not sees_anything(), (role, end.__name__)
    if not (EXPECTED[role].site_reads or EXPECTED[role].site_writes):
        with acting(clinic["supervisor"].scope):
            CareAssignment.objects.filter(membership=person.membership, ends_at=None).update(ends_at=ended)
        assert not sees_anything()


def _end_membership(person: Person, at: Any) -> None:
    assert Membership.objects.filter(pk=person.membership.pk).update(ended_at=at) == 1


def _end_role(person: Person, at: Any) -> None:
    early = at - timedelta(days=2)
    assert RoleAssignment.objects.filter(membership=person.membership).update(starts_at=early, ends_at=at) == 1


def _start_role_tomorrow(person: Person, at: Any) -> None:
    changed = RoleAssignment.objects.filter(membership=person.membership)
    assert changed.update(starts_at=at + timedelta(days=1), ends_at=at + timedelta(days=2)) == 1


@pytest.mark.parametrize("role", list(EXPECTED))
def test_emergency_access_opens_one_chart_for_reading(clinic: Clinic, role: str) -> None:
    fill(clinic, author=clinic["auditor south"])
    person, dee = clinic[role], clinic.clients["dee"].pk
    before = {category: reads(person.scope, category) for category in CLIENT_CATEGORIES}
    written = {category: updates(person.scope, category) for category in CLIENT_CATEGORIES}

    opened = _open_emergency(person, clinic, dee)

    assert opened == (role in READS_IN_EMERGENCY)
    for category in CLIENT_CATEGORIES:
        more = {dee} if category in READS_IN_EMERGENCY.get(role, "").split() else set()
        assert reads(person.scope, category) == before[category] | more, (role, category)
        assert updates(person.scope, category) == written[category], (role, category)


def _open_emergency(person: Person, clinic: Clinic, client: Any, *, account: Any = None, opened: str = "now()") -> bool:
    sql = (
        "INSERT INTO privacy_emergencyaccess (id, organization_id, account_id, client_id, reason, opened_at, closes_at)"
        f" VALUES (%s, %s, %s, %s, 'unresponsive', {opened}, {opened} + interval '1 hour')"
    )
    values = [uuid4(), clinic.organization.pk, account or person.account.pk, client]
    may = _is_let_in(person.scope, sql, values)
    if may:
        with acting(person.scope), connection.cursor() as cursor:
            cursor.execute(sql, values)
    return may


def test_emergency_access_is_opened_in_ones_own_name_and_now(clinic: Clinic, other: Clinic) -> None:
    dee, clinician = clinic.clients["dee"].pk, clinic["clinician"]

    assert not _open_emergency(clinician, clinic, dee, account=clinic["supervisor"].account.pk)
    assert not _open_emergency(clinician, clinic, dee, opened="now() + interval '5 minutes'")
    assert not _open_emergency(clinician, other, other.clients["dee"].pk)
