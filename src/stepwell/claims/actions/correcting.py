"""Correcting a claim that the payer has: another one replaces it, or voids it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from stepwell.claims.actions.acting import Actor, lock
from stepwell.claims.actions.cutting import case_of, number_of, write_new
from stepwell.claims.actions.judging import judge
from stepwell.claims.actions.mending import cases_of, last_versions
from stepwell.claims.actions.numbers import take
from stepwell.claims.models import PayerControl
from stepwell.claims.queries.changes import sent_and_changed, standing_instead
from stepwell.claims.queries.charged import ground
from stepwell.claims.rules.correcting import Act, Course, decide
from stepwell.claims.rules.cutting import Cut
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.claims.vocabulary import Numbered, State
from stepwell.kernel.findings import Finding, Refused

NOTHING_CHANGED = Finding("CLM-005", "What this claim bills is charged as it says, or another claim corrects it.")
_COURSES = {
    State.SENT: Course.SENT, State.FILE_ACCEPTED: Course.SENT, State.PAYER_ACCEPTED: Course.ACCEPTED,
    State.PENDED: Course.ACCEPTED,
}  # fmt: skip


@transaction.atomic
def correct(*, actor: Actor, at: datetime, claim_id: UUID) -> UUID:
    """Make the claim that replaces or voids one whose days changed since it was sent; return it, ready or to be mended.

    raises  Refused: CLM-005 where nothing is to be corrected, CLM-006 where it has to wait, with what for
    """
    lock(actor)
    before = sent_and_changed().filter(pk=claim_id).first()
    if before is None:
        raise Refused(NOTHING_CHANGED)
    charges = standing_instead(before)
    told = PayerControl.objects.filter(claim__root=before.root_id).order_by("-told_at").first()
    course = _COURSES.get(State(before.state), Course.DECIDED)
    decision = decide(course, payer_number=told.number if told else "", is_left=bool(charges))
    if decision.act is not Act.SEND:
        raise Refused(Finding("CLM-006", decision.why))
    number = number_of(take(Numbered.CLAIM, 1, actor=actor)[0])
    if charges:
        known = ground(charges)
        lines = sorted(known.lines.values(), key=lambda line: (known.charges[line.charge_id].day, line.number))
        case = case_of(Cut(tuple(map(known.charged, lines))), known, number)
    else:
        (old,), known = cases_of([before])
        case = replace(old, claim=_renumbered(unpacked(last_versions([before])[0].said), number))
    claim: Any = replace(case.claim, frequency=decision.frequency, original_number=decision.original_number)
    case = replace(case, id=uuid4(), root_id=before.root_id, claim=claim)
    write_new([case], judge([case], known, at=at), known, actor=actor, at=at, replaces=before)
    return case.id


def _renumbered(claim: AnyClaim, number: str) -> AnyClaim:
    """Return what a claim says under another number: a void says what the claim said that it voids."""
    lines: Any = tuple(
        replace(line, control_number=f"{number}-{place}") for place, line in enumerate(claim.lines, 1)
    )  # fmt: skip
    return replace(claim, number=number, lines=lines)
