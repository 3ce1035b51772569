"""Who may be named for something: whoever holds a role for it at the site now, and who is named already."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from stepwell.people.queries.holders import is_unfit
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, make_clinic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "unfit"),
    [
        ("clinician", False),
        ("clinician everywhere", False),
        ("clinician south", True),
        ("biller", True),
    ],
)
def test_the_role_counts_at_the_site_of_the_client(clinic: Clinic, name: str, unfit: bool) -> None:
    who = clinic[name].membership.pk
    with acting(clinic["director"].scope):
        assert is_unfit(who, roles=[Role.CLINICIAN], site_ids=[clinic.north.pk]) is unfit
        assert not is_unfit(who, roles=[Role.CLINICIAN], site_ids=[clinic.north.pk], besides=[who])


def test_one_of_two_is_enough_and_nobody_is_somebody_fit(clinic: Clinic) -> None:
    fit, unfit = clinic["clinician"].membership.pk, clinic["biller"].membership.pk
    with acting(clinic["director"].scope):
        assert is_unfit(fit, unfit, None, roles=[Role.CLINICIAN], site_ids=[clinic.north.pk])
        assert not is_unfit(fit, fit, None, roles=[Role.CLINICIAN], site_ids=[clinic.north.pk])
        assert not is_unfit(None, roles=[Role.CLINICIAN], site_ids=[clinic.north.pk])


def test_whose_role_has_ended_whoever_left_and_whom_nobody_knows_are_unfit(clinic: Clinic) -> None:
    other = make_clinic("Lakeside")["clinician"].membership.pk
    who, past = clinic["clinician"].membership.pk, timezone.now() - timedelta(seconds=1)
    asked = {"roles": [Role.CLINICIAN], "site_ids": [clinic.north.pk]}
    with acting(clinic["administrator everywhere"].scope):
        assert is_unfit(other, **asked)
        assert is_unfit(other, **asked, besides=[other])
        assert is_unfit(uuid4(), **asked)
        held = RoleAssignment.objects.filter(membership=who)
        held.update(starts_at=past - timedelta(days=1), ends_at=past)
        assert is_unfit(who, **asked)
        held.update(ends_at=None)
        assert not is_unfit(who, **asked)
        Membership.objects.filter(pk=who).update(ended_at=past)
        assert is_unfit(who, **asked)
