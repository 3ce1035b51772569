"""A signature holds who signed exactly what, and when; nobody changes it, and a change would show."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.purposes import Purpose, register
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.signatures import actions, queries
from stepwell.platform.signatures.actions import Subject
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.signatures.rules.verification import CHANGED_CONTENT, CHANGED_RECORD
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.conftest import as_owner
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

CONTENT = "Sí, I agree.".encode()
MARK = Mark(Way.TYPED, b"MARKER Ana")


def subject(clinic: Clinic, category: Category = Category.CONSENTS, client: str = "ana") -> Subject:
    return Subject("Consent to care", CONTENT, category, clinic.clients[client].pk)


def sign(scope: Scope, what: Subject) -> Signature:
    with acting(scope):
        return actions.sign(actor=scope, at=timezone.now(), what=what, mark=MARK, signer="Ana López")


def link(clinic: Clinic, identity: Identity | None = None) -> tuple[Made, Scope]:
    register(Purpose("sign", "links:enter", timedelta(days=1)))
    ana = clinic.clients["ana"].pk
    with acting(clinic["admissions"].scope) as scope:
        opens = Opens(ana, Category.CONSENTS, ana)
        made = links.make_link(actor=scope, at=timezone.now(), purpose="sign", opens=opens, identity=identity)
    visitor = Scope(
        organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{digest(made.secret)}.", purpose="x"
    )
    return made, visitor


def stored(scope: Scope) -> Signature:
    with acting(scope):
        return Signature.objects.get()


def test_staff_sign_in_their_own_name_and_it_verifies(clinic: Clinic) -> None:
    sign(clinic["clinician"].scope, subject(clinic))

    found = stored(clinic["clinician"].scope)

    assert queries.verify(found, CONTENT) == []
    assert (found.account_id, found.link_id, found.signer) == (clinic["clinician"].account.pk, None, "Ana López")
    assert (found.way, bytes(found.mark)) == ("typed", MARK.content)


def test_a_changed_byte_fails(clinic: Clinic) -> None:
    signature = sign(clinic["clinician"].scope, subject(clinic))

    assert queries.verify(signature, CONTENT + b" ") == [CHANGED_CONTENT]


def test_the_holder_of_an_open_link_signs_through_it(clinic: Clinic) -> None:
    made, visitor = link(clinic)

    sign(visitor, subject(clinic))
    found = stored(visitor)

    assert (found.account_id, found.link_id) == (None, made.link.pk)
    assert queries.verify(found, CONTENT) == []
    assert queries.verify(stored(clinic["privacy"].scope), CONTENT) == []


def test_a_link_that_asks_signs_nothing_before_the_answer(clinic: Clinic) -> None:
    who = Identity(("Ana López",), timezone.now().date())
    _, visitor = link(clinic, who)

    with pytest.raises(Refused) as refusal:
        sign(visitor, subject(clinic))
    assert refusal.value.findings == (actions.NOT_OPEN,)


def test_a_used_link_signs_nothing(clinic: Clinic) -> None:
    _, visitor = link(clinic)
    sign(visitor, subject(clinic))
    with acting(visitor):
        links.use(actor=visitor, at=timezone.now())

    with pytest.raises(Refused):
        sign(visitor, subject(clinic))


@pytest.mark.parametrize("who", ["biller", "facilitator", "administrator everywhere", "clinician south"])
def test_nobody_signs_where_they_may_not_write(clinic: Clinic, who: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        sign(clinic[who].scope, subject(clinic))


def _insert(clinic: Clinic, scope: Scope, **changed: Any) -> str:
    """Copy the one signature with changes, as `scope`, in plain SQL; return the refusal's code or ""."""
    names = ", ".join(f"'{name}', %s::text" for name in changed)
    sql = (
        f"INSERT INTO signatures_signature SELECT (jsonb_populate_record(NULL::signatures_signature, %s::jsonb ||"
        f" jsonb_build_object('id', gen_random_uuid(), {names}))).*"
    )
    with acting(clinic["clinician"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(s)::text FROM signatures_signature s")
        (row,) = cursor.fetchone()
    try:
        with transaction.atomic(), acting(scope), connection.cursor() as cursor:
            cursor.execute(sql, [row, *changed.values()])
    except ProgrammingError as refusal:
        return str(getattr(refusal.__cause__, "sqlstate", ""))
    return ""


def test_in_plain_sql_nobody_signs_for_another(clinic: Clinic, other: Clinic) -> None:
    sign(clinic["clinician"].scope, subject(clinic))
    made, visitor = link(clinic)
    colleague = str(clinic["supervisor"].account.pk)

    assert _insert(clinic, clinic["clinician"].scope, account_id=colleague) == "42501"
    assert _insert(clinic, clinic["clinician"].scope, account_id=None, link_id=str(made.link.pk)) == "42501"
    assert _insert(clinic, visitor, account_id=colleague, link_id=str(made.link.pk)) == "42501"
    assert _insert(clinic, visitor, account_id=None, link_id=None) == "42501"
    assert _insert(clinic, other["clinician"].scope, account_id=str(other["clinician"].account.pk)) == "42501"
    assert _insert(clinic, visitor, account_id=None, link_id=str(made.link.pk)) == ""


def test_a_visitor_sees_what_they_signed_and_no_other_signature(clinic: Clinic) -> None:
    sign(clinic["clinician"].scope, subject(clinic))
    _, visitor = link(clinic)
    mine = sign(visitor, subject(clinic))

    with acting(visitor):
        assert [found.pk for found in Signature.objects.all()] == [mine.pk]


@pytest.mark.parametrize("sql", ["UPDATE signatures_signature SET label = 'x'", "DELETE FROM signatures_signature"])
def test_the_application_changes_and_deletes_nothing(clinic: Clinic, sql: str) -> None:
    sign(clinic["clinician"].scope, subject(clinic))

    with acting(clinic["clinician"].scope), pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_name_and_mark_are_sealed(clinic: Clinic) -> None:
    sign(clinic["clinician"].scope, subject(clinic))

    with acting(clinic["clinician"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT mark, signer FROM signatures_signature")
        [(mark, signer)] = cursor.fetchall()
    assert b"MARKER" not in bytes(mark)
    assert b"Ana" not in bytes(signer)


def test_signatures_over_the_same_bytes_are_found(clinic: Clinic) -> None:
    scope = clinic["clinician"].scope
    first = sign(scope, subject(clinic))
    sign(scope, Subject("Rules", b"something else", Category.CONSENTS, clinic.clients["ana"].pk))

    with acting(scope):
        assert [found.pk for found in queries.signatures_over(scope, CONTENT)] == [first.pk]
        assert queries.signatures_of(scope, clinic.clients["ana"].pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_somebody_with_the_owners_password_changed_is_found(clinic: Clinic) -> None:
    scope = clinic["clinician"].scope
    sign(scope, subject(clinic))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE signatures_signature SET signed_at = signed_at - interval '1 day'")

    assert queries.verify(stored(scope), CONTENT) == [CHANGED_RECORD]
