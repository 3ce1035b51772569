"""What scrub rules ask about claims, for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from stepwell.authorizations.vocabulary import Unit
from stepwell.billing.models import Charge, ChargeLine
from stepwell.billing.queries.days import Known, Pair, known
from stepwell.billing.rules.amounts import to_dollars
from stepwell.claims.models import ClaimLine, PayerControl
from stepwell.claims.queries.charged import Ground, is_protected
from stepwell.claims.queries.consents import consented
from stepwell.claims.rules.interim import INTERIM
from stepwell.claims.rules.scrubbing.facts import AttendedDay, Authorization, Billed, Facts, Span
from stepwell.claims.rules.scrubbing.rules import AnyClaim, lines_of
from stepwell.claims.rules.scrubbing.services import code_of, revenue_of
from stepwell.clients.models import DiagnosisCode
from stepwell.coverage.contracting import Delivery, ServiceUnit
from stepwell.coverage.models import BenefitCheck
from stepwell.x12.writing.codes import LAST_INTERIM
from stepwell.x12.writing.set_837i import InstitutionalClaim

_PROGRAM_LEVEL = "2.1"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A claim to be scrubbed, and what it was made from.

    id        of the claim
    root_id   the first claim of its chain: those of one chain bill the same days on purpose
    lines     of charges, in the order of the claim's lines
    contract_id  with the payer that is asked
    after_id  the claim that the payer before decided on `decided_on`, in the answer `decided_by`
    owed      cents that the payer before left of each line; empty where nobody was asked before
    """

    id: UUID
    claim: AnyClaim
    root_id: UUID
    sequence: int
    policy_id: UUID
    charges: tuple[Charge, ...]
    lines: tuple[ChargeLine, ...]
    decided_on: date | None = None
    contract_id: UUID
    after_id: UUID | None = None
    decided_by: UUID | None = None
    owed: tuple[int, ...] = ()

    @property
    def head(self) -> Charge:
        """The charge of the first day, which says what all of them do."""
        return self.charges[0]


@dataclass(frozen=True)
class _Line:
    """A live line of a claim, of those in the database and those about to be written."""

    claim: str
    root_id: UUID
    sequence: int
    client_id: UUID
    authorization_id: UUID | None
    day: date
    code: str
    revenue: str
    units: int


def facts_of(cases: Sequence[Case], ground: Ground, *, today: date, at: datetime) -> list[Facts]:
    """Return what is known about each of some claims, in their order. Twenty queries, however many there are.

    at  consents and what payers said are asked as of this instant
    """
    days = known({(one.client_id, one.day) for case in cases for one in case.charges}, at=at)
    agreed = consented(((case.head.client_id, _payer(case, ground)) for case in cases), at=at)
    lines = _lines(cases)
    by_client, by_authorization = defaultdict(list), defaultdict(list)
    for line in lines:
        by_client[line.client_id, line.sequence].append(line)
        by_authorization[line.authorization_id, line.sequence].append(line)
    diagnoses = _diagnoses(code for case in cases for code in case.claim.diagnoses)
    eligible, controls = _eligible(cases, at=at), _controls(cases)
    bills = [_bills(case, cases, ground) for case in cases]
    return [
        Facts(
            today=today,
            contract=ground.contracts[case.contract_id],
            days=_attended(case, days),
            charges={
                said.control_number: to_dollars(line.charged)
                for said, line in zip(case.claim.lines, case.lines, strict=True)
            },
            diagnoses=diagnoses,
            authorizations=_authorizations(case, by_authorization[case.head.authorization_id, case.sequence]),
            asks=_asks(case, days, ground),
            eligible=eligible[case.policy_id],
            year_begins=_year_begins(case, ground),
            earlier=tuple(
                Billed(claim=one.claim, code=one.code, revenue=one.revenue, day=one.day)
                for one in by_client[case.head.client_id, case.sequence]
                if one.root_id != case.root_id
            ),
            clinicians=ground.provided.licenses,
            decided_on=case.decided_on,
            replaces_sent=controls[case.root_id],
            is_program=case.head.level == _PROGRAM_LEVEL,
            is_protected=is_protected(ground.programs[case.head.program_id]),
            consent=Span() if (case.head.client_id, _payer(case, ground)) in agreed else None,
            bill_before=bills[place][0],
            is_told_last=bills[place][1],
        )
        for place, case in enumerate(cases)
    ]  # fmt: skip


def _bills(case: Case, cases: Sequence[Case], ground: Ground) -> tuple[bool | None, bool]:
    """Return whether the bill before was decided, of several of one episode, and whether the last one was made before.

    Asked are those written down, and those about to be.
    """
    admitted = case.claim.admitted if isinstance(case.claim, InstitutionalClaim) else None
    if case.claim.frequency not in INTERIM or admitted is None:
        return None, False
    account = (case.head.client_id, case.policy_id)
    before = [
        (one.last, one.is_decided, one.is_last)
        for one in ground.bills.get(account, [])
        if one.root_id != case.root_id and admitted <= one.first < case.head.day
    ] + [
        (one.head.day, False, one.claim.frequency == LAST_INTERIM)
        for one in cases
        if (one.head.client_id, one.policy_id) == account
        and one.claim.frequency in INTERIM
        and admitted <= one.head.day < case.head.day
    ]
    last = any(is_last for _, _, is_last in before) or any(
        one.is_last and one.root_id != case.root_id and admitted <= one.first for one in ground.bills.get(account, [])
    )
    return (max(before)[1] if before else None), last


def _payer(case: Case, ground: Ground) -> str:
    payer = ground.policies[case.policy_id].payer
    return payer.name if payer else ""


def _year_begins(case: Case, ground: Ground) -> int:
    route = ground.route_of(ground.policies[case.policy_id])
    return route.year_begins if route else 1


def _attended(case: Case, days: dict[Pair, Known]) -> dict[date, AttendedDay]:
    found = {}
    for one in case.charges:
        if day := days.get((one.client_id, one.day)):
            sessions = day.facts.sessions
            found[one.day] = AttendedDay(
                minutes=sum(each.minutes for each in sessions),
                is_signed=all(not each.asks_note or (each.note and each.note.is_signed) for each in sessions),
                is_planned=day.facts.has_plan,
                delivery=_delivery((each.delivery, each.minutes) for each in sessions),
            )
    return found


def _delivery(held: Iterable[tuple[Delivery, int]]) -> Delivery:
    """Return how most minutes of a day were held; in person, if as many were."""
    minutes: dict[Delivery, int] = dict.fromkeys(Delivery, 0)
    for delivery, each in held:
        minutes[delivery] += each
    return max(minutes, key=lambda one: minutes[one])


def _asks(case: Case, days: dict[Pair, Known], ground: Ground) -> bool | None:
    """Return whether the plan asks for an authorization; it does not where the contract pays no days of the level."""
    if case.sequence > 1:  # what the plan asks was asked of the first payer; a contract that always asks says so itself
        return False
    services = ground.contracts[case.contract_id].services
    if not any(one.unit is ServiceUnit.DAY and one.level in {"", case.head.level} for one in services):
        return False
    day = days.get((case.head.client_id, case.head.day))
    return day.facts.insured.needs_authorization if day and day.facts.insured else None


def _eligible(cases: Sequence[Case], *, at: datetime) -> dict[UUID, tuple[Span, ...] | None]:
    """Return on which days each policy is in force, as its newest check says; None if nobody asked. One query."""
    checks = (
        BenefitCheck.objects.filter(policy__in={case.policy_id for case in cases}, voided_at=None, made_at__lte=at)
        .order_by("policy", "-made_at", "-id")
        .distinct("policy")
        .values_list("policy", "is_active", "effective_from", "effective_to")
    )
    found: dict[UUID, tuple[Span, ...] | None] = defaultdict(lambda: None)
    for policy_id, is_active, begin, end in checks:
        if is_active is not None:
            found[policy_id] = (Span(begin, end),) if is_active else ()
    return found


def _authorizations(case: Case, lines: Iterable[_Line]) -> tuple[Authorization, ...]:
    """Return the authorization of a claim with the days that other claims used of it before."""
    row = case.head.authorization
    if row is None or case.sequence > 1:
        return ()
    first = min(line.first for line in case.claim.lines)
    before = sum(one.units for one in lines if one.root_id != case.root_id and one.day < first)
    counts_lines = row.unit in (Unit.DAY, Unit.VISIT)
    return (
        Authorization(
            number=row.number or "", span=Span(row.from_on, row.to_on), codes=frozenset(row.codes),
            units=Decimal(row.units_approved or 0) if counts_lines else None,
            used=Decimal(row.units_before + before),
        ),
    )  # fmt: skip


def _diagnoses(codes: Iterable[str]) -> dict[str, Span]:
    rows = DiagnosisCode.objects.filter(pk__in=set(codes), is_billable=True)
    return {row.code.replace(".", ""): Span(row.valid_from, row.valid_to) for row in rows}


def _controls(cases: Sequence[Case]) -> dict[UUID, frozenset[str]]:
    """Return the payers' numbers of the claims in each chain that is corrected. One query."""
    roots = {case.root_id for case in cases if case.claim.original_number}
    found: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    for root_id, number in PayerControl.objects.filter(claim__root__in=roots).values_list("claim__root", "number"):
        found[root_id] |= {number}
    return found


def _lines(cases: Sequence[Case]) -> list[_Line]:
    """Return live lines for the clients and authorizations of some claims, and those of the claims. One query."""
    own = {case.root_id for case in cases}
    days = [one.day for case in cases for one in case.charges]
    if not days:
        return []
    wanted = {case.head.authorization_id for case in cases} - {None}
    rows = ClaimLine.objects.filter(
        Q(day__range=(min(days), max(days))) | Q(charge_line__charge__authorization__in=wanted),
        is_live=True, client__in={case.head.client_id for case in cases},
    ).exclude(root__in=own)  # fmt: skip
    told = rows.values_list(
        "claim__number", "root", "sequence", "client", "charge_line__charge__authorization", "day",
        "charge_line__code", "charge_line__revenue_code", "charge_line__units",
    )  # fmt: skip
    return [*(_Line(*row) for row in told), *(line for case in cases for line in _own(case))]


def _own(case: Case) -> Iterable[_Line]:
    charges = {charge.pk: charge for charge in case.charges}
    for said, line in zip(lines_of(case.claim), case.lines, strict=True):
        yield _Line(
            case.claim.number, case.root_id, case.sequence, case.head.client_id,
            charges[line.charge_id].authorization_id, said.first, code_of(said), revenue_of(said), line.units,
        )  # fmt: skip
