"""Members, roles and credentials."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.utils import timezone

from stepwell.people.actions import credentials, programs, roles, rooms, staff
from stepwell.people.models import Credential
from stepwell.people.queries import left_to_begin
from stepwell.people.queries import staff as queries
from stepwell.people.rules.staff import MemberRecord, RoleRecord, Standing
from stepwell.platform.accounts.models import Account
from stepwell.platform.accounts.sealed import SessionStore
from stepwell.platform.links.models import LinkEnd
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.tenancy.vocabulary import InvitationState
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Scope, acting
from tests.db.people.facts import LICENSE, PROGRAM, ROOM, refused
from tests.worlds import Clinic

NEW_YORK = ZoneInfo("America/New_York")


def moment() -> queries.Moment:
    return queries.Moment(timezone.now(), NEW_YORK)


def test_a_role_holds_at_once_and_ends_at_once(clinic: Clinic, administrator: Scope) -> None:
    biller = clinic["biller"]
    given = roles.grant_role(
        actor=administrator, at=timezone.now(), membership_id=biller.membership.pk,
        record=RoleRecord(role=Role.PRIVACY),
    )  # fmt: skip
    with acting(biller.scope) as scope:
        member = member_of(scope)
        assert member is not None
        assert member.roles == {Role.BILLER, Role.PRIVACY}

    roles.end_role(actor=administrator, at=timezone.now(), role_id=given.pk, reason="stepped down")

    shown = queries.person(biller.membership.pk, moment())
    assert [role.label for role in shown.roles] == ["Biller"]
    assert [role.label for role in shown.past_roles] == ["Privacy officer"]


def test_a_role_is_given_once_and_an_auditors_for_a_time(clinic: Clinic, administrator: Scope) -> None:
    now, biller = timezone.now(), clinic["biller"].membership.pk
    again = RoleRecord(role=Role.BILLER, site_id=clinic.north.pk)

    with refused("ROLE-001"):
        roles.grant_role(actor=administrator, at=now, membership_id=biller, record=again)
    with refused("ROLE-003", "ROLE-004"):
        roles.grant_role(actor=administrator, at=now, membership_id=biller, record=RoleRecord(role=Role.AUDITOR))
    boxed = RoleRecord(role=Role.AUDITOR, ends_at=now + timedelta(days=30), basis="survey")
    roles.grant_role(actor=administrator, at=now, membership_id=biller, record=boxed)

    assert len(queries.person(biller, moment()).roles) == 2


def test_the_last_administrator_of_all_sites_stays(clinic: Clinic, administrator: Scope) -> None:
    me = clinic["administrator everywhere"].membership.pk
    mine = RoleAssignment.objects.get(membership=me)

    with refused("ROLE-005"):
        roles.end_role(actor=administrator, at=timezone.now(), role_id=mine.pk, reason="rest")
    with refused("ROLE-005"):
        staff.end_membership(actor=administrator, at=timezone.now(), membership_id=me, reason="rest")
    roles.grant_role(
        actor=administrator, at=timezone.now(), membership_id=clinic["biller"].membership.pk,
        record=RoleRecord(role=Role.ADMINISTRATOR),
    )  # fmt: skip
    staff.end_membership(actor=administrator, at=timezone.now(), membership_id=me, reason="rest")

    assert member_of(administrator) is None


def test_somebody_invited_is_not_yet_an_administrator_to_rely_on(clinic: Clinic, administrator: Scope) -> None:
    staff.invite_member(
        actor=administrator, at=timezone.now(), email="new@riverbend.example", record=MemberRecord(name="New One"),
        role=RoleRecord(role=Role.ADMINISTRATOR), by_mail=False,
    )  # fmt: skip
    mine = RoleAssignment.objects.get(membership=clinic["administrator everywhere"].membership)

    with refused("ROLE-005"):
        roles.end_role(actor=administrator, at=timezone.now(), role_id=mine.pk, reason="rest")


def test_a_local_administrator_touches_no_staff(clinic: Clinic, local: Scope) -> None:
    now, biller = timezone.now(), clinic["biller"].membership.pk

    with refused("SET-001"):
        roles.grant_role(actor=local, at=now, membership_id=biller, record=RoleRecord(role=Role.PRIVACY))
    with refused("SET-001"):
        staff.end_membership(actor=local, at=now, membership_id=biller, reason="no")
    with refused("SET-001"):
        staff.change_member(actor=local, membership_id=biller, record=MemberRecord(name="No"))
    with refused("SET-001"):
        credentials.add_credential(actor=local, membership_id=biller, record=LICENSE)


def test_staff_of_another_organization_are_not_there(clinic: Clinic, other: Clinic, administrator: Scope) -> None:
    del clinic
    stranger = other["biller"].membership.pk

    with pytest.raises(Membership.DoesNotExist):
        roles.grant_role(
            actor=administrator, at=timezone.now(), membership_id=stranger, record=RoleRecord(role=Role.PRIVACY)
        )
    with pytest.raises(Membership.DoesNotExist):
        credentials.add_credential(actor=administrator, membership_id=stranger, record=LICENSE)


def test_ending_a_membership_signs_out_here_and_not_elsewhere(
    clinic: Clinic, other: Clinic, administrator: Scope
) -> None:
    biller = clinic["biller"]
    sessions = {}
    for organization in (clinic.organization, other.organization):
        session = SessionStore()
        session[ORGANIZATION] = str(organization.pk)
        session.save()
        sessions[organization.pk] = session.session_key
        UserSession.objects.create(
            user=biller.account, session_key=session.session_key, ip="127.0.0.1", last_seen_at=timezone.now()
        )

    staff.end_membership(
        actor=administrator, at=timezone.now(), membership_id=biller.membership.pk, reason="moved away"
    )

    left = list(UserSession.objects.filter(user=biller.account).values_list("session_key", flat=True))
    assert left == [sessions[other.organization.pk]]
    assert not SessionStore().exists(sessions[clinic.organization.pk])
    assert [role.is_over for role in queries.person(biller.membership.pk, moment()).past_roles] == [True]
    with refused("STAFF-003"):
        staff.end_membership(actor=administrator, at=timezone.now(), membership_id=biller.membership.pk, reason="again")


def test_whoever_left_can_be_invited_again_and_gets_no_role_meanwhile(clinic: Clinic, administrator: Scope) -> None:
    biller = clinic["biller"].membership
    staff.end_membership(actor=administrator, at=timezone.now(), membership_id=biller.pk, reason="moved away")

    with refused("ROLE-006"):
        roles.grant_role(
            actor=administrator, at=timezone.now(), membership_id=biller.pk, record=RoleRecord(role=Role.BILLER)
        )
    invited = staff.invite_member(
        actor=administrator, at=timezone.now(), email=biller.email, record=MemberRecord(name=biller.name),
        role=RoleRecord(role=Role.BILLER, site_id=clinic.north.pk), by_mail=False,
    )  # fmt: skip

    assert queries.person(invited.pk, moment()).state is InvitationState.INVITED


def test_an_invitation_is_taken_back_with_its_link(clinic: Clinic, administrator: Scope) -> None:
    del clinic
    invited = staff.invite_member(
        actor=administrator, at=timezone.now(), email="new@riverbend.example", record=MemberRecord(name="New One"),
        role=RoleRecord(role=Role.BILLER), by_mail=False,
    )  # fmt: skip

    staff.end_membership(actor=administrator, at=timezone.now(), membership_id=invited.pk, reason="wrong address")

    assert queries.person(invited.pk, moment()).state is InvitationState.ENDED
    assert LinkEnd.objects.count() == 1
    assert mail.outbox == []


def test_a_wrong_invitation_is_refused_with_every_fault(clinic: Clinic, administrator: Scope) -> None:
    del clinic
    with refused("STAFF-001", "ROLE-003", "ROLE-004"):
        staff.invite_member(
            actor=administrator, at=timezone.now(), email="a@b.example", record=MemberRecord(name=""),
            role=RoleRecord(role=Role.AUDITOR), by_mail=True,
        )  # fmt: skip


def test_a_member_is_entered_once(clinic: Clinic, administrator: Scope) -> None:
    account = Account.objects.create_user("twice@riverbend.example", name="Twice")
    record = MemberRecord(name="Twice")
    staff.add_member(actor=administrator, at=timezone.now(), account=account, record=record)

    with refused("STAFF-002"):
        staff.add_member(actor=administrator, at=timezone.now(), account=account, record=record)
    with refused("STAFF-001"):
        staff.change_member(
            actor=administrator, membership_id=clinic["biller"].membership.pk, record=MemberRecord(name="")
        )


def test_a_role_that_ended_does_not_end_again(clinic: Clinic, administrator: Scope) -> None:
    role = RoleAssignment.objects.get(membership=clinic["biller"].membership)
    roles.end_role(actor=administrator, at=timezone.now(), role_id=role.pk, reason="done")

    with refused("ROLE-007"):
        roles.end_role(actor=administrator, at=timezone.now(), role_id=role.pk, reason="done")
    with refused("SET-003"):
        other = RoleAssignment.objects.get(membership=clinic["clinician"].membership)
        roles.end_role(actor=administrator, at=timezone.now(), role_id=other.pk, reason=" ")


def test_credentials_are_renewed_withdrawn_and_warn(clinic: Clinic, administrator: Scope) -> None:
    dana = clinic["clinician"].membership.pk
    today = moment().day
    soon = replace(LICENSE, expires_on=today + timedelta(days=10))
    held = credentials.add_credential(actor=administrator, membership_id=dana, record=soon)
    (due,) = queries.running_out(queries.RUNNING_OUT.fetched(today=today), on=today)
    assert (due.name, due.standing) == ("Clinician", Standing.EXPIRING)

    renewed = replace(LICENSE, expires_on=today + timedelta(days=700))
    credentials.change_credential(actor=administrator, credential_id=held.pk, record=renewed)
    assert queries.RUNNING_OUT.fetched(today=today) == []
    with refused("SET-003"):
        credentials.withdraw_credential(actor=administrator, credential_id=held.pk, withdrawn_on=today, reason="")
    credentials.withdraw_credential(actor=administrator, credential_id=held.pk, withdrawn_on=today, reason="suspended")
    with refused("CRED-007"):
        credentials.change_credential(actor=administrator, credential_id=held.pk, record=LICENSE)

    assert queries.person(dana, moment()).credentials[0].standing is Standing.WITHDRAWN


def test_colleagues_read_credentials_and_write_none(clinic: Clinic, clinician: Scope) -> None:
    with refused("SET-001"):
        credentials.add_credential(actor=clinician, membership_id=clinic["clinician"].membership.pk, record=LICENSE)

    assert Credential.objects.count() == 0


def test_the_checklist_follows_what_is_there(clinic: Clinic, administrator: Scope) -> None:
    before = [step.title for step in left_to_begin() if not step.is_done]
    for role in (Role.DIRECTOR, Role.PRIVACY):
        assert clinic[role].membership.pk
    programs.add_program(actor=administrator, site_id=clinic.north.pk, record=PROGRAM)

    after = [step.title for step in left_to_begin() if not step.is_done]
    rooms.add_room(actor=administrator, site_id=clinic.north.pk, record=ROOM)

    assert before == ["A program", "A room", "A program director", "A privacy officer"]
    assert after == ["A room"]
    assert left_to_begin() == []
