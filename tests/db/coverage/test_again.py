"""The list of what is to be verified again: put there by a job, taken off by a verification."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from stepwell.clients.models import Episode
from stepwell.coverage.actions import again, checks
from stepwell.coverage.actions.checks import Found
from stepwell.coverage.models import Policy, VerificationDue
from stepwell.coverage.queries import again as queries
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.vocabulary import CheckWay
from stepwell.people.models import Program
from stepwell.platform.jobs.scopes import system
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.coverage.conftest import AT, may_ask
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
CALL = Found(CheckWay.CALL, Benefits(is_active=True), reference="55-1", gave_notice=True)


def look(clinic: Clinic, at: datetime) -> list[tuple[str, date]]:
    """Run the job, and return what stands on the list then."""
    with acting(system(clinic.organization.pk, "coverage.verify_again")) as scope:
        again.note_due(actor=scope, at=at)
        again.note_due(actor=scope, at=at)  # done again, it changes nothing
    found = VerificationDue.objects.filter(done_at=None).order_by("since")
    return [(one.reason, one.since) for one in found]


def in_care(clinic: Clinic, policy: Policy) -> Episode:
    """Return Ana's episode, in a program of the north site."""
    owned = {"organization": clinic.organization}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(**owned, site=clinic.north, name="Evening", level="2.1", kind="addiction")
    return Episode.objects.create(
        **owned, client_id=policy.client_id, program=program,
        opened_on=AT.astimezone(ZoneInfo("America/New_York")).date(), opened_by=clinic["admissions"].membership,
    )  # fmt: skip


def test_a_verification_does_what_was_due_and_the_next_month_brings_it_back(
    clinic: Clinic, coordinator: Member, policy: Policy
) -> None:
    may_ask(clinic)
    episode = in_care(clinic, policy)
    noon, on = AT, AT.astimezone(coordinator.zone).date()
    assert look(clinic, noon) == [("admission", on)]
    card = Found(CheckWay.CARD, Benefits(is_active=True))
    checks.record_check(actor=coordinator, at=noon, policy=policy, found=card)
    assert [row.age for row in queries.due_rows(now=noon, on=on)] == [0]

    made = checks.record_check(actor=coordinator, at=noon, policy=policy, found=CALL)

    assert look(clinic, noon) == []
    assert VerificationDue.objects.get().check_made_id == made.pk
    later = noon + timedelta(days=40)
    month = later.astimezone(coordinator.zone).date().replace(day=1)
    assert [since for _, since in look(clinic, later)][-1] == month
    checks.void_check(actor=coordinator, at=noon, check=made, reason="Written for another client")
    assert ("admission", on) in look(clinic, later)
    Episode.objects.filter(pk=episode.pk).update(closed_on=later.date())
    assert look(clinic, later) == []


def test_the_database_holds_why_and_since_when(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    row = VerificationDue.objects.create(
        organization=clinic.organization, client_id=policy.client_id, policy=policy, reason="month",
        since=date(2026, 2, 1), opened_at=datetime.now(tz=coordinator.zone),
    )  # fmt: skip
    found = VerificationDue.objects.filter(pk=row.pk)

    for values in ({"since": date(2026, 3, 1)}, {"reason": "level"}):
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            found.update(**values)
    found.update(done_at=datetime.now(tz=coordinator.zone))
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        found.update(done_at=None)
