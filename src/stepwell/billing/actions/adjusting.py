"""What changes who owes, without money: the client's share, and write-offs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.billing.actions.posting import Draft, lock, post
from stepwell.billing.models import Transaction, WriteOff, WriteOffDecision
from stepwell.billing.queries import balances, writeoffs
from stepwell.billing.rules import approving, ledger
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import Account, Source, WriteOffReason
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

PAYERS_FIRST = Finding(
    "WOF-005",
    "A plan has not answered for all of this client’s care. A share is waived for hardship only after it did: waiving"
    " shares as a routine may break federal law. Wait for the answer, or look at the sliding fee.",
)
DECIDED = Finding("WOF-002", "This was decided meanwhile. Load the page again to see how.")


@dataclass(frozen=True)
class Asked:
    """What somebody asks to write off: cents of the client's or a payer's balance, and why."""

    owed: Owed
    cents: int
    reason: WriteOffReason
    words: str


def pass_on(
    *, actor: Member, at: datetime, client_id: UUID, owed: Owed, cents: int, reason: str, key: str
) -> Transaction:
    """Pass a payer's share on to the client. Raises Refused: LED-009 above what the payer owes, VOID-001, LED-001."""
    lock(client_id)
    refuse([*editing.check_reason(reason), *_within(client_id, owed, cents)])
    day = at.astimezone(actor.zone).date()
    return post(
        actor=actor, at=at, draft=Draft(ledger.transfer(owed, cents), client_id, day, key, reason=reason.strip())
    )


def ask(*, actor: Member, at: datetime, client_id: UUID, asked: Asked, key: str) -> WriteOff:
    """Ask for a write-off. Somebody else decides; until then nothing is posted.

    key     of the form: sent twice, it asks once
    raises  Refused: WOF-001 without words, WOF-005 for hardship before every plan answered, LED-009 above what is owed
            and not asked for already
    """
    lock(client_id)
    known = WriteOff.objects.filter(idempotency_key=key, client=client_id).first()
    if known is not None:
        return known
    ledger.write_off(asked.owed, asked.cents)  # refuses what is no amount
    refuse([*_words(asked.words), *_payers_first(client_id, asked), *_within(client_id, asked.owed, asked.cents)])
    row = WriteOff(
        organization_id=actor.organization_id, client_id=client_id, account=asked.owed.account,
        policy_id=asked.owed.policy_id, payer_id=asked.owed.payer_id, cents=asked.cents, reason=asked.reason,
        words=asked.words.strip(), idempotency_key=key, asked_at=at, asked_by_id=actor.membership_id,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def approve(*, actor: Member, at: datetime, write_off_id: UUID) -> WriteOffDecision:
    """Write off what another asked for.

    raises  Refused: WOF-002 if it was decided, WOF-003 by who asked, WOF-004 above the limit, LED-009 if less is owed
            by now
    """
    row = _waiting(write_off_id)
    limits = writeoffs.limits()
    refuse(
        approving.check(
            cents=row.cents, asked_by=row.asked_by_id, approver=actor.membership_id, roles=actor.roles, limits=limits
        )
    )
    owed = Owed(row.policy_id, row.payer_id)
    refuse(_within(row.client_id, owed, row.cents, but=row.pk))
    draft = Draft(
        ledger.write_off(owed, row.cents), row.client_id, at.astimezone(actor.zone).date(), f"write-off {row.pk}",
        Source.WRITE_OFF, row.pk, reason=row.words or "",
    )  # fmt: skip
    return _decide(actor, at, row, posted=post(actor=actor, at=at, draft=draft))


def decline(*, actor: Member, at: datetime, write_off_id: UUID, words: str) -> WriteOffDecision:
    """Say no to a write-off, or take one's own back. Raises Refused: WOF-002, VOID-001 without a reason."""
    refuse(editing.check_reason(words))
    return _decide(actor, at, _waiting(write_off_id), words=words.strip())


def _waiting(write_off_id: UUID) -> WriteOff:
    """Return a write-off that nobody decided, and let nobody else decide about this client meanwhile."""
    row = WriteOff.objects.filter(pk=write_off_id).first()
    if row is None:
        raise Refused(DECIDED)
    lock(row.client_id)
    if WriteOffDecision.objects.filter(write_off=row).exists():
        raise Refused(DECIDED)
    return row


def _decide(
    actor: Member, at: datetime, row: WriteOff, *, posted: Transaction | None = None, words: str = ""
) -> WriteOffDecision:
    decision = WriteOffDecision(
        organization_id=actor.organization_id, write_off=row, client_id=row.client_id, asked_by_id=row.asked_by_id,
        cents=row.cents, transaction=posted, words=words or None, decided_at=at, decided_by_id=actor.membership_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise Refused(DECIDED) from None
    return decision


def _payers_first(client_id: UUID, asked: Asked) -> list[Finding]:
    """Return that a client's share is to be waived before the plans have answered for their part."""
    if asked.reason != WriteOffReason.HARDSHIP or asked.owed.account != Account.CLIENT:
        return []
    return [PAYERS_FIRST] if balances.standing(client_id).by_payers > 0 else []


def _words(words: str) -> list[Finding]:
    if len(words.strip()) >= editing.LEAST_REASON:
        return []
    return [Finding("WOF-001", "Say what happened in ten letters or more; who approves it reads this.", "words")]


def _within(client_id: UUID, owed: Owed, cents: int, *, but: UUID | None = None) -> list[Finding]:
    """Return that more is to be taken off than is owed, what waits for approval already counted."""
    standing = balances.standing(client_id)
    if owed.account == Account.CLIENT:
        there = standing.client
    else:
        there = sum(each.cents for each in standing.payers if each.owed.policy_id == owed.policy_id)
    there -= writeoffs.waiting_cents(client_id, owed, but=but)
    if cents <= there:
        return []
    sentence = f"{in_words(max(there, 0))} is owed and not yet asked to be written off. Enter that or less."
    return [Finding("LED-009", sentence, "amount")]
