"""Postings a second, each in a transaction of its own; and whether the ledger balances after a million random ones."""

import argparse
import json
import random
import time
from collections import Counter
from datetime import date

import django
import psycopg

django.setup()

from django.db import connection  # noqa: E402 (Django must be set up first)
from django.utils import timezone  # noqa: E402

from benchmarks.population import Population, fill  # noqa: E402
from benchmarks.postings import Attempts, Books, Held, insured  # noqa: E402
from stepwell.billing.actions.posting import Draft, post, post_all  # noqa: E402
from stepwell.billing.rules import ledger  # noqa: E402
from stepwell.billing.rules.ledger import BY_CLIENT, Line, Posting  # noqa: E402
from stepwell.billing.vocabulary import Account, Way  # noqa: E402
from stepwell.config import database as databases  # noqa: E402
from stepwell.platform.tenancy.members import Member, member_of  # noqa: E402
from stepwell.platform.walls.scope import Kind, Scope, acting  # noqa: E402

GOAL = 500.0  # postings a second
CLIENTS = 200
SINGLE = 1_000  # postings measured one by one
CLAIM, CLAIMS = 9, 300  # postings of three lines of a remittance, and how many of those
CHUNK = 1_000  # random postings in one database transaction
REFUSED = 10  # attempts after each of those that must be refused


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
    with acting(scope):
        actor = _member(scope)
    desk = Scope(actor=people.admissions, organization=people.organization, kind=Kind.STAFF, purpose="benchmark")
    books = Books(insured(people, desk), chance, held=_sums(scope))
    rate, tried, through = _random(books, Attempts(books, actor, scope), options.operations)
    print(f"{'in transactions of ' + f'{CHUNK:,}':<42} {rate:>8,.0f} postings a second")
    wrong = _wrong(scope, books.held)
    print(
        f"after {options.operations:,} random postings: {wrong} of {len(books.held):,} accounts or transactions differ"
    )
    print(f"{tried:,} attempts that must be refused: {through} were not")
    said = {
        "single": round(singles),
        "by_claim": round(claims),
        "in_chunks": round(rate),
        "operations": options.operations,
    }
    print(json.dumps(said | {"accounts": len(books.held), "differ": wrong, "tried": tried, "through": through}))
    return int(claims < GOAL or bool(wrong) or bool(through))


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


def _random(books: Books, attempts: Attempts, operations: int) -> tuple[float, int, int]:
    """Post at random and try what must be refused; return postings a second, attempts, and those not refused."""
    began, tried, through = time.perf_counter(), 0, 0
    for first in range(0, operations, CHUNK):
        books.post(min(CHUNK, operations - first), actor=attempts.actor, scope=attempts.scope)
        if first:  # then something was reversed
            through += attempts.let_through(REFUSED)
            tried += REFUSED
    return operations / (time.perf_counter() - began), tried, through


def _sums(scope: Scope) -> Held:
    """Return what every account holds now, by the database."""
    with acting(scope), connection.cursor() as cursor:
        cursor.execute(
            "SELECT client_id, account, policy_id, payer_id, sum(cents) FROM billing_entry"
            " GROUP BY client_id, account, policy_id, payer_id"
        )
        return Counter(
            {
                (client, Line(Account(account), 0, policy, payer)): int(cents)
                for client, account, policy, payer, cents in cursor.fetchall()
            }
        )


def _wrong(scope: Scope, expected: Held) -> int:
    """Return how many accounts do not hold what they should, and transactions that do not add up."""
    found = _sums(scope)
    differ = sum(found[account] != expected[account] for account in found.keys() | expected.keys())
    with psycopg.connect(databases.url("owner"), options=databases.OWNER_OPTIONS) as owner:
        row = owner.execute(
            "SELECT count(*) FROM billing_transaction t WHERE NOT EXISTS (SELECT FROM billing_entry e"
            " WHERE e.transaction_id = t.id GROUP BY e.transaction_id HAVING sum(e.cents) = 0 AND count(*) >= 2)"
        ).fetchone()
    return differ + (row[0] if row else 0)


def _member(scope: Scope) -> Member:
    found = member_of(scope)
    if found is None:
        message = "the director of the population is no member"
        raise LookupError(message)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
