"""What earlier remittances posted and nobody took back: what a reversal negates, and what is not posted twice."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules.ledger import Line, Posting
from stepwell.billing.vocabulary import Account, Kind, Source
from stepwell.remittances.models import RemittanceClaim, RemittanceLine
from stepwell.remittances.rules.posting.sent import Planned, PostedClaim
from stepwell.remittances.vocabulary import Outcome
from stepwell.x12.remittances import REVERSAL


@dataclass(frozen=True)
class Posted:
    """What stands: claims as the rules want them, the transaction of each key, the lines of each answer."""

    claims: tuple[PostedClaim, ...]
    transactions: dict[str, UUID]
    lines: dict[UUID, list[RemittanceLine]]


def posted(claim_ids: Collection[UUID]) -> Posted:
    """Return what stands of some claims. Four queries.

    An answer of which somebody reversed a transaction by hand cannot be negated exactly any more, and is left out.
    """
    answers = list(
        RemittanceClaim.objects.filter(claim__in=claim_ids, outcome=Outcome.POSTED, taken_back_by=None)
        .exclude(status=REVERSAL)
        .select_related("claim")
    )
    lines: dict[UUID, list[RemittanceLine]] = defaultdict(list)
    for line in RemittanceLine.objects.filter(answer__in=answers).select_related("claim_line").order_by("number"):
        lines[line.answer_id].append(line)
    by_line = {line.pk: line for of_answer in lines.values() for line in of_answer}
    rows = list(Transaction.objects.filter(source=Source.REMITTANCE_LINE, source_id__in=by_line))
    undone = {row.reverses_id for row in rows if row.reverses_id}
    postings = _postings([row for row in rows if row.pk not in undone], by_line)
    replaced = {row.pk for row in answers if row.replaced_by_id}
    spoiled = {by_line[row.source_id].answer_id for row in rows if row.source_id and row.pk in undone} - replaced
    claims = tuple(
        PostedClaim(
            number=row.claim.number, payer_control=row.payer_control, charge=row.charge, paid=row.paid,
            postings=tuple(postings[row.pk]), answer_id=row.pk, is_replaced=row.pk in replaced,
        )
        for row in answers
        if row.pk not in spoiled
    )  # fmt: skip
    return Posted(claims, {row.idempotency_key: row.pk for row in rows}, lines)


def _postings(rows: list[Transaction], by_line: dict[UUID, RemittanceLine]) -> dict[UUID, list[Planned]]:
    entries: dict[UUID, list[Line]] = defaultdict(list)
    for entry in Entry.objects.filter(transaction__in=[row.pk for row in rows]):
        made = Line(Account(entry.account), entry.cents, entry.policy_id, entry.payer_id)
        entries[entry.transaction_id].append(made)
    found: dict[UUID, list[Planned]] = defaultdict(list)
    for row in rows:
        if row.kind == Kind.REVERSAL or row.source_id is None:
            continue
        line = by_line[row.source_id]
        found[line.answer_id].append(
            Planned(
                key=row.idempotency_key, posting=Posting(Kind(row.kind), tuple(entries[row.pk])),
                client_id=row.client_id, line=line.claim_line.control, line_id=line.claim_line_id,
                service_day=row.service_day,
            )
        )  # fmt: skip
    return found
