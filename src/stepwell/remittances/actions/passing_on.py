"""Claims to the next payer: made from what the payer before decided, once, and made anew when that changes.

A claim that the payer sent on itself is written down too, and never leaves from here: its answer has to find it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from stepwell.billing.models import Charge
from stepwell.claims.actions.acting import lock
from stepwell.claims.actions.cutting import Origin, number_of, write_new
from stepwell.claims.actions.judging import judge
from stepwell.claims.actions.mending import last_versions
from stepwell.claims.actions.moving import Move, move
from stepwell.claims.actions.numbers import take
from stepwell.claims.models import Claim, ClaimLine, PayerControl
from stepwell.claims.queries import sent
from stepwell.claims.queries.charged import ground
from stepwell.claims.queries.known import Case
from stepwell.claims.rules.packing import unpacked
from stepwell.claims.rules.states import ENDED, UNSENT
from stepwell.claims.vocabulary import Numbered, State
from stepwell.coverage.models import Policy
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.actions.posting import read_again
from stepwell.remittances.actions.working import Opened, close_settled, open_work
from stepwell.remittances.models import RemittanceClaim, RemittanceLine
from stepwell.remittances.queries.asked import for_rules
from stepwell.remittances.rules import work
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.remittances.rules.secondary import secondary
from stepwell.remittances.vocabulary import Outcome
from stepwell.x12.remittances import REVERSAL, RemittedClaim
from stepwell.x12.writing.codes import REPLACEMENT

_DECIDED = "1"  # a claim that was sent on was decided as any other
_LAST = 3  # nobody pays after the third payer


@dataclass(frozen=True)
class _Next:
    """A decided claim, the answer to it, whom to ask now, and the claim that asks them already, if there is one."""

    claim: Claim
    row: RemittanceClaim
    answer: RemittedClaim
    policy: Policy
    follower: Claim | None


class _Stuck(Exception):
    """A claim cannot go on by itself; `code` is that of the work that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pass_on(*, actor: Scope, at: datetime) -> int:
    """Make the claims to the next payers of all claims whose turn it is; return how many were made.

    What keeps one from being made becomes work, which goes away once the claim goes on.
    """
    made = 0
    for claim_id in list(
        Claim.objects.filter(state=State.SECONDARY_DUE).order_by("number").values_list("pk", flat=True)
    ):
        with transaction.atomic():
            lock(actor)
            claim = Claim.objects.select_related("contract").get(pk=claim_id)
            if claim.state == State.SECONDARY_DUE:
                made += _pass_on(claim, actor=actor, at=at)
    return made


def _pass_on(claim: Claim, *, actor: Scope, at: datetime) -> bool:
    row = _answer_to(claim)
    if row is None:
        return False
    try:
        with transaction.atomic():
            number = _made(_next(claim, row), actor=actor, at=at)
    except _Stuck as stuck:
        _open(claim, row, stuck.code, actor=actor, at=at)
        return False
    except Refused as refused:
        _open(claim, row, refused.findings[0].code, actor=actor, at=at)
        return False
    if not number:
        return False
    move(actor=actor, at=at, step=Move(claim_id=claim.pk, to=State.CLOSED, code=f"COB:{number}"))
    close_settled(at=at, claim_ids=[claim.pk])
    return True


def _open(claim: Claim, row: RemittanceClaim, code: str, *, actor: Scope, at: datetime) -> None:
    left = sum(_left(row).values())
    opened = Opened(
        code, key_of(row.pk, code), remittance_id=row.remittance_id, answer_id=row.pk, claim_id=claim.pk,
        client_id=claim.client_id, cents=left,
    )  # fmt: skip
    open_work(actor=actor, at=at, opened=[opened])


def _answer_to(claim: Claim) -> RemittanceClaim | None:
    found = RemittanceClaim.objects.filter(claim=claim, outcome=Outcome.POSTED, taken_back_by=None)
    return (
        found.exclude(status=REVERSAL).select_related("remittance").order_by("-remittance__read_at", "-number").first()
    )


def _next(claim: Claim, row: RemittanceClaim) -> _Next:
    then = sent.by_ids([claim.pk])[claim.pk].then
    if then is None or claim.sequence == _LAST:
        raise _Stuck(work.NO_NEXT_PAYER)
    remittance = read_again(row.remittance)
    if remittance is None:
        raise _Stuck(work.LINES_UNTOLD)
    follower = Claim.objects.filter(after=claim).exclude(state__in=ENDED).order_by("-cut_at").first()
    policy = Policy.objects.select_related("payer").get(pk=then[0])
    return _Next(claim, row, remittance.claims[row.number], policy, follower)


def _made(due: _Next, *, actor: Scope, at: datetime) -> str:
    """Write the claim to the next payer, and return its number; "" where an earlier one is about to leave."""
    follower = due.follower
    if follower and follower.decided_by == due.row.pk:
        return follower.number
    if follower and follower.state == State.QUEUED:
        return ""
    original, replaces = "", None
    if follower and follower.state in UNSENT:
        move(actor=actor, at=at, step=Move(claim_id=follower.pk, to=State.DROPPED, code="decided anew"))
    elif follower:
        told = PayerControl.objects.filter(claim__root=follower.root_id).order_by("-told_at").first()
        if told is None:
            raise _Stuck(work.NEXT_ASKED_BEFORE)
        original, replaces = told.number, follower
    number = number_of(take(Numbered.CLAIM, 1, actor=actor)[0])
    lines = list(ClaimLine.objects.filter(claim=due.claim).order_by("number"))
    charges = list(
        Charge.objects.filter(lines__in=[line.charge_line_id for line in lines]).distinct()
        .select_related("authorization").order_by("day")
    )  # fmt: skip
    known = ground(charges, policies=[due.policy.pk])
    terms = known.contract_with(due.policy, charges[0])
    if terms is None or terms.id is None:
        raise _Stuck(work.NO_TERMS)
    case = _case(due, number, lines, charges, known, terms.id, original, replaces)
    write_new(
        [case], judge([case], known, at=at), known, actor=actor, at=at,
        origin=Origin(replaces, is_sent_on=due.answer.is_forwarded and replaces is None),
    )  # fmt: skip
    return number


def _case(
    due: _Next, number: str, lines: list[ClaimLine], charges: list[Charge], known: Any, contract_id: UUID,
    original: str, replaces: Claim | None,
) -> Case:  # fmt: skip
    claim, left, key = due.claim, _left(due.row), uuid4()
    whole = known.parties(
        charges[0], policy_id=due.policy.pk, sequence=claim.sequence + 1, contract_id=contract_id
    )  # fmt: skip
    said: Any = unpacked(last_versions([claim])[0].said)
    rules = for_rules(sent.by_ids([claim.pk])[claim.pk])
    answer = replace(due.answer, status=_DECIDED) if due.answer.is_forwarded else due.answer
    made = secondary(
        said, answer, rules, number=number, coverage=whole.coverage, decided_on=due.row.remittance.day
    )  # fmt: skip
    numbered = tuple(replace(one, control_number=f"{number}-{place}") for place, one in enumerate(made.lines, 1))
    made = replace(
        made, dependent=whole.dependent, billing=whole.billing, lines=numbered, original_number=original,
        frequency=REPLACEMENT if replaces else made.frequency,
    )  # fmt: skip
    return Case(
        id=key, root_id=replaces.root_id if replaces else key, claim=made, sequence=claim.sequence + 1,
        policy_id=due.policy.pk, contract_id=contract_id, charges=tuple(charges),
        lines=tuple(known.lines[line.charge_line_id] for line in lines), decided_on=due.row.remittance.day,
        after_id=claim.pk, decided_by=due.row.pk, owed=tuple(left.get(line.pk, 0) for line in lines),
    )  # fmt: skip


def _left(row: RemittanceClaim) -> dict[UUID, int]:
    """Return what an answer left of each line, in cents."""
    return {
        line.claim_line_id: line.deductible + line.coinsurance + line.copay + line.non_covered
        for line in RemittanceLine.objects.filter(answer=row)
    }
