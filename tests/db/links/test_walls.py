"""What the holder of a link can do in plain SQL, as the application's own role: open their row, and nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from stepwell.platform.links import actions
from stepwell.platform.links.actions import Made
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.db.links.conftest import RIGHT, WRONG, holder, make
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

ATTEMPT = "INSERT INTO links_linkattempt (id, organization_id, link_id, proof, browser) VALUES (%s, %s, %s, %s, %s)"
END = "INSERT INTO links_linkend (id, organization_id, link_id, kind) VALUES (%s, %s, %s, %s)"


def run(scope: Scope, sql: str, *values: Any) -> Any:
    """Return the first row, the count of rows written, or the code of the refusal."""
    try:
        with transaction.atomic(), acting(scope), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone() if cursor.description else cursor.rowcount
    except DatabaseError as refusal:
        return getattr(refusal.__cause__, "sqlstate", "")


def opened(scope: Scope) -> Any:
    return run(scope, "SELECT stepwell.opened_link() IS NOT NULL, stepwell.opened_subject() IS NOT NULL")


@pytest.fixture
def asked(clinic: Clinic) -> Made:
    return make(clinic, identity=RIGHT)


@pytest.mark.parametrize("table", ["links_onetimelink", "links_linkattempt", "links_linkend", "clients_client",
                                   "clients_demographics", "documents_document", "trail_accessevent"])  # fmt: skip
def test_a_visitor_reads_no_table_of_links_or_clients(clinic: Clinic, asked: Made, table: str) -> None:
    make(clinic, client="bo")
    for scope in (holder(asked), holder(make(clinic))):
        assert run(scope, f"SELECT count(*) FROM {table}") == (0,)


def test_a_visitor_is_no_member(clinic: Clinic, asked: Made) -> None:
    assert run(holder(asked), "SELECT stepwell.is_member(), stepwell.everywhere('identity', false, false)") == (
        False,
        False,
    )
    assert run(holder(asked), "SELECT count(*) FROM tenancy_site") == (0,)


def test_the_clinic_is_named_only_once_the_link_is_open(clinic: Clinic, asked: Made) -> None:
    assert run(holder(asked), "SELECT name FROM tenancy_organization") is None
    assert run(holder(make(clinic)), "SELECT name FROM tenancy_organization") == ("Riverbend",)


def test_a_wrong_proof_opens_nothing(asked: Made) -> None:
    scope = holder(asked)

    written = run(
        scope, ATTEMPT, uuid4(), asked.link.organization_id, asked.link.pk, "0" * 32, scope.token.split(".")[1]
    )

    assert written == 1
    assert opened(scope) == (False, False)


def test_the_proof_of_another_link_opens_nothing(clinic: Clinic, asked: Made) -> None:
    scope, twin = holder(asked), make(clinic, identity=RIGHT)
    browser = scope.token.split(".")[1]

    run(scope, ATTEMPT, uuid4(), asked.link.organization_id, asked.link.pk, twin.link.proofs[0], browser)

    assert opened(scope) == (False, False)


def test_only_the_right_answer_opens(asked: Made) -> None:
    scope = holder(asked)
    with acting(scope):
        actions.prove(actor=scope, answer=RIGHT)

    assert opened(scope) == (True, True)


def test_a_visitor_answers_for_their_own_link_only(clinic: Clinic, other: Clinic, asked: Made) -> None:
    scope, theirs, elsewhere = holder(asked), make(clinic, identity=RIGHT), make(other, identity=RIGHT)

    for made in (theirs, elsewhere):
        row = (uuid4(), made.link.organization_id, made.link.pk, "0" * 32, "x")
        assert run(scope, ATTEMPT, *row) == "42501"


def test_nobody_answers_for_a_visitor(clinic: Clinic, asked: Made) -> None:
    row = (uuid4(), clinic.organization.pk, asked.link.pk, asked.link.proofs[0], "x")

    for scope in (clinic["admissions"].scope, clinic["administrator everywhere"].scope, clinic.system()):
        assert run(scope, ATTEMPT, *row) == "42501"


def test_a_visitor_cannot_end_a_link_that_is_not_open_nor_another(clinic: Clinic, asked: Made) -> None:
    here, another = clinic.organization.pk, make(clinic)

    assert run(holder(asked), END, uuid4(), here, asked.link.pk, "used") == "42501"
    assert run(holder(asked), END, uuid4(), here, another.link.pk, "used") == "42501"
    assert run(holder(another), END, uuid4(), here, another.link.pk, "revoked") == "42501"
    assert run(holder(another), END, uuid4(), here, another.link.pk, "used") == 1
    assert opened(holder(another)) == (False, False)


def test_staff_cannot_use_a_link_up_only_revoke_it(clinic: Clinic, asked: Made) -> None:
    here, scope = clinic.organization.pk, clinic["admissions"].scope

    assert run(scope, END, uuid4(), here, asked.link.pk, "used") == "42501"
    assert run(clinic["biller"].scope, END, uuid4(), here, asked.link.pk, "revoked") == "42501"
    assert run(scope, END, uuid4(), here, asked.link.pk, "revoked") == 1


def test_nothing_of_a_link_is_changed_or_deleted(clinic: Clinic, asked: Made) -> None:
    scope = holder(asked)
    with acting(scope):
        actions.prove(actor=scope, answer=WRONG)

    for who in (scope, clinic["admissions"].scope, clinic.system()):
        assert run(who, "UPDATE links_onetimelink SET expires_at = now() + interval '1 year'") == "42501"
        assert run(who, "UPDATE links_onetimelink SET proofs = '{}'") == "42501"
        assert run(who, "UPDATE links_linkattempt SET proof = 'x'") == "42501"
        assert run(who, "DELETE FROM links_linkattempt") == "42501"
        assert run(who, "DELETE FROM links_linkend") == "42501"


def test_a_token_opens_nothing_in_another_organization(clinic: Clinic, other: Clinic) -> None:
    made = make(clinic)
    strayed = Scope(organization=other.organization.pk, kind=Kind.VISITOR, token=holder(made).token)

    assert opened(strayed) == (False, False)
    assert run(strayed, "SELECT count(*) FROM tenancy_organization") == (0,)


@pytest.mark.parametrize("kind", [Kind.NONE, Kind.STAFF, Kind.FOUNDER, Kind.SYSTEM])
def test_a_token_counts_for_visitors_only(clinic: Clinic, kind: Kind) -> None:
    made = make(clinic)

    assert opened(Scope(organization=clinic.organization.pk, kind=kind, token=holder(made).token)) == (False, False)


def test_a_digest_without_the_secret_is_another_token(clinic: Clinic) -> None:
    made = make(clinic)
    stolen = Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=digest(made.link.token_hash))

    assert opened(stolen) == (False, False)


def test_a_client_link_changes_no_membership(clinic: Clinic) -> None:
    assert run(holder(make(clinic)), "UPDATE tenancy_membership SET name = 'x'") == 0
    with acting(clinic["administrator everywhere"].scope):
        assert not Membership.objects.filter(name="x").exists()
