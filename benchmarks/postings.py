"""Random postings as the product makes them, kept in a second set of books; and attempts that the ledger must refuse."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, connection
from django.utils import timezone

from benchmarks.population import Population
from stepwell.billing.actions.posting import Draft, post, post_all
from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import BY_CLIENT, Line, Owed, Posting
from stepwell.billing.vocabulary import Account, Kind, Source, Way
from stepwell.coverage.models import Payer, Policy
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.bulk import insert
from stepwell.platform.walls.scope import Scope, acting

DAYS = 400
REVERSED = 0.08  # of the random postings
Held = Counter[tuple[UUID, Line]]
"""Cents by client and account; an account is a line without its amount."""


def insured(people: Population, scope: Scope) -> dict[UUID, Owed]:
    """Give each client a policy of one payer, and return who owes under it. `scope` may write policies."""
    owned: dict[str, Any] = {"organization_id": people.organization}
    with acting(scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        rows = [
            Policy(
                **owned, client_id=client, payer=payer, plan_type="ppo", member_id="W1", member_id_index=b"m" * 16,
                rank=1, from_on=date(2025, 1, 1),
            )
            for client in people.clients
        ]  # fmt: skip
        Policy.objects.bulk_create(rows)
    return {row.client_id: Owed(row.pk, payer.pk) for row in rows}


@dataclass
class Books:
    """What was posted, in plain sums beside the database's.

    payers    who owes under the policy of each client
    held      what each account holds
    standing  what may still be reversed; `reversed_` some of what was
    """

    payers: dict[UUID, Owed]
    chance: random.Random
    held: Held = field(default_factory=Counter)
    standing: list[tuple[UUID, Draft]] = field(default_factory=list)
    reversed_: list[tuple[UUID, Draft]] = field(default_factory=list)
    posted: int = 0

    def post(self, count: int, *, actor: Member, scope: Scope) -> None:
        """Post so many random transactions in one of the database, reversals among them."""
        drafts, ended = [], []
        for _ in range(count):
            reverses = self._one_to_reverse()
            drafts.append(self._reversal(*reverses) if reverses else self._draft())
            ended += [reverses] if reverses else []
        with acting(scope):
            rows = post_all(actor=actor, at=timezone.now(), drafts=drafts)
        for row, draft in zip(rows, drafts, strict=True):
            for line in draft.posting.lines:
                self.held[self._client(draft), replace(line, cents=0)] += line.cents
            if draft.reverses_id is None:
                self.standing.append((row.pk, draft))
        self.reversed_ = (self.reversed_ + ended)[-count:]

    def _draft(self) -> Draft:
        client = self.chance.choice(list(self.payers)[:200])
        return self._keyed(self._shape(self.payers[client]), client)

    def _keyed(self, posting: Posting, client: UUID) -> Draft:
        self.posted += 1
        day = date(2025, 1, 1) + timedelta(days=self.chance.randrange(DAYS))
        return Draft(posting, client, day, f"random {self.posted}")

    def _one_to_reverse(self) -> tuple[UUID, Draft] | None:
        if not self.standing or self.chance.random() >= REVERSED:
            return None
        place = self.chance.randrange(len(self.standing))
        self.standing[place], self.standing[-1] = self.standing[-1], self.standing[place]
        return self.standing.pop()

    def _reversal(self, key: UUID, draft: Draft) -> Draft:
        return replace(self._keyed(ledger.reversal(draft.posting.lines), self._client(draft)), reverses_id=key)

    def _client(self, draft: Draft) -> UUID:
        assert draft.client_id
        return draft.client_id

    def _shape(self, payer: Owed) -> Posting:
        """Return a posting of any kind that needs no second person."""
        chance, cents = self.chance, self.chance.randint(1, 50_000)
        owed = chance.choice((payer, payer, BY_CLIENT))
        shapes: tuple[Callable[[], Posting], ...] = (
            lambda: ledger.charge(owed, cents),
            lambda: ledger.contractual(owed, cents),
            lambda: ledger.adjustment(owed, cents, is_denied=chance.random() < 0.5),
            lambda: ledger.payer_payment(payer, cents),
            lambda: ledger.transfer(payer, cents),
            lambda: ledger.payment(chance.choice(list(Way)), cents, kept=chance.randint(0, cents)),
            lambda: ledger.prepayment_applied(cents),
            lambda: ledger.refund(cents, of=chance.choice((Account.PREPAYMENT, Account.CLIENT))),
            lambda: ledger.refund_paid(chance.choice(list(Way)), cents),
        )
        return chance.choice(shapes)()


@dataclass(frozen=True)
class Attempts:
    """What nobody may do. Each is tried in a transaction of its own, and has to fail."""

    books: Books
    actor: Member
    scope: Scope

    def let_through(self, count: int) -> int:
        """Try so many in turn; return how many were not refused."""
        kinds: tuple[Callable[[], None], ...] = (
            self._unbalanced, self._without_entries, self._late_entries, self._changed, self._removed,
            self._reversed_twice, self._reversed_otherwise, self._reversal_reversed, self._key_again, self._written_off,
        )  # fmt: skip
        return sum(self._is_let_through(kinds[number % len(kinds)]) for number in range(count))

    def _is_let_through(self, attempt: Callable[[], None]) -> bool:
        try:
            with acting(self.scope):
                attempt()
        except (Refused, DatabaseError):
            return False
        return True

    def _any(self) -> tuple[UUID, Draft]:
        return self.books.chance.choice(self.books.standing)

    def _fresh(self, lines: Sequence[Line], *, kind: Kind = Kind.CHARGE, reverses: UUID | None = None) -> None:
        """Write a transaction past the rules, as the application's role."""
        _, like = self._any()
        head = Transaction(
            organization_id=self.actor.organization_id, client_id=like.client_id, kind=kind, day=like.day,
            source=Source.BY_HAND, idempotency_key=f"attempt {uuid4()}", reverses_id=reverses, posted_at=timezone.now(),
            posted_by_id=self.actor.membership_id,
        )  # fmt: skip
        insert([head])
        self._entries(head.pk, like.client_id, lines)

    def _entries(self, head: UUID, client: UUID | None, lines: Sequence[Line]) -> None:
        insert(
            [
                Entry(
                    organization_id=self.actor.organization_id, transaction_id=head, client_id=client,
                    account=line.account, cents=line.cents, policy_id=line.policy_id, payer_id=line.payer_id,
                )
                for line in lines
            ]
        )  # fmt: skip

    def _unbalanced(self) -> None:
        self._fresh([Line(Account.CLIENT, 1_000), Line(Account.CHARGES, -999)])

    def _without_entries(self) -> None:
        self._fresh([])

    def _late_entries(self) -> None:
        key, draft = self._any()
        self._entries(key, draft.client_id, [Line(Account.CLIENT, 5), Line(Account.CHARGES, -5)])

    def _changed(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE billing_entry SET cents = cents + 1 WHERE transaction_id = %s", [self._any()[0]])

    def _removed(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM billing_entry WHERE transaction_id = %s", [self._any()[0]])

    def _reversed_twice(self) -> None:
        key, draft = self.books.chance.choice(self.books.reversed_)
        self._again(ledger.reversal(draft.posting.lines), draft, key)

    def _reversed_otherwise(self) -> None:
        key, draft = self._any()
        lines = [replace(line, cents=-2 * line.cents) for line in draft.posting.lines]
        self._again(Posting(Kind.REVERSAL, tuple(lines)), draft, key)

    def _reversal_reversed(self) -> None:
        of, draft = self.books.chance.choice(self.books.reversed_)
        key = Transaction.objects.values_list("pk", flat=True).get(reverses=of)
        self._again(Posting(Kind.REVERSAL, draft.posting.lines), draft, key)

    def _again(self, posting: Posting, draft: Draft, key: UUID) -> None:
        fresh = replace(draft, posting=posting, key=f"attempt {uuid4()}", reverses_id=key)
        post(actor=self.actor, at=timezone.now(), draft=fresh)

    def _key_again(self) -> None:
        _, draft = self._any()
        other = Posting(draft.posting.kind, tuple(replace(line, cents=line.cents * 2) for line in draft.posting.lines))
        post(actor=self.actor, at=timezone.now(), draft=replace(draft, posting=other))

    def _written_off(self) -> None:
        self._fresh([Line(Account.WRITE_OFF, 700), Line(Account.CLIENT, -700)], kind=Kind.WRITE_OFF)
