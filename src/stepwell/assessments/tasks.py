"""Jobs: somebody answered alone, and the clinic must know now; links to what is due go out by themselves."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from stepwell.assessments import library
from stepwell.assessments.actions import sending, weekly
from stepwell.assessments.models import Answer
from stepwell.assessments.rules import danger, scoring
from stepwell.crisis.actions.events import open_crisis
from stepwell.crisis.vocabulary import Source
from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope


@job
def raise_crisis(scope: Scope, *, answer_id: UUID) -> None:
    """Open a crisis for a critical answer that somebody gave alone; on-call staff are told by it."""
    del scope
    answer = Answer.objects.get(pk=answer_id)
    definition = library.definition(answer.instrument, answer.version)
    answers = {answer.item: answer.value}
    score = scoring.score(definition, answers)
    tier = danger.tier_of(definition, answers, score)
    if tier is not None:
        open_crisis(
            actor=None,
            at=timezone.now(),
            client_id=answer.client_id,
            tier=tier,
            source=Source.ALONE,
            words=danger.words_of(definition, score),
        )


@each_organization(cron="25 * * * *")
def send_due(scope: Scope) -> None:
    """Schedule what programs ask every week; send links to what is due, in the organization's day.

    By the hour, so that a worker that slept catches up, and whoever was admitted today is asked.
    """
    zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=scope.tenant))
    now = timezone.now()
    weekly.schedule_all(actor=scope, on=now.astimezone(zone).date())
    sending.send_due(actor=scope, at=now, zone=zone)
