"""Cutting charged days into claims. Doing it again, or twice at once, cuts nothing twice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from uuid import UUID, uuid4

from django.db import transaction

from stepwell.billing.actions.stopping import keep_stops
from stepwell.billing.models import Charge
from stepwell.claims.actions.acting import Actor, lock, membership_of, organization_of
from stepwell.claims.actions.judging import judge, looked, state_after, told
from stepwell.claims.actions.moving import Move, event_of, move_all
from stepwell.claims.actions.numbers import take
from stepwell.claims.models import Claim, ClaimLine, ClaimVersion
from stepwell.claims.queries.changes import unsent_and_changed
from stepwell.claims.queries.charged import Ground, ground, waiting
from stepwell.claims.queries.known import Case
from stepwell.claims.rules.composing import compose
from stepwell.claims.rules.cutting import USUAL, Apart, Cut, cut
from stepwell.claims.rules.interim import Bill, Course, bills, is_due
from stepwell.claims.rules.packing import digest, packed
from stepwell.claims.rules.scrubbing.rules import ScrubFinding, lines_of
from stepwell.claims.rules.scrubbing.services import code_of, revenue_of
from stepwell.claims.vocabulary import Numbered, State
from stepwell.platform.walls.bulk import batched, insert
from stepwell.platform.walls.planning import planned_by_values
from stepwell.x12.writing.codes import VOID

CHANGED = "changed"
AT_ONCE = 500  # clients: a statement takes no more than 65,535 values


@dataclass(frozen=True)
class Counts:
    """What came of cutting: claims that are ready, claims to be mended, claims that a change took back."""

    ready: int = 0
    failed: int = 0
    dropped: int = 0

    @property
    def cut(self) -> int:
        """All claims that were made."""
        return self.ready + self.failed

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.ready + other.ready, self.failed + other.failed, self.dropped + other.dropped)


@dataclass(frozen=True)
class Origin:
    """What new claims come from.

    replaces    the claim that they replace or void
    why         a code of what they are made for, and `words` for their history
    is_sent_on  the payer before sent them on: they do not leave from here
    sent_in     the file that another program sent them in: they do not leave from here either
    """

    replaces: Claim | None = None
    why: str = ""
    words: str = ""
    is_sent_on: bool = False
    sent_in: UUID | None = None


NEW = Origin()


@transaction.atomic
def cut_claims(*, actor: Actor, at: datetime, through: date) -> Counts:
    """Make claims of all charges to a day that are on none, scrub them, and take back unsent ones that changed.

    actor  a biller, or the scope of a job
    """
    lock(actor)
    counts = Counts(dropped=drop_changed(actor=actor, at=at))
    clients = [list(charges) for _, charges in groupby(waiting(through=through), key=lambda one: one.client_id)]
    for some in batched(clients, AT_ONCE):
        with planned_by_values():
            counts += _cut([charge for charges in some for charge in charges], through, actor=actor, at=at)
    return counts


def _cut(charges: Sequence[Charge], through: date, *, actor: Actor, at: datetime) -> Counts:
    """Make claims of some charges, all there are of their clients."""
    known = ground(charges)
    cases = _numbered(_parts(known), known, actor, through=through)
    findings = judge(cases, known, at=at)
    write_new(cases, findings, known, actor=actor, at=at)
    ready = sum(state_after(each) is State.READY for each in findings)
    return Counts(ready, len(cases) - ready)


def drop_changed(*, actor: Actor, at: datetime) -> int:
    """Take back claims that the payer does not have and whose charges do not stand any more; return how many."""
    steps = [Move(claim_id=each, to=State.DROPPED, code=CHANGED) for each in unsent_and_changed()]
    if steps:
        move_all(actor=actor, at=at, steps=steps)
    return len(steps)


def _parts(known: Ground) -> list[Cut]:
    """Return charges as claims; no claim stands under two contracts or for two programs."""
    lines = defaultdict(list)
    for line in known.lines.values():
        charge = known.charges[line.charge_id]
        lines[charge.policy_id, charge.contract_id, charge.program_id].append(known.charged(line))
    parts: list[Cut] = []
    for (policy_id, _, _), each in lines.items():
        route = known.route_of(known.policies[policy_id])
        apart = frozenset(map(Apart, route.apart)) if route else USUAL
        year_begins, is_interim = (route.year_begins, route.is_interim) if route else (1, False)
        parts += cut(each, year_begins=year_begins, apart=apart, is_interim=is_interim)
    return sorted(parts, key=lambda one: (one.first, str(one.lines[0].client_id), one.lines[0].line.control_number))


def _numbered(parts: Sequence[Cut], known: Ground, actor: Actor, *, through: date) -> list[Case]:
    billed = _billed(parts, known, through)
    if not billed:
        return []
    numbers = take(Numbered.CLAIM, len(billed), actor=actor)
    return [
        case_of(part, known, number_of(number), bill=bill) for (part, bill), number in zip(billed, numbers, strict=True)
    ]


def _billed(parts: Sequence[Cut], known: Ground, through: date) -> list[tuple[Cut, Bill | None]]:
    """Return the parts that are billed now, each with how it stands among several bills of its episode, if it does."""
    episodes: dict[tuple[UUID, UUID, Course], list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        head = known.charges[known.line_of(part.lines[0]).charge_id]
        if course := known.course_of(head):
            episodes[head.client_id, head.policy_id, course].append(place)
    found: dict[int, Bill | None] = dict.fromkeys(range(len(parts)))
    for (_, _, course), places in episodes.items():
        due = [place for place in places if is_due(parts[place].last, course, through=through)]
        spans = [(parts[place].first, parts[place].last) for place in due]
        found |= dict(zip(due, bills(spans, course), strict=True))
        for place in set(places) - set(due):
            del found[place]
    return [(parts[place], bill) for place, bill in found.items()]


def number_of(number: int) -> str:
    """Return a claim's number as it stands in CLM01."""
    return f"C{number:09}"


def case_of(part: Cut, known: Ground, number: str, *, bill: Bill | None = None) -> Case:
    """Return the claim to the first payer that bills a part, one of several bills of an episode if `bill` says so."""
    lines = tuple(known.line_of(each) for each in part.lines)
    charges = tuple({line.charge_id: known.charges[line.charge_id] for line in lines}.values())
    head = charges[0]
    claim = compose(part, replace(known.parties(head, policy_id=head.policy_id), bill=bill), number)
    key = uuid4()
    return Case(
        id=key, root_id=key, claim=claim, sequence=1, policy_id=head.policy_id, contract_id=head.contract_id,
        charges=charges, lines=lines,
    )  # fmt: skip


def write_new(
    cases: Sequence[Case],
    findings: Sequence[Sequence[ScrubFinding]],
    known: Ground,
    *,
    actor: Actor,
    at: datetime,
    origin: Origin = NEW,
) -> None:
    """Write new claims with lines, words and states, a statement for each table. `origin` says what they come from."""
    rows = [_claim(case, found, known, actor, at) for case, found in zip(cases, findings, strict=True)]
    for row in rows:
        row.replaces = origin.replaces
        if origin.sent_in:
            row.scrubbed_at = None
    insert(rows)
    insert([line for case, row in zip(cases, rows, strict=True) for line in claim_lines(case, row)])
    insert([version_of(case, row, 1, at) for case, row in zip(cases, rows, strict=True)])
    keep_stops([looked(row) for row in rows if row.findings], at=at)
    insert(
        [
            event_of(row, step, actor=actor, at=at, ahead=ahead)
            for row, found in zip(rows, findings, strict=True)
            for ahead, step in enumerate(_first_steps(row, found, origin), 1)
        ]
    )


def _first_steps(row: Claim, found: Sequence[ScrubFinding], origin: Origin) -> tuple[Move, Move]:
    begun = Move(claim_id=row.pk, to=State.DRAFT, code=origin.why, words=origin.words)
    if origin.sent_in:
        return begun, Move(claim_id=row.pk, to=State.SENT, code=origin.why, outbound_id=origin.sent_in)
    return begun, Move(claim_id=row.pk, to=State.FORWARDED if origin.is_sent_on else state_after(found))


def _claim(case: Case, found: Sequence[ScrubFinding], known: Ground, actor: Actor, at: datetime) -> Claim:
    head, days = case.head, [charge.day for charge in case.charges]
    policy = known.policies[case.policy_id]
    return Claim(
        id=case.id, root_id=case.root_id, sequence=case.sequence, frequency=case.claim.frequency,
        original_number=case.claim.original_number, organization_id=organization_of(actor), client_id=head.client_id,
        policy_id=policy.pk, payer=policy.payer, contract_id=case.contract_id, program_id=head.program_id,
        after_id=case.after_id, decided_by=case.decided_by, form=known.contracts[head.contract_id].form,
        number=case.claim.number, first_on=min(days), last_on=max(days),
        charged=sum(line.charged for line in case.lines), findings=told(found), scrubbed_at=at, cut_at=at,
        cut_by_id=membership_of(actor),
    )  # fmt: skip


def claim_lines(case: Case, row: Claim) -> list[ClaimLine]:
    """Return the lines of a claim, not yet written; what a later payer is asked for is what the one before left."""
    owed = case.owed or tuple(line.charged for line in case.lines)
    return [
        ClaimLine(
            organization_id=row.organization_id, claim=row, client_id=row.client_id, charge_line=line,
            root_id=row.root_id, sequence=case.sequence, number=number, control=said.control_number, day=said.first,
            code=code_of(said) or revenue_of(said), charge=line.charged,
            owed=owed[number - 1], expected=None if case.owed else line.expected,
            is_live=row.frequency != VOID,
        )
        for number, (said, line) in enumerate(zip(lines_of(case.claim), case.lines, strict=True), 1)
    ]  # fmt: skip


def version_of(case: Case, row: Claim, number: int, at: datetime) -> ClaimVersion:
    """Return what a claim says, not yet written."""
    text = packed(case.claim)
    return ClaimVersion(
        organization_id=row.organization_id, claim=row, client_id=row.client_id, number=number, said=text,
        digest=digest(text), made_at=at,
    )  # fmt: skip
