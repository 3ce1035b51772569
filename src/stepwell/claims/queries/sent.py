"""Claims as they were sent, for whoever reads the answers to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from stepwell.claims.models import Claim, ClaimEvent, ClaimLine, OutboundFile, PayerControl
from stepwell.claims.vocabulary import State
from stepwell.coverage.models import Policy


@dataclass(frozen=True, kw_only=True)
class LineSent:
    """A line of a claim. Amounts in cents.

    control  our number of it (REF*6R)
    owed     what this payer was asked for
    """

    id: UUID
    control: str
    day: date
    code: str
    charge: int
    owed: int
    expected: int | None


@dataclass(frozen=True, kw_only=True)
class ClaimSent:
    """A claim, and who pays after it.

    payer_controls  the payer's numbers of it
    root_id, cut_at the chain of claims that replace one another, and when each was made
    then            policy and payer that come next on its first day; None if the client does
    """

    id: UUID
    number: str
    frequency: str
    sequence: int
    state: State
    client_id: UUID
    policy_id: UUID
    payer_id: UUID
    charged: int
    payer_controls: frozenset[str]
    replaces_id: UUID | None
    root_id: UUID
    cut_at: datetime
    after_id: UUID | None
    then: tuple[UUID, UUID] | None
    lines: tuple[LineSent, ...]


def by_numbers(numbers: Collection[str] = (), payer_controls: Collection[str] = ()) -> dict[str, ClaimSent]:
    """Return claims by our numbers and by the payers' numbers of them; what is not ours is left out. Four queries."""
    named = PayerControl.objects.filter(number__in=payer_controls).values("claim")
    return {one.number: one for one in _loaded(Q(number__in=numbers) | Q(pk__in=named))}


def by_ids(claim_ids: Collection[UUID]) -> dict[UUID, ClaimSent]:
    """Return claims by their keys. Four queries."""
    return {one.id: one for one in _loaded(Q(pk__in=claim_ids))}


def forwarded_from(claim_ids: Collection[UUID]) -> dict[str, ClaimSent]:
    """Return, by our numbers, the claims to the next payer that the payers of some claims sent on. Four queries."""
    sent_on = ClaimEvent.objects.filter(claim=OuterRef("pk"), state=State.FORWARDED)
    return {one.number: one for one in _loaded(Q(Exists(sent_on), after__in=claim_ids))}


def others_of(claims: Collection[ClaimSent]) -> dict[str, ClaimSent]:
    """Return, by our numbers, the claims that some claims replace or that replace them. Five queries, mostly one."""
    known = [one.id for one in claims]
    rows = Claim.objects.filter(root__in={one.root_id for one in claims}).exclude(pk__in=known)
    ids = list(rows.values_list("pk", flat=True))
    return {one.number: one for one in _loaded(Q(pk__in=ids))} if ids else {}


def in_file(file_id: UUID) -> list[ClaimSent]:
    """Return the claims that a file held, in its order of numbers. Four queries."""
    return _loaded(Q(files__file=file_id))


def file_numbered(
    *, interchange: int | None = None, group_number: int | None = None, set_number: int | None = None
) -> OutboundFile | None:
    """Return the file whose ISA13, GS06 or ST02 an answer names, or None. One query.

    Another program may have given the same number before: an answer is about what left last.
    """
    asked = {"interchange": interchange, "group_number": group_number, "set_number": set_number}
    named = {name: number for name, number in asked.items() if number is not None}
    found = OutboundFile.objects.filter(**named, left_at__isnull=False).order_by("-left_at")
    return found.first() if named else None


def _loaded(which: Q) -> list[ClaimSent]:
    rows = list(Claim.objects.filter(which).order_by("number").distinct())
    ids = [row.pk for row in rows]
    lines: dict[UUID, list[LineSent]] = defaultdict(list)
    for line in ClaimLine.objects.filter(claim__in=ids).order_by("claim", "number"):
        lines[line.claim_id].append(
            LineSent(
                id=line.pk, control=line.control, day=line.day, code=line.code, charge=line.charge, owed=line.owed,
                expected=line.expected,
            )
        )  # fmt: skip
    controls: dict[UUID, set[str]] = defaultdict(set)
    for claim_id, number in PayerControl.objects.filter(claim__in=ids).values_list("claim", "number"):
        controls[claim_id].add(number)
    later = _later(rows)
    return [
        ClaimSent(
            id=row.pk, number=row.number, frequency=row.frequency, sequence=row.sequence, state=State(row.state),
            client_id=row.client_id, policy_id=row.policy_id, payer_id=row.payer_id, charged=row.charged,
            payer_controls=frozenset(controls[row.pk]), replaces_id=row.replaces_id, root_id=row.root_id,
            cut_at=row.cut_at, after_id=row.after_id, then=later.get(row.pk),
            lines=tuple(lines[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def _later(rows: Iterable[Claim]) -> dict[UUID, tuple[UUID, UUID]]:
    """Return the policy and payer after each claim's, by rank, on its first day. One query."""
    claims = list(rows)
    policies = Policy.objects.filter(
        client__in={row.client_id for row in claims}, payer__isnull=False, voided_at=None
    ).order_by("rank", "-from_on")
    by_client: dict[UUID, list[Policy]] = defaultdict(list)
    for policy in policies.only("client", "payer", "rank", "from_on", "to_on"):
        by_client[policy.client_id].append(policy)
    found = {}
    for row in claims:
        covering = [
            one
            for one in by_client[row.client_id]
            if one.from_on <= row.first_on and (one.to_on is None or row.first_on <= one.to_on)
        ]
        own = next((one.rank for one in covering if one.pk == row.policy_id), row.sequence)
        after = next((one for one in covering if one.rank > own), None)
        if after is not None and after.payer_id is not None:
            found[row.pk] = (after.pk, after.payer_id)
    return found
