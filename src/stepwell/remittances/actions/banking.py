"""Deposits: entered or taken from a bank's list once, matched to the payments they hold; what is left is work."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction

from stepwell.billing.actions.posting import check_day
from stepwell.billing.rules.amounts import in_words
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.documents.rules.files import tidy_name
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.actions.waiting import patience
from stepwell.remittances.actions.working import Opened, open_work
from stepwell.remittances.models import BankFile, BankMatch, Deposit, Remittance, WorkItem
from stepwell.remittances.queries import bank
from stepwell.remittances.rules import work
from stepwell.remittances.rules.banking import matching, statements
from stepwell.remittances.rules.posting.sent import key_of

SAME = Finding(
    "BNK-007",
    "A deposit of this amount and day is here already. If the bank has two of them, tick that this is another one.",
    "is_another",
)
NOTHING = Finding("BNK-008", "Choose at least one payment, or say what else the money is.", "payments")
GONE = Finding("BNK-009", "Somebody was faster: this was matched, undone or set aside. Load the page again.")
HOLDS = Finding("BNK-011", "Payments are matched to this deposit. Undo these matches first; then set it aside.")
OTHERS_FIRST = Finding(
    "BNK-013", "Without it the payments come to more than the deposit. Undo one of those first.", "reason"
)
NO_WORDS = Finding("BNK-012", "Say in ten letters or more what else the money is.", "words")
_LEAST_WORDS = 10


@dataclass(frozen=True)
class Entered:
    """A deposit as somebody types it in. Cents above zero; `key` lets it be entered once only."""

    day: date
    cents: int
    number: str
    words: str
    key: str
    is_another: bool = False


@dataclass(frozen=True)
class Held:
    """What somebody says that a deposit holds: payments of payers, of clients, and cents of something else in words."""

    remittances: tuple[UUID, ...] = ()
    payments: tuple[UUID, ...] = ()
    cents: int = 0
    words: str = ""


@transaction.atomic
def enter(*, actor: Member, at: datetime, entered: Entered) -> UUID:
    """Enter a deposit by hand, and match it if that is certain; return it.

    raises  Refused: LED-004 for a day to come, BNK-007 if the same is here
    """
    refuse(check_day(actor, entered.day, at=at))
    _one_at_a_time(actor.organization_id)
    fact = key_of("entered", entered.key)
    if known := Deposit.objects.filter(fact=fact).first():
        return known.pk
    same = Deposit.objects.filter(day=entered.day, cents=entered.cents, voided_at=None)
    if same.exists() and not entered.is_another:
        raise Refused(SAME)
    row = Deposit.objects.create(
        organization_id=actor.organization_id, day=entered.day, cents=entered.cents, number=entered.number.strip(),
        words=entered.words.strip() or None, fact=fact, added_at=at, added_by_id=actor.membership_id,
    )  # fmt: skip
    match_certain(actor=actor, at=at)
    return row.pk


def keep_file(*, actor: Member, at: datetime, name: str, content: bytes) -> UUID:
    """Keep a list of the bank, to be looked at before anything is taken. The same bytes are one file.

    raises  Refused: BNK-001 to BNK-006 for one of which nothing can be taken
    """
    statements.read(content)
    digest = hashlib.sha256(content).hexdigest()
    row = BankFile(
        organization_id=actor.organization_id, name=tidy_name(name), digest=digest, content=content, added_at=at,
        added_by_id=actor.membership_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "bank_file_once":
            raise
        return BankFile.objects.values_list("pk", flat=True).get(digest=digest)
    return row.pk


@transaction.atomic
def take_deposits(*, actor: Member, at: datetime, file_id: UUID) -> int:
    """Take the deposits of a file that are not here yet, and match what is certain; return how many were taken."""
    _one_at_a_time(actor.organization_id)
    file = BankFile.objects.get(pk=file_id)
    found = bank.compared(statements.read(bytes(file.content)), today=at.astimezone(actor.zone).date())
    Deposit.objects.bulk_create(
        Deposit(
            organization_id=actor.organization_id, day=row.day, cents=row.cents, number=row.number,
            words=row.words or None, fact=row.fact, file=file, added_at=at, added_by_id=actor.membership_id,
        )
        for row in found.new
    )  # fmt: skip
    BankFile.objects.filter(pk=file.pk).update(taken_at=at)
    match_certain(actor=actor, at=at)
    return len(found.new)


def match_certain(*, actor: Member | Scope, at: datetime, remittance_ids: Collection[UUID] | None = None) -> int:
    """Match what number and amount agree about; of some remittances, or of all. Return how many pairs were found."""
    organization_id = actor.organization_id if isinstance(actor, Member) else actor.tenant
    if not Deposit.objects.exists():
        return 0
    payments = bank.expected_remittances(only=remittance_ids)
    deposits = bank.open_deposits(cents={one.cents for one in payments}) if payments else []
    whole = [bank.as_open(row) for row in deposits if not row.matched]
    pairs = matching.exact(whole, [bank.as_expected(one) for one in payments])
    if not pairs:
        return 0
    _one_at_a_time(organization_id)
    BankMatch.objects.bulk_create(
        BankMatch(
            organization_id=organization_id, deposit_id=deposit.id, remittance_id=one.id, cents=one.cents, made_at=at
        )
        for deposit, one in pairs
    )
    _end_work(at, [deposit.id for deposit, _ in pairs], [one.id for _, one in pairs])
    return len(pairs)


@transaction.atomic
def match(*, actor: Member, at: datetime, deposit_id: UUID, held: Held) -> None:
    """Write down what a deposit holds.

    raises  Refused: BNK-008 for nothing, BNK-009 if somebody was faster, BNK-010 for more than is left of the deposit,
            BNK-012 for something else without words
    """
    _one_at_a_time(actor.organization_id)
    row = Deposit.objects.filter(pk=deposit_id, voided_at=None).first()
    remittances = {one.pk: one.cents for one in bank.expected_remittances(only=held.remittances)}
    payments = {one.pk: one.cents for one in bank.expected_payments(only=held.payments)}
    if row is None or set(held.remittances) - set(remittances) or set(held.payments) - set(payments):
        raise Refused(GONE)
    refuse(_wrong(row, held, [*remittances.values(), *payments.values()]))
    made = {"organization_id": row.organization_id, "deposit": row, "made_at": at, "made_by_id": actor.membership_id}
    rows = [BankMatch(**made, remittance_id=key, cents=cents) for key, cents in remittances.items()]
    rows += [BankMatch(**made, payment_id=key, cents=cents) for key, cents in payments.items()]
    if held.cents:
        rows.insert(0 if held.cents < 0 else len(rows), BankMatch(**made, cents=held.cents, words=held.words.strip()))
    for one in rows:
        one.save(force_insert=True)
    row.refresh_from_db(fields=["matched"])
    _end_work(at, [row.pk] if row.matched == row.cents else [], list(remittances))


def _wrong(row: Deposit, held: Held, cents: Collection[int]) -> list[Finding]:
    if not cents and not held.cents:
        return [NOTHING]
    if held.cents and len(held.words.strip()) < _LEAST_WORDS:
        return [NO_WORDS]
    left, asked = row.cents - row.matched, sum(cents) + held.cents
    if asked <= left:
        return []
    sentence = (
        f"This comes to {in_words(asked)}, and {in_words(left)} of the deposit is left. Take something out; if the "
        "bank kept a fee, enter the fee below zero as something else."
    )
    return [Finding("BNK-010", sentence, "payments")]


@transaction.atomic
def undo(*, actor: Member, at: datetime, match_id: UUID, reason: str) -> UUID:
    """Take a match apart, both sides are open again; return the deposit. Raises Refused: VOID-001, BNK-009, BNK-013."""
    refuse(editing.check_reason(reason))
    _one_at_a_time(actor.organization_id)
    row = BankMatch.objects.select_related("deposit").filter(pk=match_id, undone_at=None).first()
    if row is None:
        raise Refused(GONE)
    if row.deposit.matched - row.cents > row.deposit.cents:
        raise Refused(OTHERS_FIRST)
    row.undone_at, row.undone_by_id, row.undone_why = at, actor.membership_id, reason.strip()
    row.save(update_fields=["undone_at", "undone_by", "undone_why"])
    return row.deposit_id


@transaction.atomic
def set_aside(*, actor: Member, at: datetime, deposit_id: UUID, reason: str) -> None:
    """Set a deposit aside that was entered by mistake. Raises Refused: VOID-001, BNK-009, BNK-011."""
    refuse(editing.check_reason(reason))
    _one_at_a_time(actor.organization_id)
    row = Deposit.objects.filter(pk=deposit_id, voided_at=None).first()
    if row is None:
        raise Refused(GONE)
    if BankMatch.objects.filter(deposit=row, undone_at=None).exists():
        raise Refused(HOLDS)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)
    _end_work(at, [row.pk], [])


def note_unbanked(*, actor: Scope, at: datetime) -> None:
    """Open work for payments that the bank does not show in time, and for deposits that no payment is known for.

    Nothing is missed before the first deposit was written down: who does not use the bank's list is not asked for it.
    """
    match_certain(actor=actor, at=at)
    first = Deposit.objects.filter(voided_at=None).order_by("day").values_list("day", flat=True).first()
    if first is None:
        return
    zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=actor.tenant))
    days, today = patience(), at.astimezone(zone).date()
    late = [
        one
        for one in bank.expected_remittances()
        if first <= one.day < today - timedelta(days=days.get(one.payer_id, days[None]).bank)
    ]
    deposits = [one for one in bank.open_deposits() if one.day < today - timedelta(days=days[None].bank)]
    undone = bank.times_undone([*(one.pk for one in late), *(one.pk for one in deposits)])
    open_work(actor=actor, at=at, opened=_missed(late, deposits, undone))


def _missed(late: Iterable[Remittance], deposits: Iterable[Deposit], undone: dict[UUID, int]) -> Iterable[Opened]:
    for one in late:
        fact = key_of(work.NOT_IN_BANK, one.pk, undone.get(one.pk, 0))
        yield Opened(work.NOT_IN_BANK, fact, one.file_id, one.pk, cents=one.cents)
    for row in deposits:
        fact = key_of(work.NO_PAYMENT, row.pk, undone.get(row.pk, 0))
        yield Opened(work.NO_PAYMENT, fact, cents=row.cents - row.matched, deposit_id=row.pk)


def _end_work(at: datetime, deposit_ids: Collection[UUID], remittance_ids: Collection[UUID]) -> None:
    """End the work about what was matched: it went away by itself."""
    WorkItem.objects.filter(code=work.NO_PAYMENT, deposit__in=deposit_ids, done_at=None).update(done_at=at)
    WorkItem.objects.filter(code=work.NOT_IN_BANK, remittance__in=remittance_ids, done_at=None).update(done_at=at)


def _one_at_a_time(organization_id: UUID) -> None:
    """Let one decide at a time what deposits of an organization hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2610))", [str(organization_id)])
