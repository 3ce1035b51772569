"""Funds: money comes in, is asked for, is awarded onto a client's account by another, and goes back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.billing.actions.posting import Draft, lock, post
from stepwell.billing.models import Transaction
from stepwell.billing.queries import balances
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Source
from stepwell.funding.models import Award, AwardDecision, Fund, FundMovement, OutsideSource
from stepwell.funding.queries import funds
from stepwell.funding.rules import funds as rules
from stepwell.funding.vocabulary import MoneySource, Movement
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

GONE = Finding("FUN-009", "This fund is not to be seen any more. Load the page again.")
NOTHING = Finding("FUN-010", "Enter an amount above zero.", "amount")


@dataclass(frozen=True)
class Named:
    """What a fund is for, and on which days it may be awarded."""

    name: str
    purpose: str
    from_on: date
    to_on: date | None = None


def open_fund(*, actor: Member, at: datetime, named: Named) -> Fund:
    """Open a fund; money comes in by a movement. Raises Refused: FUN-005 if there is one of this name."""
    try:
        with transaction.atomic():
            return Fund.objects.create(
                organization_id=actor.organization_id, name=named.name.strip(), purpose=named.purpose.strip(),
                from_on=named.from_on, to_on=named.to_on, made_at=at, made_by_id=actor.membership_id,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(rules.KNOWN) from None


def move(
    *, actor: Member, at: datetime, fund_id: UUID, kind: Movement, cents: int, day: date, words: str, key: str
) -> FundMovement:
    """Write down that money was given to a fund, or returned to its giver. Raises Refused: FUN-007, FUN-010."""
    known = FundMovement.objects.filter(idempotency_key=key).first()
    if known is not None:
        return known
    if cents <= 0:
        raise Refused(NOTHING)
    fund = _found(fund_id)
    refuse(rules.check_left(cents, fund.cents) if kind is Movement.RETURNED else [])
    signed = -cents if kind is Movement.RETURNED else cents
    return _moved(actor, at, fund_id, kind, signed, day=day, words=words, key=key)


def ask(*, actor: Member, at: datetime, client_id: UUID, fund_id: UUID, cents: int, words: str, key: str) -> Award:
    """Ask that a fund pays some of what a client owes; somebody else decides, and until then nothing moves.

    raises  Refused: FUN-003 before every payer answered, FUN-004, FUN-006 to FUN-010
    """
    lock(client_id)
    known = Award.objects.filter(idempotency_key=key, client=client_id).first()
    if known is not None:
        return known
    if cents <= 0:
        raise Refused(NOTHING)
    _check(actor, at, client_id, fund_id, cents, words, but=None)
    return Award.objects.create(
        organization_id=actor.organization_id, fund_id=fund_id, client_id=client_id, cents=cents, words=words.strip(),
        idempotency_key=key, asked_at=at, asked_by_id=actor.membership_id,
    )  # fmt: skip


def approve(*, actor: Member, at: datetime, award_id: UUID) -> AwardDecision:
    """Pay an award: out of the fund, and onto the account of the client, in one.

    raises  Refused: FUN-001 by who asked, FUN-002, and as `ask` if things changed since
    """
    row = _waiting(award_id)
    if row.asked_by_id == actor.membership_id:
        raise Refused(rules.OWN)
    _check(actor, at, row.client_id, row.fund_id, row.cents, row.words or "", but=row.pk)
    day = at.astimezone(actor.zone).date()
    moved = _moved(actor, at, row.fund_id, Movement.AWARD, -row.cents, day=day, words="", key=f"award {row.pk}")
    draft = Draft(ledger.award(row.cents), row.client_id, day, f"award {row.pk}", Source.AWARD, row.pk)
    return _decide(actor, at, row, movement=moved, posted=post(actor=actor, at=at, draft=draft))


def decline(*, actor: Member, at: datetime, award_id: UUID, words: str) -> AwardDecision:
    """Say no to an award, or take one's own back. Raises Refused: FUN-002, VOID-001 without a reason."""
    refuse(editing.check_reason(words))
    return _decide(actor, at, _waiting(award_id), words=words.strip())


@dataclass(frozen=True)
class Outside:
    """Money from outside that a client counts on."""

    kind: MoneySource
    name: str
    cents: int
    expected_on: date | None = None


def note_outside(*, actor: Member, at: datetime, client_id: UUID, outside: Outside) -> OutsideSource:
    """Note money from outside; what comes of it is taken as a payment. Raises Refused (FUN-010)."""
    if outside.cents <= 0:
        raise Refused(NOTHING)
    return OutsideSource.objects.create(
        organization_id=actor.organization_id, client_id=client_id, kind=outside.kind, name=outside.name.strip(),
        cents=outside.cents, expected_on=outside.expected_on, noted_at=at, noted_by_id=actor.membership_id,
    )  # fmt: skip


def _check(
    actor: Member, at: datetime, client_id: UUID, fund_id: UUID, cents: int, words: str, *, but: UUID | None
) -> None:
    fund, standing = _found(fund_id), balances.standing(client_id)
    owed = standing.client - funds.waiting_cents(client_id, but=but)
    found = rules.check_award(cents=cents, owed=owed, waits=standing.by_payers, left=fund.cents, words=words)
    found += rules.check_day(at.astimezone(actor.zone).date(), from_on=fund.from_on, to_on=fund.to_on)
    refuse(found)


def _found(fund_id: UUID) -> Fund:
    fund = Fund.objects.filter(pk=fund_id).first()
    if fund is None:
        raise Refused(GONE)
    return fund


def _moved(
    actor: Member, at: datetime, fund_id: UUID, kind: Movement, cents: int, *, day: date, words: str, key: str
) -> FundMovement:
    """Let money move; the database refuses what the fund has not, whoever was faster."""
    try:
        with transaction.atomic():
            return FundMovement.objects.create(
                organization_id=actor.organization_id, fund_id=fund_id, kind=kind, cents=cents, day=day,
                words=words.strip(), idempotency_key=key, made_at=at, made_by_id=actor.membership_id,
            )  # fmt: skip
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name != "fund_never_below_nothing":
            raise
        left = Fund.objects.values_list("cents", flat=True).get(pk=fund_id)
        raise Refused(*rules.check_left(-cents, left)) from None


def _waiting(award_id: UUID) -> Award:
    row = Award.objects.filter(pk=award_id).first()
    if row is None:
        raise Refused(rules.DECIDED)
    lock(row.client_id)
    if AwardDecision.objects.filter(award=row).exists():
        raise Refused(rules.DECIDED)
    return row


def _decide(
    actor: Member, at: datetime, row: Award, *, movement: FundMovement | None = None,
    posted: Transaction | None = None, words: str = "",
) -> AwardDecision:  # fmt: skip
    decision = AwardDecision(
        organization_id=actor.organization_id, award=row, client_id=row.client_id, fund_id=row.fund_id,
        asked_by_id=row.asked_by_id, cents=row.cents, movement=movement, transaction=posted, words=words or None,
        decided_at=at, decided_by_id=actor.membership_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise Refused(rules.DECIDED) from None
    return decision
