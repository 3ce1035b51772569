"""The first organization: everything or nothing, once."""

from dataclasses import replace

import pytest
from django.utils import timezone

from stepwell.people.actions import organizations
from stepwell.people.actions.beginning import NewAccount, begin
from stepwell.people.rules.staff import MemberRecord
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.tenancy.models import Site
from stepwell.platform.tenancy.queries import installation, organizations_of
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting
from tests.db.people.facts import ORGANIZATION, SITE, refused
from tests.worlds import Clinic

FOUNDER = NewAccount("Fay Founder", "Fay@Fernhill.example", "argon2$hash")


@pytest.fixture
def account(db: None) -> Account:
    del db
    return Account.objects.create_user("fay@fernhill.example", name="Fay Founder")


def test_the_founder_is_administrator_of_all_sites(account: Account) -> None:
    scope = organizations.found_organization(
        founder=account,
        at=timezone.now(),
        record=ORGANIZATION,
        first_site=SITE,
        member=MemberRecord(name="Fay Founder"),
    )

    with acting(scope):
        member = member_of(scope)
        assert member is not None
        assert (member.name, member.roles, member.place) == (
            "Fay Founder",
            frozenset({Role.ADMINISTRATOR}),
            "All sites",
        )
        assert list(Site.objects.values_list("name", flat=True)) == ["East"]


def test_a_wrong_site_leaves_no_organization_behind(account: Account) -> None:
    with refused("SITE-001"):
        organizations.found_organization(
            founder=account, at=timezone.now(), record=ORGANIZATION, first_site=replace(SITE, name=""),
            member=MemberRecord(name="Fay"),
        )  # fmt: skip

    assert installation().is_empty


def test_beginning_makes_account_organization_and_first_site(db: None) -> None:
    del db

    account = begin(at=timezone.now(), founder=FOUNDER, record=ORGANIZATION, site_name="Main")

    assert (account.email, account.name, account.password) == ("fay@fernhill.example", "Fay Founder", "argon2$hash")
    assert [choice.name for choice in organizations_of(account.pk)] == ["Fernhill"]


def test_beginning_twice_is_refused(clinic: Clinic) -> None:
    del clinic

    with refused("SETUP-001"):
        begin(at=timezone.now(), founder=FOUNDER, record=ORGANIZATION, site_name="Main")


def test_an_address_in_use_is_told_and_nothing_is_made(account: Account) -> None:
    del account

    with refused("SETUP-002"):
        begin(at=timezone.now(), founder=FOUNDER, record=ORGANIZATION, site_name="Main")

    assert installation().is_empty


def test_whoever_begins_needs_a_name_and_so_does_the_site(db: None) -> None:
    del db

    with refused("STAFF-001", "SETUP-003"):
        begin(at=timezone.now(), founder=replace(FOUNDER, name=" "), record=ORGANIZATION, site_name="-")

    assert Account.objects.count() == 0
