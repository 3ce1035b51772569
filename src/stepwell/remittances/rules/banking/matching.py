"""Which payments a deposit holds: by number and amount for certain, by amount and day as a suggestion.

Source: docs/sources.md#bank.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

LEAST_NUMBER = 4  # letters and digits that a number has to have to be told from others
BEFORE, AFTER = timedelta(days=5), timedelta(days=10)  # of a deposit around its payment; a bank has holidays
STALE = timedelta(days=180)  # after which a check is no longer paid
MOST_PARTS, MOST_TOGETHER, MOST_SUGGESTED = 5, 14, 3


@dataclass(frozen=True)
class Deposit:
    """Money in the bank, cents of which no payment is known yet; `text` all that the bank says of it."""

    id: UUID
    day: date
    cents: int
    text: str


@dataclass(frozen=True)
class Expected:
    """A payment that should be in the bank.

    number  of the transfer or check; "" where it has none
    kind    what is paid in together: checks, a day's cards; a transfer stands alone
    """

    id: UUID
    day: date
    cents: int
    number: str
    kind: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Payments that a deposit may hold, and why: a person decides."""

    parts: tuple[Expected, ...]
    why: str


def normal(number: str) -> str:
    """Return a number as it is compared: letters and digits, without zeros in front."""
    return re.sub(r"[^A-Z0-9]", "", number.upper()).lstrip("0")


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers that a bank's text may name."""
    return frozenset(one for one in map(normal, re.split(r"[^A-Za-z0-9]+", text)) if len(one) >= LEAST_NUMBER)


def exact(deposits: Iterable[Deposit], payments: Iterable[Expected]) -> list[tuple[Deposit, Expected]]:
    """Return the pairs that are certain: number and amount agree, within the days, and nothing else fits either."""
    by_cents: dict[int, list[Expected]] = defaultdict(list)
    for one in payments:
        by_cents[one.cents].append(one)
    fits = [
        (deposit, one)
        for deposit in deposits
        for one in by_cents.get(deposit.cents, ())
        if _is_named(one, deposit) and -BEFORE <= deposit.day - one.day <= STALE
    ]
    deposits_of, payments_of = defaultdict(set), defaultdict(set)
    for deposit, one in fits:
        deposits_of[one.id].add(deposit.id)
        payments_of[deposit.id].add(one.id)
    return [
        (deposit, one) for deposit, one in fits if len(deposits_of[one.id]) == 1 and len(payments_of[deposit.id]) == 1
    ]


def suggested(deposit: Deposit, payments: Sequence[Expected]) -> list[Suggestion]:
    """Return what a deposit may hold, the likeliest first: one payment of its amount, or some that add up to it."""
    near = sorted(
        (one for one in payments if -BEFORE <= deposit.day - one.day <= AFTER),
        key=lambda one: (not _is_named(one, deposit), abs(deposit.day - one.day), one.number, one.id),
    )
    found = [
        Suggestion((one,), "The amount is the same, and the days are near.")
        for one in near
        if one.cents == deposit.cents
    ]
    found += [
        Suggestion((one,), "The number is the same, and the amount is not: ask the payer, or the bank.")
        for one in payments
        if _is_named(one, deposit) and one.cents < deposit.cents and not found
    ]
    if not found or found[0].parts[0].cents != deposit.cents:
        groups = _together(deposit.cents, near)
        found = [Suggestion(parts, f"These {len(parts)} add up to it.") for parts in groups] + found
    return found[:MOST_SUGGESTED]


def _is_named(one: Expected, deposit: Deposit) -> bool:
    number = normal(one.number)
    return len(number) >= LEAST_NUMBER and number in numbers_in(deposit.text)


def _together(cents: int, near: Sequence[Expected]) -> list[tuple[Expected, ...]]:
    """Return groups of payments that add up to an amount: all of a kind and day first, then the fewest."""
    days: dict[tuple[str, date], list[Expected]] = defaultdict(list)
    for one in near:
        if one.kind:
            days[one.kind, one.day].append(one)
    found = [tuple(group) for group in days.values() if len(group) > 1 and sum(one.cents for one in group) == cents]
    for some in _sums(cents, list(near[:MOST_TOGETHER])):
        if len(found) >= MOST_SUGGESTED:
            break
        if not any(set(some) == set(group) for group in found):
            found.append(some)
    return found


def _sums(cents: int, some: list[Expected]) -> Iterator[tuple[Expected, ...]]:
    """Yield groups of two to a few payments that add up to an amount, the smaller groups first."""
    ordered = sorted((one for one in some if 0 < one.cents < cents), key=lambda one: -one.cents)
    for size in range(2, MOST_PARTS + 1):
        yield from _of_size(cents, ordered, size)


def _of_size(cents: int, ordered: Sequence[Expected], size: int) -> Iterator[tuple[Expected, ...]]:
    if size == 1:
        yield from ((one,) for one in ordered if one.cents == cents)
        return
    for place, one in enumerate(ordered):
        if one.cents * size < cents:  # the largest of them cannot be smaller than their mean
            return
        if one.cents < cents:
            for others in _of_size(cents - one.cents, ordered[place + 1 :], size - 1):
                yield (one, *others)
