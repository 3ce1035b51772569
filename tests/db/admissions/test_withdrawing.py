"""Who does not start is looked after no longer than it takes to finish; who comes back is looked after again."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stepwell.admissions.actions.entering import resume, withdraw
from stepwell.admissions.models import Withdrawal
from stepwell.admissions.vocabulary import Lost
from stepwell.clients.actions import assign_care
from stepwell.clients.models import CareAssignment
from stepwell.clients.vocabulary import CareKind
from stepwell.platform.walls.scope import acting
from tests.db.admissions.conftest import Way

pytestmark = pytest.mark.django_db


def assign(way: Way, who: str, kind: CareKind, ends_at: datetime | None = None) -> None:
    with acting(way.clinic["supervisor"].scope):
        assign_care(
            actor=way.member("supervisor"), client=way.client, membership_id=way.clinic[who].membership.pk, kind=kind,
            starts_at=timezone.now() - timedelta(minutes=5), ends_at=ends_at,
        )  # fmt: skip


def ends(way: Way) -> dict[str, datetime | None]:
    with acting(way.clinic["supervisor"].scope):
        return dict(CareAssignment.objects.filter(client=way.client).values_list("kind", "ends_at"))


def test_care_ends_with_the_withdrawal_and_goes_on_as_it_was(way: Way) -> None:
    at, soon = timezone.now(), timezone.now() + timedelta(days=2)
    assign(way, "case_manager", CareKind.TEAM)
    assign(way, "facilitator", CareKind.ROSTER, soon)
    before = ends(way)

    way.do(withdraw, why=Lost.UNWANTED, at=at)

    assert ends(way) == {
        "primary": at + timedelta(days=30), "team": at + timedelta(days=7), "roster": soon,
    }  # fmt: skip
    assert way.do(resume, at=at + timedelta(days=40)) == []
    assert ends(way) == before


def test_who_was_followed_by_somebody_else_is_named_and_stays_ended(way: Way) -> None:
    at = timezone.now()
    way.do(withdraw, why=Lost.UNWANTED, at=at)
    with acting(way.clinic["supervisor"].scope):
        CareAssignment.objects.create(
            organization=way.clinic.organization, client=way.client, kind=CareKind.PRIMARY,
            membership=way.clinic["clinician everywhere"].membership, starts_at=at,
        )  # fmt: skip

    [said] = way.do(resume, at=at + timedelta(days=1))

    assert "is not the primary clinician again" in said


def test_what_somebody_changed_since_is_left_alone(way: Way) -> None:
    at = timezone.now()
    way.do(withdraw, why=Lost.UNWANTED, at=at)
    with acting(way.clinic["supervisor"].scope):
        CareAssignment.objects.filter(client=way.client).update(ends_at=at)

    assert way.do(resume, at=at + timedelta(days=1)) == []
    assert ends(way) == {"primary": at}


def test_without_a_withdrawal_admissions_ends_nobodys_care(way: Way) -> None:
    with acting(way.clinic["admissions"].scope), transaction.atomic():
        assert CareAssignment.objects.filter(client=way.client).update(ends_at=timezone.now()) == 0


def test_the_door_opens_by_leaving_and_coming_back_only(way: Way) -> None:
    left = way.do(withdraw, why=Lost.UNWANTED)
    with acting(way.clinic["admissions"].scope):
        noted = Withdrawal.objects.get(pk=left.pk).transaction
        Withdrawal.objects.filter(pk=left.pk).update(transaction="5")
        assert Withdrawal.objects.get(pk=left.pk).transaction == noted
    way.do(resume, at=timezone.now())
    with acting(way.clinic["admissions"].scope), pytest.raises(IntegrityError, match="withdrawal_stands"):
        Withdrawal.objects.filter(pk=left.pk).update(undo={})
