"""The good-faith estimate for who pays by themself: sums, days, and when a bill is too far above it.

Source: docs/sources.md#good-faith.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from stepwell.kernel.money import total

DISPUTE_FROM: Final = Decimal(400)  # dollars above the estimate, for one provider or facility
WARN_FROM: Final = Decimal(300)  # our own: time to look before it is too late
_DISPUTE_DAYS = 120  # calendar days from the bill
_FAR, _NEAR = 10, 3  # business days ahead
_SATURDAY = 5


@dataclass(frozen=True)
class Item:
    """Expected services of one kind: price in dollars after any discount the client gets."""

    provider: str
    service: str
    quantity: int
    price: Decimal


class Standing(StrEnum):
    """How a bill stands to the estimate."""

    WITHIN = "within"
    NEAR = "near"
    DISPUTABLE = "disputable"


def expected(items: Iterable[Item]) -> dict[str, Decimal]:
    """Return the dollars expected of each provider or facility: a dispute looks at each for itself."""
    found: dict[str, list[Decimal]] = {}
    for item in items:
        found.setdefault(item.provider, []).append(item.price * item.quantity)
    return {provider: total(amounts) for provider, amounts in found.items()}


def standing(estimated: Decimal, billed: Decimal) -> Standing:
    """Return how dollars billed by one provider stand to its estimate: from $400 above, the client may dispute."""
    if billed >= estimated + DISPUTE_FROM:
        return Standing.DISPUTABLE
    return Standing.NEAR if billed >= estimated + WARN_FROM else Standing.WITHIN


def standings(estimated: Mapping[str, Decimal], billed: Mapping[str, Decimal]) -> dict[str, Standing]:
    """Return how each provider's bill stands; one that the estimate does not name was estimated at nothing."""
    return {provider: standing(estimated.get(provider, Decimal(0)), amount) for provider, amount in billed.items()}


def dispute_by(billed_on: date) -> date:
    """Return the last day on which a dispute can be begun."""
    return billed_on + timedelta(days=_DISPUTE_DAYS)


def due_by(
    *, asked_on: date | None, scheduled_on: date | None, service_on: date | None, closed: Collection[date] = ()
) -> date | None:
    """Return the last day for handing out the estimate; None if none is due.

    asked_on      when the client asked what it costs
    scheduled_on  when the first day was arranged; `service_on` is that day
    closed        holidays; Saturdays and Sundays are no business days either
    """
    days = [_after(asked_on, _NEAR, closed)] if asked_on else []
    if scheduled_on and service_on:
        ahead = business_days_between(scheduled_on, service_on, closed)
        if ahead >= _NEAR:
            days.append(_after(scheduled_on, _NEAR if ahead >= _FAR else 1, closed))
    return min(days, default=None)


def new_one_by(service_on: date, closed: Collection[date] = ()) -> date:
    """Return the last day for a new estimate when what is planned changes: one business day before the service."""
    day = service_on - timedelta(days=1)
    while not _is_business_day(day, closed):
        day -= timedelta(days=1)
    return day


def business_days_between(first: date, last: date, closed: Collection[date] = ()) -> int:
    """Return how many business days lie after one day, up to and with another; 0 if that is not later."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(_is_business_day(day, closed) for day in days)


def _after(day: date, count: int, closed: Collection[date]) -> date:
    while count:
        day += timedelta(days=1)
        count -= _is_business_day(day, closed)
    return day


def _is_business_day(day: date, closed: Collection[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in closed
