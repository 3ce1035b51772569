"""Jobs: somebody answered alone, and the clinic must know now."""

from uuid import UUID

from django.utils import timezone

from stepwell.assessments import library
from stepwell.assessments.models import Answer
from stepwell.assessments.rules import danger, scoring
from stepwell.crisis.actions.events import open_crisis
from stepwell.crisis.vocabulary import Source
from stepwell.platform.jobs.declaring import job
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
