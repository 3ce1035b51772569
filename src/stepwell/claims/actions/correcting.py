"""Correcting a claim that the payer has: another one replaces it, voids it, or takes its place as a new one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from stepwell.claims.actions.acting import Actor, lock
from stepwell.claims.actions.cutting import Origin, case_of, number_of, write_new
from stepwell.claims.actions.judging import judge
from stepwell.claims.actions.mending import cases_of, last_versions
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.actions.numbers import take
from stepwell.claims.models import Claim, PayerControl
from stepwell.claims.queries.changes import sent_and_changed, standing_instead
from stepwell.claims.queries.charged import Ground, ground
from stepwell.claims.queries.known import Case
from stepwell.claims.rules.comparing import Change, changes
from stepwell.claims.rules.composing import as_told
from stepwell.claims.rules.correcting import CHANGE_CODES, Act, Course, Decision, Reason, decide
from stepwell.claims.rules.cutting import Cut
from stepwell.claims.rules.interim import INTERIM
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.rules.scrubbing.rules import AnyClaim
from stepwell.claims.rules.states import WITH_PAYER
from stepwell.claims.vocabulary import Numbered, State
from stepwell.coverage.contracting import ClaimForm
from stepwell.coverage.models import Policy
from stepwell.kernel.findings import Finding, Refused
from stepwell.x12.writing.codes import ORIGINAL, VOID

NOTHING_CHANGED = Finding("CLM-005", "What this claim bills is charged as it says, or another claim corrects it.")
SAME_AGAIN = Finding(
    "CLM-008",
    "A corrected claim would say what the payer denied, word for word. First mend what the payer names: the charge, "
    "the authorization, the coverage, what is on file, the contract. If nothing is wrong with the claim, appeal.",
)
_COURSES = {
    State.SENT: Course.SENT, State.FILE_ACCEPTED: Course.SENT, State.PAYER_ACCEPTED: Course.ACCEPTED,
    State.PENDED: Course.ACCEPTED,
}  # fmt: skip


NOT_OPEN = Finding(
    "CLM-009", "The policy of this claim is not open to you, and a claim cannot be made without it. Ask who bills here."
)


@dataclass(frozen=True)
class Correction:
    """A claim as it would be sent now in place of one that the payer decided.

    decision  with which frequency, under which number of the payer; nothing is sent where it says to wait
    changes   what it says otherwise
    """

    before: Claim
    decision: Decision
    changes: tuple[Change, ...]
    case: Case
    known: Ground


@transaction.atomic
def correct(*, actor: Actor, at: datetime, claim_id: UUID) -> UUID:
    """Make the claim that replaces or voids one whose days changed since it was sent; return it, ready or to be mended.

    raises  Refused: CLM-005 where nothing is to be corrected, CLM-006 where it has to wait, with what for
    """
    lock(actor)
    before = sent_and_changed().filter(pk=claim_id).first()
    if before is None:
        raise Refused(NOTHING_CHANGED)
    return _write(_correction(before, Course.DECIDED), actor=actor, at=at)


def correction_of(claim_id: UUID, *, is_unprocessable: bool) -> Correction:
    """Return how a decided claim would be corrected from what is known now; nothing is written.

    is_unprocessable  the payer took none of it: what goes out is a new claim, and not a replacement
    raises            Refused: CLM-005 where it is not with the payer, or another claim corrects it already,
                      CLM-009 where the walls hide its policy
    """
    before = Claim.objects.filter(pk=claim_id, state__in=WITH_PAYER).exclude(frequency=VOID).first()
    if before is None or Claim.objects.filter(replaces=before).exclude(state=State.DROPPED).exists():
        raise Refused(NOTHING_CHANGED)
    if not Policy.objects.filter(pk=before.policy_id).exists():
        raise Refused(NOT_OPEN)
    return _correction(before, Course.UNPROCESSABLE if is_unprocessable else Course.DECIDED)


@transaction.atomic
def correct_decided(
    *, actor: Actor, at: datetime, claim_id: UUID, reason: Reason, words: str, is_unprocessable: bool
) -> UUID:
    """Make the claim that takes the place of one that was denied, from what was mended since; return it.

    reason  as a condition code says it, on an 837I; `words` go into the claim's history
    raises  Refused: as `correction_of`, CLM-006 where it has to wait, CLM-008 where it would say the same again
    """
    lock(actor)
    found = correction_of(claim_id, is_unprocessable=is_unprocessable)
    if found.decision.act is Act.SEND and not found.changes and found.decision.frequency != VOID:
        raise Refused(SAME_AGAIN)
    return _write(found, actor=actor, at=at, reason=reason, words=words)


def _correction(before: Claim, course: Course) -> Correction:
    charges = standing_instead(before) if before.sequence == 1 else []
    told = PayerControl.objects.filter(claim__root=before.root_id).order_by("-told_at").first()
    course = _COURSES.get(State(before.state), course)
    is_left = bool(charges) or before.sequence > 1
    decision = decide(course, payer_number=told.number if told else "", is_left=is_left)
    said = unpacked(last_versions([before])[0].said)
    if charges:
        known = ground(charges)
        lines = sorted(known.lines.values(), key=lambda line: (known.charges[line.charge_id].day, line.number))
        case = case_of(Cut(tuple(map(known.charged, lines))), known, before.number)
        if before.root.frequency in INTERIM:
            case = replace(case, claim=as_told(case.claim, said))
    else:
        (case,), known = cases_of([before])
        case = case if is_left else replace(case, claim=said)
    return Correction(before, decision, changes(said, case.claim), case, known)


def _write(
    found: Correction, *, actor: Actor, at: datetime, reason: Reason | None = None, words: str = ""
) -> UUID:  # fmt: skip
    decision, before = found.decision, found.before
    if decision.act is not Act.SEND:
        raise Refused(Finding("CLM-006", decision.why))
    number, key = number_of(take(Numbered.CLAIM, 1, actor=actor)[0]), uuid4()
    is_new = decision.frequency == ORIGINAL
    if is_new:  # the payer has nothing of it: the days are free for the new one
        move_all(actor=actor, at=at, steps=[Move(claim_id=before.pk, to=State.REPLACED, code=number)])
    frequency = before.root.frequency if is_new else decision.frequency
    claim: Any = replace(
        _renumbered(found.case.claim, number), frequency=frequency, original_number=decision.original_number,
        conditions=_conditions(found.case.claim, before.form, reason),
    )  # fmt: skip
    case = replace(found.case, id=key, root_id=key if is_new else before.root_id, claim=claim)
    write_new(
        [case], judge([case], found.known, at=at), found.known, actor=actor, at=at,
        origin=Origin(replaces=None if is_new else before, why=reason or "", words=words),
    )  # fmt: skip
    return key


def _conditions(claim: AnyClaim, form: str, reason: Reason | None) -> tuple[str, ...]:
    said = (reason.value,) if reason and form == ClaimForm.INSTITUTIONAL else ()
    return (*(code for code in claim.conditions if code not in CHANGE_CODES), *said)


def _renumbered(claim: AnyClaim, number: str) -> AnyClaim:
    """Return what a claim says under another number: a void says what the claim said that it voids."""
    lines: Any = tuple(
        replace(line, control_number=f"{number}-{place}") for place, line in enumerate(claim.lines, 1)
    )  # fmt: skip
    return replace(claim, number=number, lines=lines)
