"""Somebody is asked to work here, says yes once, and gets what was offered and nothing else."""

from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.accounts.models import Account
from stepwell.platform.invitations import acceptance, actions, queries
from stepwell.platform.invitations.actions import Invited
from stepwell.platform.invitations.rules.grants import NO_ROLE, Grant
from stepwell.platform.links.actions import ENDED, NOT_OPEN, Made
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.links.visitors import token_of, visitor_with
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PASSWORD = "four words walk home"


def invite(clinic: Clinic, *, by_mail: bool = False, **options: Any) -> tuple[Membership, Made]:
    said = {
        "name": "Ivy Chen",
        "email": "Ivy@New.example ",
        "grants": [Grant(Role.CLINICIAN, clinic.north.pk)],
        **options,
    }
    with acting(clinic["administrator everywhere"].scope) as scope:
        return actions.invite(actor=scope, at=timezone.now(), invited=Invited(**said), by_mail=by_mail)


def holder(made: Made) -> Scope:
    return Scope(
        organization=made.link.organization_id, kind=Kind.VISITOR, token=f"{digest(made.secret)}.", purpose="invitation"
    )


def accept(made: Made, membership: Membership, password: str = PASSWORD) -> Account:
    scope = holder(made)
    with acting(scope):
        return acceptance.accept_as_new(
            actor=scope, at=timezone.now(), membership=membership, name="Ivy M. Chen", password=password
        )


def is_open(made: Made) -> bool:
    return visitor_with(token_of(made.secret)) is not None


def as_member(account: Account, clinic: Clinic) -> Member | None:
    with acting(Scope(actor=account.pk, organization=clinic.organization.pk, kind=Kind.STAFF)) as scope:
        return member_of(scope)


def run(scope: Scope, sql: str, *values: Any) -> Any:
    try:
        with transaction.atomic(), acting(scope), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else cursor.rowcount
    except DatabaseError as refusal:
        return getattr(refusal.__cause__, "sqlstate", "")


def test_saying_yes_makes_an_account_with_the_roles_offered(clinic: Clinic) -> None:
    membership, made = invite(clinic)

    account = accept(made, membership)

    member = as_member(account, clinic)
    assert member is not None
    assert (member.name, member.roles, member.place) == ("Ivy M. Chen", {Role.CLINICIAN}, "North")
    assert account.email == "ivy@new.example"
    assert account.check_password(PASSWORD)


def test_it_is_said_once(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    accept(made, membership)

    assert not is_open(made)
    with pytest.raises(Refused):
        accept(made, membership)
    assert Account.objects.filter(email="ivy@new.example").count() == 1


def test_by_mail_the_link_goes_through_the_outbox(clinic: Clinic) -> None:
    _, made = invite(clinic, by_mail=True)

    with acting(clinic.system()):
        message = OutboxMessage.objects.get()
    assert (message.recipient, message.link, message.template) == ("ivy@new.example", made.url, "invitation")


def test_on_paper_nothing_is_sent(clinic: Clinic) -> None:
    invite(clinic)

    with acting(clinic.system()):
        assert not OutboxMessage.objects.exists()


def test_a_weak_password_is_refused_and_leaves_the_link_open(clinic: Clinic) -> None:
    membership, made = invite(clinic)

    with pytest.raises(Refused) as refusal:
        accept(made, membership, "ivy@new")

    assert {(finding.code, finding.field) for finding in refusal.value.findings} == {("INV-010", "password")}
    assert is_open(made)
    assert not Account.objects.filter(email="ivy@new.example").exists()


def test_somebody_with_an_account_joins_with_it_and_keeps_the_password(clinic: Clinic, other: Clinic) -> None:
    theirs = other["director"].account
    membership, made = invite(clinic, email=theirs.email)
    with pytest.raises(Refused) as refusal:
        accept(made, membership)
    assert refusal.value.findings == (acceptance.HAS_ACCOUNT,)

    scope = holder(made)
    with acting(scope):
        acceptance.accept_as(actor=scope, at=timezone.now(), membership=membership, account=theirs)

    assert as_member(theirs, clinic) is not None
    assert not is_open(made)


def test_another_account_than_the_one_invited_does_not_join(clinic: Clinic, other: Clinic) -> None:
    membership, made = invite(clinic)
    scope = holder(made)

    with acting(scope), pytest.raises(Refused) as refusal:
        acceptance.accept_as(actor=scope, at=timezone.now(), membership=membership, account=other["director"].account)
    assert refusal.value.findings == (acceptance.WRONG_ACCOUNT,)
    assert is_open(made)


def test_inviting_again_ends_the_link_before(clinic: Clinic) -> None:
    membership, first = invite(clinic)
    with acting(clinic["administrator everywhere"].scope) as scope:
        second = actions.invite_again(actor=scope, at=timezone.now(), membership=membership, by_mail=True)

    assert (is_open(first), is_open(second)) == (False, True)
    accept(second, membership)
    with acting(clinic["administrator everywhere"].scope) as scope, pytest.raises(Refused) as refusal:
        actions.invite_again(actor=scope, at=timezone.now(), membership=membership, by_mail=True)
    assert refusal.value.findings == (actions.ANSWERED,)


def test_taken_back_it_opens_nothing_and_the_address_is_free_again(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    with acting(clinic["administrator everywhere"].scope) as scope:
        actions.withdraw(actor=scope, at=timezone.now(), membership=membership)

        assert queries.pending(scope, at=timezone.now()) == []
        assert not RoleAssignment.objects.filter(membership=membership, ends_at=None).exists()
    assert not is_open(made)
    with pytest.raises(Refused):
        accept(made, membership)
    assert is_open(invite(clinic)[1])


def test_the_same_address_is_not_invited_twice(clinic: Clinic) -> None:
    invite(clinic)

    with pytest.raises(Refused) as refusal:
        invite(clinic, email="ivy@new.example")
    assert refusal.value.findings == (actions.THERE_ALREADY,)


def test_an_invitation_without_a_role_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refusal:
        invite(clinic, grants=[])
    assert refusal.value.findings == (NO_ROLE,)


def test_who_may_not_configure_invites_nobody(clinic: Clinic) -> None:
    invited = Invited("Ivy", "ivy@new.example", [Grant(Role.CLINICIAN, clinic.north.pk)])

    for role in ("director everywhere", "privacy everywhere", "admissions"):
        with acting(clinic[role].scope) as scope, pytest.raises(ProgrammingError):
            actions.invite(actor=scope, at=timezone.now(), invited=invited, by_mail=False)


def test_who_waits_is_listed_with_the_end_of_the_link(
    clinic: Clinic, other: Clinic, django_assert_num_queries: Any
) -> None:
    invite(other, email="elsewhere@new.example")
    made = [invite(clinic, email=f"i{number}@new.example")[1] for number in range(3)]
    with acting(clinic["administrator everywhere"].scope) as scope:
        Membership.objects.first()
        with django_assert_num_queries(2):
            waiting = queries.pending(scope, at=timezone.now())

    assert [line.open_until for line in waiting] == [one.link.expires_at for one in reversed(made)]


def test_in_plain_sql_the_holder_sees_and_changes_the_one_membership_only(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    scope = holder(made)

    assert run(scope, "SELECT id FROM tenancy_membership") == [(membership.pk,)]
    assert run(scope, "SELECT count(*) FROM tenancy_roleassignment") == [(0,)]
    assert run(scope, "SELECT count(*) FROM tenancy_membershipevent") == [(0,)]
    assert run(scope, "DELETE FROM tenancy_membership") == "42501"
    for change in (
        "email = 'x@y.example'",
        "organization_id = gen_random_uuid()",
        "ended_at = now()",
        "name = 'x'",
        "id = gen_random_uuid()",
        "job_title = 'Chief', account_id = (SELECT id FROM accounts_account LIMIT 1)",
    ):
        assert run(scope, f"UPDATE tenancy_membership SET {change}") == "42501", change


def test_in_plain_sql_the_holder_cannot_give_themselves_a_role(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    role = (
        "INSERT INTO tenancy_roleassignment (id, organization_id, membership_id, role, starts_at, basis)"
        " VALUES (gen_random_uuid(), %s, %s, 'director', now(), '')"
    )

    assert run(holder(made), role, clinic.organization.pk, membership.pk) == "42501"


def test_in_plain_sql_an_accepted_membership_changes_hands_no_more(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    take = "UPDATE tenancy_membership SET account_id = %s, joined_at = now()"
    first, second = clinic["biller"].account.pk, Account.objects.create_user("two@new.example", name="Two").pk
    third = Account.objects.create_user("three@new.example", name="Three").pk

    assert run(holder(made), take, first) == "23505"  # works here already
    assert run(holder(made), take, second) == 1
    assert run(holder(made), take, third) == "42501"
    with acting(clinic.system()):
        assert Membership.objects.get(pk=membership.pk).account_id == second


def test_using_the_link_without_joining_loses_it(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    use = "INSERT INTO links_linkend (id, organization_id, link_id, kind) VALUES (gen_random_uuid(), %s, %s, 'used')"

    assert run(holder(made), use, clinic.organization.pk, made.link.pk) == 1
    with pytest.raises(Refused) as refusal:
        accept(made, membership)
    assert refusal.value.findings in ((actions.ANSWERED,), (NOT_OPEN,), (ENDED,))
    assert not Account.objects.filter(email="ivy@new.example").exists()
