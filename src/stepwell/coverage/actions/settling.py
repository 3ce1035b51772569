"""Days that payers answered, as an estimate counts them: those of its own policy, and of policies that pay after it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.coverage import handing
from stepwell.coverage.figures import published
from stepwell.coverage.models import Estimate
from stepwell.coverage.queries.estimates import Grounds
from stepwell.coverage.queries.policies import PolicyRow
from stepwell.coverage.rules.cost.request import Request, answer
from stepwell.coverage.rules.planned import REQUEST
from stepwell.coverage.rules.settling import ANSWERED, AnsweredDay
from stepwell.coverage.rules.telling import path_of


def known_on(row: PolicyRow, *, at: datetime, zone: ZoneInfo) -> date:
    """Return the day for which amounts met under a policy were said; without a verification, the day of `at`."""
    return (row.check.made_at if row.check else at).astimezone(zone).date()


def named(names: Mapping[UUID, str], answered: Mapping[UUID, Sequence[AnsweredDay]]) -> list[AnsweredDay]:
    """Return days that payers answered, each with who that was; `names` of policies, "" for the first to pay."""
    return [replace(one, payer=name) for policy, name in names.items() for one in answered.get(policy, ())]


def of_grounds(grounds: Grounds) -> list[AnsweredDay]:
    """Return the days that the payers of an estimate answered. One query."""
    names = {grounds.row.id: "", **{one.row.id: one.name for one in grounds.others}}
    return named(names, handing.answered(list(names)))


def with_known(days: Sequence[AnsweredDay], before: Estimate) -> list[AnsweredDay]:
    """Return answered days with those that the estimate before counted: not everybody who makes one sees answers.

    The job that keeps estimates true sees them all, and takes out what was taken back.
    """
    seen = {(one.payer, one.on) for one in days}
    known = ANSWERED.validate_json(before.answered) if before.answered else ()
    return [*days, *(one for one in known if (one.payer, one.on) not in seen)]


def compared(before: Estimate, days: Sequence[AnsweredDay]) -> list[AnsweredDay]:
    """Return answered days with what an estimate said the client owes for each, or the one before it."""
    if not days:
        return []
    request: Request = REQUEST.validate_json(before.request)
    earlier = ANSWERED.validate_json(before.answered) if before.answered else ()
    priced = {one.on: one.owes for one in path_of(answer(request, published()).lines, request.plan).days}
    said = priced | {one.on: one.estimated for one in earlier if not one.payer}
    return [one if one.payer else replace(one, estimated=said.get(one.on)) for one in days]
