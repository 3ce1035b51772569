"""Posting to the ledger and reversing what was posted. Every other action of this room ends here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.queries import balances
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Line, Posting
from stepwell.billing.vocabulary import Account, Kind, Source
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.bulk import insert
from stepwell.platform.walls.scope import Scope

DIFFERS = Finding(
    "LED-003", "Something else was posted under this key before. Load the page again and look at the account."
)
FUTURE = Finding("LED-004", "This day is not here yet. Enter today, or the day it happened.", "day")
GONE = Finding("LED-005", "This transaction is no longer to be seen. Go back to the account.")
REVERSED = Finding("LED-006", "This was reversed before. Load the page again to see how the account stands.")
IS_REVERSAL = Finding("LED-007", "A reversal is not reversed. Post what should stand there anew.")
OF_A_FUND = Finding(
    "LED-010", "An award is not reversed on the account alone: its fund would not get it back. Refund what is too much."
)
PLACED = Finding("LED-011", "Money of a payer is taken from where it was placed: open what it came from, and undo it.")
USED = Finding("LED-008", "Some of this prepayment was used since. Reverse that first, then this.")


@dataclass(frozen=True)
class Draft:
    """A transaction before it is posted.

    client_id    None only for what a payer settles with the program itself
    key          the same for the same fact: posting it again changes nothing
    service_day  the day of care it is about, if it is about one
    """

    posting: Posting
    client_id: UUID | None
    day: date
    key: str
    source: Source = Source.BY_HAND
    source_id: UUID | None = None
    service_day: date | None = None
    reason: str = ""
    reverses_id: UUID | None = None


def post(*, actor: Member | Scope, at: datetime, draft: Draft) -> Transaction:
    """Post a transaction, or return the one that was posted under its key before.

    actor   who posts; the scope of a job, which posts in nobody's name
    raises  Refused: LED-002 if it does not add up, LED-003 if something else was posted under its key
    """
    row = _row(actor, at, draft)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        return _posted_before(draft, error)
    insert(list(_entries(row, draft)))
    return row


def post_all(*, actor: Member | Scope, at: datetime, drafts: Sequence[Draft]) -> list[Transaction]:
    """Post many transactions in two statements: the lines of a remittance, the charges of a night.

    returns  one for each draft; those that were posted under their key before are left as they are
    raises   as `post`, and then nothing of all of them is posted
    """
    rows = [_row(actor, at, draft) for draft in drafts]
    try:
        with transaction.atomic():
            insert(rows)
            insert([entry for row, draft in zip(rows, drafts, strict=True) for entry in _entries(row, draft)])
    except IntegrityError:  # one of them was posted before: each is looked at by itself
        with transaction.atomic():
            return [post(actor=actor, at=at, draft=draft) for draft in drafts]
    return rows


def reverse(*, actor: Member, at: datetime, transaction_id: UUID, reason: str) -> Transaction:
    """Negate a transaction exactly, today. Raises Refused: VOID-001 without a reason, LED-005 to LED-011."""
    refuse(editing.check_reason(reason))
    found = Transaction.objects.filter(pk=transaction_id).first()
    if found is None:
        raise Refused(GONE)
    if found.client_id:
        lock(found.client_id)
    if found.kind == Kind.REVERSAL:
        raise Refused(IS_REVERSAL)
    if found.kind == Kind.AWARD:
        raise Refused(OF_A_FUND)
    if found.kind == Kind.PLACEMENT:
        raise Refused(PLACED)
    if Transaction.objects.filter(reverses=found).exists():
        raise Refused(REVERSED)
    posting = ledger.reversal(lines_of(found.pk))
    refuse(_overdrawn(found.client_id, posting))
    draft = Draft(
        posting, found.client_id, at.astimezone(actor.zone).date(), f"reversal {found.pk}", Source(found.source),
        found.source_id, found.service_day, reason.strip(), found.pk,
    )  # fmt: skip
    return post(actor=actor, at=at, draft=draft)


def lines_of(transaction_id: UUID) -> list[Line]:
    """Return the entries of a transaction."""
    return [
        Line(Account(row.account), row.cents, row.policy_id, row.payer_id)
        for row in Entry.objects.filter(transaction=transaction_id).order_by("account", "policy", "cents")
    ]


def lock(*client_ids: UUID) -> None:
    """Let one transaction at a time decide about what clients owe or have paid ahead; always in the same order."""
    statement = "SELECT pg_advisory_xact_lock(hashtextextended(c, 2024)) FROM unnest(%s::text[]) c"
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(map(str, client_ids))])


def check_day(actor: Member, day: date, *, at: datetime) -> list[Finding]:
    """Return what is wrong with a business day: it has not begun at the organization."""
    return [FUTURE] if day > at.astimezone(actor.zone).date() else []


def _row(actor: Member | Scope, at: datetime, draft: Draft) -> Transaction:
    ledger.check(draft.posting)
    by = (actor.organization_id, actor.membership_id) if isinstance(actor, Member) else (actor.tenant, None)
    organization_id, membership_id = by
    return Transaction(
        organization_id=organization_id, client_id=draft.client_id, kind=draft.posting.kind, day=draft.day,
        service_day=draft.service_day, source=draft.source, source_id=draft.source_id, idempotency_key=draft.key,
        reverses_id=draft.reverses_id, reason=draft.reason or None, posted_at=at, posted_by_id=membership_id,
    )  # fmt: skip


def _entries(row: Transaction, draft: Draft) -> Iterator[Entry]:
    for line in draft.posting.lines:
        yield Entry(
            organization_id=row.organization_id, transaction=row, client_id=row.client_id, account=line.account,
            policy_id=line.policy_id, payer_id=line.payer_id, cents=line.cents,
        )  # fmt: skip


def _posted_before(draft: Draft, error: IntegrityError) -> Transaction:
    name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
    if name == "ledger_reversed_once":
        raise Refused(REVERSED) from None
    if name != "ledger_posted_once":
        raise error
    found = Transaction.objects.filter(idempotency_key=draft.key).first()
    same = found is not None and (found.kind, found.client_id) == (draft.posting.kind, draft.client_id)
    if found is None or not same or Counter(lines_of(found.pk)) != Counter(draft.posting.lines):
        raise Refused(DIFFERS) from None
    return found


def _overdrawn(client_id: UUID | None, posting: Posting) -> list[Finding]:
    """Return that a reversal takes back what was used since: prepayments and refunds never go below nothing."""
    if client_id is None:
        return []
    standing = balances.standing(client_id)
    left = {Account.PREPAYMENT: standing.prepaid, Account.REFUND: standing.to_refund}
    for line in posting.lines:
        if line.account in left:
            left[line.account] -= line.cents
    return [USED] if min(left.values()) < 0 else []
