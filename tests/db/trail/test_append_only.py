"""As the application, with any SQL: the trail is added to, truly, and never changed."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError

from stepwell.platform.trail import recording
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import Scope, acting
from tests.worlds import Clinic

TABLES = ("trail_accessevent", "trail_seal", "trail_sealcheck")
COLUMNS = "organization_id, account_id, roles, purpose, way, page, count, request"
INSERT = f"INSERT INTO trail_accessevent ({COLUMNS}) VALUES (%s, %s, '', '', 'page', 'x', 1, gen_random_uuid())"


def run(sql: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(scope: Scope, sql: str, *values: Any) -> bool:
    """Return whether a statement is refused for want of a right or by a wall."""
    try:
        with acting(scope):
            run(sql, *values)
    except (ProgrammingError, DatabaseError) as error:
        return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


def leave_event(clinic: Clinic, who: str = "clinician") -> None:
    with acting(clinic[who].scope):
        recording.record(page="test", way=Way.PAGE, request_id=clinic.organization.pk)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET organization_id = organization_id", "DELETE FROM {}", "TRUNCATE {}"])
def test_nothing_is_changed_or_taken_away(clinic: Clinic, table: str, sql: str) -> None:
    leave_event(clinic)

    for scope in (clinic["privacy everywhere"].scope, clinic.system()):
        assert refused(scope, sql.format(table))


def test_everybody_leaves_events_in_their_own_name(clinic: Clinic) -> None:
    for who in ("clinician", "collector", "administrator"):
        leave_event(clinic, who)
    with acting(clinic.system("nightly")):
        recording.record(page="nightly", way=Way.JOB, request_id=clinic.organization.pk)

    with acting(clinic["privacy everywhere"].scope):
        left = list(AccessEvent.objects.order_by("id").values_list("account_id", flat=True))
    assert left == [clinic[who].account.pk for who in ("clinician", "collector", "administrator")] + [None]


def test_nobody_leaves_events_in_anothers_name(clinic: Clinic) -> None:
    organization, somebody = clinic.organization.pk, clinic["supervisor"].account.pk

    assert refused(clinic["clinician"].scope, INSERT, organization, somebody)
    assert refused(clinic["clinician"].scope, INSERT, organization, None)
    assert refused(clinic.system(), INSERT, organization, somebody)


def test_nobody_leaves_events_for_another_organization(clinic: Clinic, other: Clinic) -> None:
    me = clinic["clinician"]

    assert refused(me.scope, INSERT, other.organization.pk, me.account.pk)
    assert refused(clinic.system(), INSERT, other.organization.pk, None)


def test_nobody_who_is_nobody_leaves_events(clinic: Clinic) -> None:
    assert refused(Scope(), INSERT, clinic.organization.pk, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "now() - interval '1 day'"), ("transaction", "'5'::xid8")],
    ids=["instant", "transaction"],
)
def test_instant_and_transaction_are_the_databases_word(clinic: Clinic, column: str, value: str) -> None:
    me = clinic["clinician"]
    sql = INSERT.replace("count,", f"count, {column},").replace("1, gen", f"1, {value}, gen")

    assert refused(me.scope, sql, clinic.organization.pk, me.account.pk)


def test_the_log_opens_for_the_privacy_officer_of_the_organization_alone(clinic: Clinic, other: Clinic) -> None:
    leave_event(clinic)
    counts = {}
    for name in ("privacy everywhere", "clinician", "director everywhere", "administrator everywhere", "privacy"):
        with acting(clinic[name].scope):
            counts[name] = AccessEvent.objects.count()
    with acting(other["privacy everywhere"].scope):
        counts["stranger"] = AccessEvent.objects.count()

    assert counts.pop("privacy everywhere") == 1
    assert set(counts.values()) == {0}


def test_only_a_job_makes_seals(clinic: Clinic) -> None:
    sql = (
        "INSERT INTO trail_seal (id, organization_id, number, epoch, last_transaction, last_event, made_at, leaves,"
        " previous, digest) VALUES (gen_random_uuid(), %s, 1, 1, '1', 1, now(), '', '', '')"
    )

    assert refused(clinic["privacy everywhere"].scope, sql, clinic.organization.pk)
