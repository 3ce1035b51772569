"""Who may open the record after a discharge, and until when."""

from datetime import date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from stepwell.clients import actions as registry
from stepwell.clients.models import CareAssignment, Client
from stepwell.clients.queries import caseload, left
from stepwell.clients.vocabulary import CareKind
from stepwell.platform.walls.scope import acting
from stepwell.reviews.actions import discharging
from tests.db.reviews.conftest import Care, member
from tests.db.reviews.test_reviewing import run

pytestmark = pytest.mark.django_db
NOW = {"words": {"no_appointment": "Will find one."}}


def ends(care: Care) -> dict[str, datetime | None]:
    """Return when each assignment of Ana's ends, by its kind."""
    with acting(care.clinic["supervisor"].scope):
        return dict(CareAssignment.objects.filter(client=care.ana).values_list("kind", "ends_at"))


def today(care: Care, at: datetime) -> date:
    return at.astimezone(care.actor.zone).date()


def test_care_ends_as_soon_as_each_has_finished(care: Care) -> None:
    at = timezone.now()
    day = today(care, at)

    care.sign_discharge(care.summary(last_day=day, **NOW), at=at)

    found = ends(care)
    calls = datetime.combine(day + timedelta(days=105), datetime.min.time(), care.actor.zone)
    assert found == {
        "primary": calls, "team": calls, "roster": at + timedelta(days=7), "review": at + timedelta(days=30),
    }  # fmt: skip


def test_without_calls_nobody_keeps_the_record_longer_than_a_month(care: Care) -> None:
    at = timezone.now()

    care.sign_discharge(care.summary(last_day=today(care, at), follow_up=False, **NOW), at=at)

    assert ends(care)["primary"] == at + timedelta(days=30)
    assert ends(care)["team"] == at + timedelta(days=7)


def test_long_after_the_day_the_record_is_closed_to_who_signed(care: Care) -> None:
    care.sign_discharge(care.summary(follow_up=False))

    for who in ("clinician", "case_manager", "facilitator"):
        with acting(care.clinic[who].scope):
            assert not Client.objects.filter(pk=care.ana.pk).exists()
    with acting(care.clinic["supervisor"].scope):
        assert Client.objects.filter(pk=care.ana.pk).exists()


def test_who_left_stands_apart_in_the_caseload(care: Care) -> None:
    at, clinician = timezone.now(), care.clinic["clinician"]
    with acting(clinician.scope):
        before = ([row.id for row in caseload(clinician.membership.pk)], left(clinician.membership.pk))
    care.sign_discharge(care.summary(last_day=today(care, at), **NOW), at=at)

    with acting(clinician.scope):
        after = (caseload(clinician.membership.pk), [row.row.id for row in left(clinician.membership.pk)])
        until = left(clinician.membership.pk)[0].until
    assert before == ([care.ana.pk], [])
    assert after == ([], [care.ana.pk])
    assert until == ends(care)["primary"]


def test_undone_care_goes_on_as_it_was(care: Care) -> None:
    at, before = timezone.now(), ends(care)
    made = care.sign_discharge(care.summary(last_day=today(care, at), **NOW), at=at)

    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lost = discharging.undo_discharge(actor=care.actor, at=at, discharge=made, reason="The wrong person")

    assert lost == []
    assert ends(care) == before


def test_undone_who_was_followed_by_somebody_else_is_named(care: Care) -> None:
    at = timezone.now()
    made = care.sign_discharge(care.summary(last_day=today(care, at), **NOW), at=at)
    other = care.clinic["clinician everywhere"]
    with acting(care.clinic["supervisor"].scope):
        registry.assign_care(
            actor=member(care.clinic["supervisor"]), client=care.ana, membership_id=other.membership.pk,
            kind=CareKind.PRIMARY, starts_at=at,
        )  # fmt: skip

    with acting(other.scope), transaction.atomic():
        lost = discharging.undo_discharge(actor=member(other), at=at, discharge=made, reason="Comes back at once")

    assert lost == []  # the first one's care was ended by the second one's, not by the discharge
    with acting(other.scope):
        open_ones = CareAssignment.objects.filter(client=care.ana, kind="primary", ends_at=None)
        assert [row.membership_id for row in open_ones] == [other.membership.pk]


def test_only_the_discharge_itself_lets_a_clinician_end_care(care: Care) -> None:
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        assert CareAssignment.objects.filter(kind="roster").update(ends_at=timezone.now()) == 0
    with acting(care.clinic["clinician"].scope), pytest.raises(ProgrammingError), transaction.atomic():
        run(
            "INSERT INTO clients_careassignment (id, organization_id, client_id, membership_id, kind, starts_at)"
            " SELECT gen_random_uuid(), organization_id, client_id, membership_id, 'team', now()"
            " FROM clients_careassignment LIMIT 1"
        )
