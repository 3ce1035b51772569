"""Postings a second, each in a transaction of its own; and whether the ledger balances after a million random ones."""

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import django

django.setup()

from django.db import connection  # noqa: E402 (Django must be set up first)
from django.utils import timezone  # noqa: E402

from benchmarks.population import Population, fill  # noqa: E402
from stepwell.billing.actions.posting import Draft, post, post_all  # noqa: E402
from stepwell.billing.models import Entry, Transaction  # noqa: E402
from stepwell.billing.rules import ledger  # noqa: E402
from stepwell.billing.rules.ledger import BY_CLIENT, Line, Posting  # noqa: E402
from stepwell.billing.vocabulary import Account, Source, Way  # noqa: E402
from stepwell.platform.tenancy.members import Member, member_of  # noqa: E402
from stepwell.platform.walls.scope import Kind, Scope, acting  # noqa: E402

GOAL = 500.0  # postings a second
CLIENTS = 200
SINGLE = 1_000  # postings measured one by one
CLAIM, CLAIMS = 9, 300  # postings of three lines of a remittance, and how many of those
CHUNK = 1_000  # random postings in one database transaction
DAYS = 400
REVERSED = 0.08  # of the random postings


def main() -> int:
    """Measure, print and compare; the exit status is 1 if a goal was missed or a cent is."""
    parser = argparse.ArgumentParser(prog="benchmarks ledger")
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    people = fill(CLIENTS)
    scope = Scope(actor=people.director, organization=people.organization, kind=Kind.STAFF, purpose="benchmark")
    chance = random.Random(options.seed)
    singles = _singles(people, scope, chance)
    print(f"{'each in a transaction of its own':<42} {singles:>8,.0f} postings a second")
    claims = _claims(people, scope, chance)
    print(
        f"{'a claim of ' + f'{CLAIM} in a transaction of its own':<42} {claims:>8,.0f} postings a second (goal {GOAL:,.0f})"
    )
    expected, rate = _random(people, scope, chance, options.operations)
    print(f"{'in transactions of ' + f'{CHUNK:,}':<42} {rate:>8,.0f} postings a second")
    wrong = _wrong(scope, expected)
    print(f"after {options.operations:,} random postings: {wrong} of {len(expected):,} accounts or sums differ")
    said = {
        "single": round(singles),
        "by_claim": round(claims),
        "in_chunks": round(rate),
        "operations": options.operations,
    }
    print(json.dumps(said | {"accounts": len(expected), "differ": wrong}))
    return int(claims < GOAL or bool(wrong))


def _shape(chance: random.Random) -> Posting:
    cents = chance.randint(1, 50_000)
    shapes = (
        lambda: ledger.charge(BY_CLIENT, cents),
        lambda: ledger.contractual(BY_CLIENT, cents),
        lambda: ledger.adjustment(BY_CLIENT, cents, is_denied=chance.random() < 0.5),
        lambda: ledger.payment(chance.choice(list(Way)), cents, kept=chance.randint(0, cents)),
        lambda: ledger.prepayment_applied(cents),
        lambda: ledger.refund(cents, of=chance.choice((Account.PREPAYMENT, Account.CLIENT))),
        lambda: ledger.refund_paid(chance.choice(list(Way)), cents),
    )
    return chance.choice(shapes)()


def _singles(people: Population, scope: Scope, chance: random.Random) -> float:
    """Return postings a second through the action, each committed by itself."""
    with acting(scope):
        actor = _member(scope)
    drafts = [
        Draft(_shape(chance), chance.choice(people.clients), date(2026, 3, 2), f"single {number}")
        for number in range(SINGLE)
    ]
    began = time.perf_counter()
    for draft in drafts:
        with acting(scope):
            post(actor=actor, at=timezone.now(), draft=draft)
    return SINGLE / (time.perf_counter() - began)


def _claims(people: Population, scope: Scope, chance: random.Random) -> float:
    """Return postings a second of whole claims, each committed by itself: what a remittance posts."""
    with acting(scope):
        actor = _member(scope)
    began = time.perf_counter()
    for claim in range(CLAIMS):
        client = chance.choice(people.clients)
        drafts = [Draft(_shape(chance), client, date(2026, 3, 2), f"claim {claim} {number}") for number in range(CLAIM)]
        with acting(scope):
            post_all(actor=actor, at=timezone.now(), drafts=drafts)
    return CLAIMS * CLAIM / (time.perf_counter() - began)


def _random(
    people: Population, scope: Scope, chance: random.Random, operations: int
) -> tuple[Counter[tuple[UUID, Line]], float]:
    """Post at random, reverse some; return what every account should hold, and postings a second."""
    expected = _standing(scope)
    standing: list[tuple[UUID, UUID, tuple[Line, ...]]] = []  # what may still be reversed
    began = time.perf_counter()
    for first in range(0, operations, CHUNK):
        heads, entries = [], []
        for number in range(first, min(first + CHUNK, operations)):
            reverses, client, posting = _next(people, chance, standing)
            head = Transaction(
                id=uuid4(), organization_id=people.organization, client_id=client, kind=posting.kind,
                day=date(2025, 1, 1) + timedelta(days=chance.randrange(DAYS)), source=Source.BY_HAND,
                idempotency_key=f"random {number}", reverses_id=reverses, posted_at=timezone.now(),
            )  # fmt: skip
            heads.append(head)
            if reverses is None:
                standing.append((head.pk, client, posting.lines))
            for line in posting.lines:
                expected[client, replace(line, cents=0)] += line.cents
                entries.append(
                    Entry(
                        organization_id=people.organization, transaction=head, client_id=client, account=line.account,
                        cents=line.cents,
                    )
                )  # fmt: skip
        with acting(scope):
            Transaction.objects.bulk_create(heads)
            Entry.objects.bulk_create(entries)
    return expected, operations / (time.perf_counter() - began)


def _next(
    people: Population, chance: random.Random, standing: list[tuple[UUID, UUID, tuple[Line, ...]]]
) -> tuple[UUID | None, UUID, Posting]:
    if standing and chance.random() < REVERSED:
        place = chance.randrange(len(standing))
        standing[place], standing[-1] = standing[-1], standing[place]
        key, client, lines = standing.pop()
        return key, client, ledger.reversal(lines)
    return None, chance.choice(people.clients), _shape(chance)


def _standing(scope: Scope) -> Counter[tuple[UUID, Line]]:
    """Return what every account holds now, by the database."""
    with acting(scope), connection.cursor() as cursor:
        cursor.execute("SELECT client_id, account, sum(cents) FROM billing_entry GROUP BY client_id, account")
        return Counter(
            {(client, Line(Account(account), 0)): int(cents) for client, account, cents in cursor.fetchall()}
        )


def _wrong(scope: Scope, expected: Counter[tuple[UUID, Line]]) -> int:
    """Return how many accounts do not hold what they should, and transactions that do not add up."""
    found = _standing(scope)
    differ = sum(found[account] != expected[account] for account in found.keys() | expected.keys())
    with acting(scope), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM billing_entry GROUP BY transaction_id"
            " HAVING sum(cents) <> 0 OR count(*) < 2) AS unbalanced"
        )
        (unbalanced,) = cursor.fetchone()
    return differ + int(unbalanced)


def _member(scope: Scope) -> Member:
    found = member_of(scope)
    if found is None:
        message = "the director of the population is no member"
        raise LookupError(message)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
