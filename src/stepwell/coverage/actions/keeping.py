"""Keeping estimates true: made anew when what they rest on changed. The one before stays."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from stepwell.coverage import handing
from stepwell.coverage.actions.estimates import fee_for, make_estimate, zone_of
from stepwell.coverage.actions.settling import named
from stepwell.coverage.models import Estimate
from stepwell.coverage.queries import estimates as queries
from stepwell.coverage.queries import keeping
from stepwell.coverage.queries.keeping import Looked
from stepwell.coverage.rules.cost.days import planned_days
from stepwell.coverage.rules.estimating import course_of
from stepwell.coverage.rules.planned import SHAPE, Planned
from stepwell.coverage.rules.settling import ANSWERED, that_count
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Scope


def make_again(
    *, actor: Member | Scope, at: datetime, client_id: UUID, policy_id: UUID, site_id: UUID, because: str = ""
) -> Estimate | None:  # fmt: skip
    """Make the estimate of a policy anew, because what it rests on changed: with the days as the schedule has them, if
    it follows that, and with what payers answered.

    returns  None if there is none, its days are long over, or it cannot be made: then the page says that it is out of
             date
    """
    last = queries.latest(policy_id)
    if last is None or last.to_on < at.astimezone(zone_of(actor)).date() - keeping.ANSWERS_COME:
        return None
    planned = as_scheduled(client_id, SHAPE.validate_json(last.plan_of_days))
    grounds = queries.grounds_of(client_id, site_id, policy_id, on=planned.days.starts_on)
    if grounds is None:
        return None
    try:
        return make_estimate(actor=actor, at=at, grounds=grounds, planned=planned, because=because, before=last)
    except Refused:
        return None


def keep_true(*, actor: Scope, at: datetime) -> int:
    """Make every estimate anew that is out of date; return how many. Once its days are over, answers alone count."""
    on = at.astimezone(zone_of(actor)).date()
    made = 0
    for one in keeping.to_look_at(on=on):
        planned = SHAPE.validate_json(one.estimate.plan_of_days)
        reasons = _of_answers(one, planned)
        if one.estimate.to_on >= on:
            reasons = [*one.reasons, *_of_schedule(one.estimate, planned), *reasons, *_of_fee(one.estimate, planned)]
            reasons += keeping.of_others(one.estimate, counted(planned))
        if reasons:
            client = one.estimate.client
            found = make_again(
                actor=actor, at=at, client_id=client.pk, policy_id=one.estimate.policy_id, site_id=client.site_id,
                because=reasons[0],
            )  # fmt: skip
            made += found is not None
    return made


def counted(planned: Planned) -> list[tuple[UUID, int, UUID | None]]:
    """Return policy, version and verification of those that an estimate counts after the first."""
    return [(one.policy, one.version, one.check) for one in planned.others]


def as_scheduled(client_id: UUID, planned: Planned) -> Planned:
    """Return planned days as the schedule has them, if they follow it."""
    if not planned.follows_schedule:
        return planned
    found = handing.scheduled(client_id, from_on=planned.days.starts_on)
    if found is None:
        return planned
    days = replace(planned.days, weekdays=found.weekdays, hours=found.hours, closed_on=found.closed_on)
    return replace(planned, days=days)


def _of_schedule(estimate: Estimate, planned: Planned) -> list[str]:
    return [] if as_scheduled(estimate.client_id, planned) == planned else ["The schedule has other days."]


def _of_fee(estimate: Estimate, planned: Planned) -> list[str]:
    good_faith = estimate.kind == EstimateKind.GOOD_FAITH
    now = fee_for(estimate.client_id, planned, good_faith=good_faith)
    return [] if now == planned.fee else ["The sliding fee was decided, or asked for."]


def _of_answers(one: Looked, planned: Planned) -> list[str]:
    """Return whether payers answered days since that an estimate does not count, or counts otherwise."""
    days = {day.on for day in planned_days(course_of(planned.days, ""))}
    names = {one.estimate.policy_id: "", **{each.policy: each.name for each in planned.others}}
    was = ANSWERED.validate_json(one.estimate.answered) if one.estimate.answered else ()
    now = that_count(named(names, one.answered), days, planned.as_of)
    return [] if {each.said for each in now} == {each.said for each in was} else ["Payers answered days of it."]
