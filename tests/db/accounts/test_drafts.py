"""Drafts: seen by whoever typed them, as the walls have it, and sealed in the table."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.drafts import actions, tasks
from stepwell.platform.drafts.models import Draft
from stepwell.platform.drafts.rules import content
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.worlds import Clinic, Person

PAGE = "a" * 32
SAID = "Ana said she slept badly"


def _keep(person: Person, *, page: str = PAGE, text: str = SAID, days_ago: int = 0) -> Draft:
    with acting(person.scope):
        return actions.keep(
            actor=person.scope, at=timezone.now() - timedelta(days=days_ago), page=page, fields={"text": [text]}
        )


def _seen_by(scope: Scope) -> int:
    with acting(scope), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM drafts_draft")
        return int(cursor.fetchone()[0])


def test_the_author_reads_it_back(clinic: Clinic) -> None:
    _keep(clinic["clinician"])

    with acting(clinic["clinician"].scope):
        kept = Draft.objects.get(page=PAGE).content

    assert kept == {"text": [SAID]}


@pytest.mark.parametrize(
    "reader", ["director everywhere", "administrator everywhere", "privacy everywhere", "supervisor"]
)
def test_nobody_else_of_the_organization_sees_it(clinic: Clinic, reader: str) -> None:
    _keep(clinic["clinician"])

    assert _seen_by(clinic[reader].scope) == 0


def test_another_organization_does_not_see_it(clinic: Clinic, other: Clinic) -> None:
    _keep(clinic["clinician"])

    assert _seen_by(other["clinician"].scope) == 0


def test_its_author_does_not_see_it_for_another_organization(clinic: Clinic, other: Clinic) -> None:
    _keep(clinic["clinician"])
    elsewhere = Scope(actor=clinic["clinician"].account.pk, organization=other.organization.pk, kind=Kind.STAFF)

    assert _seen_by(elsewhere) == 0


def test_who_left_does_not_see_it(clinic: Clinic) -> None:
    _keep(clinic["clinician"])
    with acting(clinic["administrator everywhere"].scope):
        Membership.objects.filter(pk=clinic["clinician"].membership.pk).update(ended_at=timezone.now())

    assert _seen_by(clinic["clinician"].scope) == 0


def test_nobody_sees_it_without_a_scope(clinic: Clinic) -> None:
    _keep(clinic["clinician"])

    assert _seen_by(Scope()) == 0


def test_nobody_writes_one_in_anothers_name(clinic: Clinic) -> None:
    with pytest.raises(Exception, match="row-level security"), acting(clinic["supervisor"].scope):
        Draft.objects.create(
            organization_id=clinic.organization.pk,
            account_id=clinic["clinician"].account.pk,
            page=PAGE,
            content={},
            updated_at=timezone.now(),
        )


def test_the_table_does_not_hold_the_text(clinic: Clinic) -> None:
    _keep(clinic["clinician"])

    with acting(clinic["clinician"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT drafts_draft::text, content FROM drafts_draft")
        row, sealed = cursor.fetchone()

    assert (SAID in row, b"slept" in bytes(sealed)) == (False, False)


def test_what_is_no_key_forgets_nothing(clinic: Clinic) -> None:
    _keep(clinic["clinician"])

    with acting(clinic["clinician"].scope):
        assert [actions.forget(actor=clinic["clinician"].scope, page=key) for key in ("\x00", "", PAGE[:-1])] == [
            False
        ] * 3
        assert Draft.objects.count() == 1


def test_a_second_keeping_takes_the_place_of_the_first(clinic: Clinic) -> None:
    _keep(clinic["clinician"])
    _keep(clinic["clinician"], text="and ate little")

    with acting(clinic["clinician"].scope):
        kept = [draft.content for draft in Draft.objects.order_by("created_at")]

    assert kept == [{"text": ["and ate little"]}]


def test_the_database_refuses_a_second_row_for_one_form(clinic: Clinic) -> None:
    first = _keep(clinic["clinician"])

    with pytest.raises(IntegrityError), acting(clinic["clinician"].scope), transaction.atomic():
        Draft.objects.create(
            organization_id=first.organization_id,
            account_id=first.account_id,
            page=PAGE,
            content={},
            updated_at=timezone.now(),
        )


def test_forgetting_deletes_it(clinic: Clinic) -> None:
    _keep(clinic["clinician"])

    with acting(clinic["clinician"].scope) as scope:
        was_there, again = actions.forget(actor=scope, page=PAGE), actions.forget(actor=scope, page=PAGE)

    assert (was_there, again, _seen_by(clinic["clinician"].scope)) == (True, False, 0)


def test_one_that_is_too_long_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refused:
        _keep(clinic["clinician"], text="x" * content.MAX_BYTES)

    assert [finding.code for finding in refused.value.findings] == ["DRAFT-001"]


@pytest.mark.parametrize("page", ["", "a" * 31, "G" * 32, "../" + "a" * 29])
def test_a_key_that_no_page_has_is_refused(clinic: Clinic, page: str) -> None:
    with pytest.raises(Refused) as refused:
        _keep(clinic["clinician"], page=page)

    assert [finding.code for finding in refused.value.findings] == ["DRAFT-002"]


def test_the_oldest_makes_room(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    for number in range(3):
        _keep(clinic["clinician"], page=f"{number:032x}", days_ago=3 - number)

    with acting(clinic["clinician"].scope):
        left = sorted(Draft.objects.values_list("page", flat=True))

    assert left == [f"{1:032x}", f"{2:032x}"]


def test_a_job_sees_only_what_nobody_touched_for_a_week(clinic: Clinic) -> None:
    _keep(clinic["clinician"], days_ago=6)
    _keep(clinic["facilitator"], days_ago=8)

    assert _seen_by(clinic.system()) == 1


def test_the_job_deletes_old_drafts_and_no_others(clinic: Clinic, other: Clinic) -> None:
    _keep(clinic["clinician"], days_ago=6)
    _keep(clinic["facilitator"], days_ago=8)
    _keep(other["facilitator"], days_ago=8)

    tasks.forget_old.run(organization=clinic.organization.pk)

    left = [_seen_by(person.scope) for person in (clinic["clinician"], clinic["facilitator"], other["facilitator"])]
    assert left == [1, 0, 1]


def test_passwords_and_what_the_page_put_in_are_not_kept() -> None:
    sent = {
        "text": ["a", "b"],
        "password1": ["secret"],
        "csrfmiddlewaretoken": ["t"],
        "draft": [PAGE],
        "file": [object()],
    }

    kept = content.kept(sent.items())

    assert kept == {"text": ["a", "b"], "file": []}


def test_a_key_tells_page_arguments_and_prefix_apart() -> None:
    someone = UUID(int=1)
    keys = {
        content.key_of("notes:new", {"client": someone}, ""),
        content.key_of("notes:new", {"client": UUID(int=2)}, ""),
        content.key_of("notes:edit", {"client": someone}, ""),
        content.key_of("notes:new", {"client": someone}, "second"),
    }

    assert (len(keys), {len(key) for key in keys}) == (4, {32})
