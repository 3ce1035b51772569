"""Scrubbing claims: all rules as their payers want them, and at the end the writer itself."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from stepwell.billing.actions.stopping import Looked, keep_stops
from stepwell.billing.vocabulary import Stopped
from stepwell.claims.models import Claim, Route
from stepwell.claims.queries.charged import Ground
from stepwell.claims.queries.known import Case, facts_of
from stepwell.claims.rules.scrubbing.rules import Gravity, Rule, ScrubFinding
from stepwell.claims.rules.scrubbing.scrubber import ALL, adjusted, may_go, scrub
from stepwell.claims.rules.writing import unwritable
from stepwell.claims.vocabulary import State

NO_ROUTE = ScrubFinding(
    "CLM-002", "Nobody wrote down how claims reach this payer. Do it under Settings, Claims.", "coverage.payer"
)


def judge(cases: Sequence[Case], ground: Ground, *, at: datetime) -> list[list[ScrubFinding]]:
    """Return what is wrong with each of some claims, in their order."""
    local = at.astimezone(ground.zone)
    asked: dict[Any, Sequence[Rule]] = {None: ALL}
    found = []
    for case, facts in zip(cases, facts_of(cases, ground, today=local.date(), at=at), strict=True):
        route = ground.route_of(ground.policies[case.policy_id])
        key = route.pk if route else None
        if route and key not in asked:
            asked[key] = _rules(route)
        wrong = scrub(case.claim, facts, asked[key])
        if route is None:
            wrong.append(NO_ROUTE)
        found.append(wrong + (unwritable(case.claim, at=local) if may_go(wrong) else []))
    return found


def _rules(route: Route) -> Sequence[Rule]:
    return adjusted({code: Gravity(gravity) for code, gravity in route.gravities.items()})


def state_after(findings: Sequence[ScrubFinding]) -> State:
    """Return where a claim comes with what was found."""
    return State.READY if may_go(findings) else State.SCRUB_FAILED


def keep(rows: Sequence[Claim], findings: Sequence[Sequence[ScrubFinding]], *, at: datetime) -> None:
    """Write down what was found in claims. A statement for all in which the same was found: most often nothing."""
    alike: dict[str, list[Claim]] = defaultdict(list)
    for row, found in zip(rows, findings, strict=True):
        row.findings, row.scrubbed_at = told(found), at
        alike[repr(row.findings)].append(row)
    keep_stops([looked(row) for row in rows], at=at)
    for each in alike.values():
        Claim.objects.filter(pk__in=[row.pk for row in each]).update(findings=each[0].findings, scrubbed_at=at)


def looked(row: Claim) -> Looked:
    """Return what stops a claim by its findings; a warning stops none."""
    return Looked(
        organization_id=row.organization_id, client_id=row.client_id, what=Stopped.CLAIM, of=row.pk, day=row.first_on,
        cents=row.charged, codes=frozenset(one["code"] for one in row.findings if one["gravity"] == Gravity.ERROR),
    )  # fmt: skip


def told(findings: Sequence[ScrubFinding]) -> list[dict[str, str]]:
    """Return findings as they are kept: they name fields, never what stands in them."""
    return [{"code": one.code, "words": one.sentence, "field": one.field, "gravity": one.gravity} for one in findings]
