"""What the holder of a link does: answer one question after another. Runs in the visitor's scope."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from stepwell.assessments import tasks
from stepwell.assessments.actions.measures import made
from stepwell.assessments.models import Answer, MeasureRequest
from stepwell.assessments.queries.measures import given_by_link, walk_of
from stepwell.assessments.rules import scoring
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.walks import Step, is_complete
from stepwell.assessments.vocabulary import Way
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.links.queries import Visit
from stepwell.platform.walls.scope import Scope

NOT_NOW = Finding("ASM-030", "This question was answered before, or comes later. Go on from where you are.")
NO_ANSWER = Finding("ASM-031", "Choose one of the answers, or skip the question.")


@dataclass(frozen=True)
class Visited:
    """What a visitor is asked, and by which link."""

    scope: Scope
    visit: Visit
    request: MeasureRequest


@transaction.atomic
def answer(*, actor: Visited, at: datetime, number: int, value: int | None) -> bool:
    """Keep one answer; a critical one tells the clinic at once, by a job of this transaction.

    number   of the question on the way, from 1
    value    None where the person prefers not to answer
    returns  whether the answer is critical
    raises   Refused (ASM-030, ASM-031)
    """
    step = walk_of(actor.request).at(number)
    if step is None:
        raise Refused(NOT_NOW)
    if value is not None and value not in step.item.values:
        raise Refused(NO_ANSWER)
    row = _keep(actor, at, step, value)
    given = given_by_link(actor.request).get(step.definition.code, {})
    critical = any(one.item == step.item.id and value in one.when for one in step.definition.critical)
    if critical:
        tasks.raise_crisis.defer(organization=actor.scope.tenant, answer_id=row.pk)
    if is_complete(step.definition, given):
        _finish(actor, at, step.definition)
    return critical


def _keep(actor: Visited, at: datetime, step: Step, value: int | None) -> Answer:
    return Answer.objects.create(
        organization_id=actor.scope.tenant,
        client_id=actor.request.client_id,
        request=actor.request,
        link_id=actor.visit.link_id,
        instrument=step.definition.code,
        version=step.definition.version,
        item=step.item.id,
        value=value,
        answered_at=at,
    )


def _finish(actor: Visited, at: datetime, definition: Definition) -> None:
    """Store an instrument whose questions are all behind. Two windows at once store it once."""
    given = given_by_link(actor.request).get(definition.code, {})
    left_out = {problem.position.rpartition("/")[2] for problem in scoring.check(definition, given)}
    answers = {name: value for name, value in given.items() if name not in left_out}
    response = made(
        definition,
        scoring.score(definition, answers),
        answers,
        organization_id=actor.scope.tenant,
        client_id=actor.request.client_id,
    )
    response.way, response.taken_at = Way.LINK, at
    response.request, response.link_id = actor.request, actor.visit.link_id
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:
        raise Refused(NOT_NOW) from None
