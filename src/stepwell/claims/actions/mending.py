"""Scrubbing claims again after something was mended. What they say is made anew from what is known now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.billing.models import Charge
from stepwell.claims.actions.acting import Actor, lock
from stepwell.claims.actions.cutting import AT_ONCE, drop_changed, version_of
from stepwell.claims.actions.judging import judge, keep, state_after
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.models import Claim, ClaimLine, ClaimVersion
from stepwell.claims.queries.charged import Ground, ground
from stepwell.claims.queries.known import Case
from stepwell.claims.rules.composing import RESPONSIBILITY, as_told, compose
from stepwell.claims.rules.correcting import CHANGE_CODES
from stepwell.claims.rules.cutting import Cut
from stepwell.claims.rules.interim import INTERIM
from stepwell.claims.rules.packing import digest, packed, unpacked
from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.claims.rules.states import RETURNED
from stepwell.claims.vocabulary import State
from stepwell.platform.walls.bulk import batched, insert

MENDABLE = frozenset({State.DRAFT, State.SCRUB_FAILED, State.READY}) | RETURNED


@dataclass(frozen=True)
class Counts:
    """What came of scrubbing again: claims that are ready, and claims that are still to be mended."""

    ready: int = 0
    failed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.ready + other.ready, self.failed + other.failed)


@transaction.atomic
def rescrub(*, actor: Actor, at: datetime, claim_ids: Collection[UUID]) -> Counts:
    """Make some claims anew from what is known now and scrub them; those that went out are left alone."""
    lock(actor)
    drop_changed(actor=actor, at=at)
    counts = Counts()
    for some in batched(list(claim_ids), AT_ONCE):
        counts += _rescrub(some, actor=actor, at=at)
    return counts


def _rescrub(claim_ids: Collection[UUID], *, actor: Actor, at: datetime) -> Counts:
    rows = list(Claim.objects.filter(pk__in=claim_ids, state__in=MENDABLE).select_related("root").order_by("number"))
    if not rows:
        return Counts()
    cases, known = cases_of(rows)
    findings = judge(cases, known, at=at)
    _write_versions(rows, cases, at)
    keep(rows, findings, at=at)
    after = [state_after(found) for found in findings]
    steps = [Move(claim_id=row.pk, to=to) for row, to in zip(rows, after, strict=True) if row.state != to]
    move_all(actor=actor, at=at, steps=steps)
    ready = after.count(State.READY)
    return Counts(ready, len(rows) - ready)


def cases_of(rows: Sequence[Claim]) -> tuple[list[Case], Ground]:
    """Return claims as they would be made now, of the lines that they have."""
    lines: dict[UUID, list[ClaimLine]] = defaultdict(list)
    for line in ClaimLine.objects.filter(claim__in=rows).order_by("claim", "number"):
        lines[line.claim_id].append(line)
    wanted = {line.charge_line_id for each in lines.values() for line in each}
    charges = list(Charge.objects.filter(lines__in=wanted).distinct().select_related("authorization"))
    known = ground(charges, policies={row.policy_id for row in rows})
    said = _said(rows)
    return [_case(row, lines[row.pk], known, said[row.pk]) for row in rows], known


def _case(row: Claim, lines: Sequence[ClaimLine], known: Ground, before: AnyClaim) -> Case:
    own = tuple(known.lines[line.charge_line_id] for line in lines)
    charges = tuple({line.charge_id: known.charges[line.charge_id] for line in own}.values())
    later = row.contract_id if row.sequence > 1 else None
    parties = known.parties(charges[0], policy_id=row.policy_id, sequence=row.sequence, contract_id=later)
    claim = compose(Cut(tuple(map(known.charged, own))), parties, row.number)
    if later:
        claim = replace(claim, authorization=before.authorization)  # the first payer's is no other one's
    decided = [one.decided_on for one in before.other_coverages if one.decided_on]
    return Case(
        id=row.pk, claim=_carrying(claim, before, row), root_id=row.root_id, sequence=row.sequence,
        policy_id=row.policy_id, contract_id=row.contract_id, charges=charges, lines=own,
        decided_on=max(decided, default=None), after_id=row.after_id, decided_by=row.decided_by,
        owed=tuple(line.owed for line in lines) if later else (),
    )  # fmt: skip


def _carrying(claim: AnyClaim, before: AnyClaim, row: Claim) -> AnyClaim:
    """Return a claim with what no charge says: what it corrects, and what payers before decided."""
    decided = {line.control_number: line.decisions for line in before.lines}
    lines: Any = tuple(replace(line, decisions=decided.get(line.control_number, ())) for line in claim.lines)
    why = tuple(code for code in before.conditions if code in CHANGE_CODES)
    if row.root.frequency in INTERIM:
        claim = as_told(claim, before)
    return replace(
        claim, frequency=row.frequency, original_number=row.original_number, lines=lines,
        other_coverages=before.other_coverages, conditions=(*claim.conditions, *why),
        coverage=replace(claim.coverage, responsibility=RESPONSIBILITY[row.sequence]),
    )  # fmt: skip


def _said(rows: Sequence[Claim]) -> dict[UUID, AnyClaim]:
    """Return what claims say by their last version. One query."""
    return {row.claim_id: unpacked(row.said) for row in last_versions(rows)}


def last_versions(rows: Sequence[Claim]) -> list[ClaimVersion]:
    """Return the last version of each claim. One query."""
    return list(ClaimVersion.objects.filter(claim__in=rows).order_by("claim", "-number").distinct("claim"))


def _write_versions(rows: Sequence[Claim], cases: Sequence[Case], at: datetime) -> None:
    before = {row.claim_id: row for row in last_versions(rows)}
    insert(
        [
            version_of(case, row, before[row.pk].number + 1, at)
            for row, case in zip(rows, cases, strict=True)
            if digest(packed(case.claim)) != before[row.pk].digest
        ]
    )
