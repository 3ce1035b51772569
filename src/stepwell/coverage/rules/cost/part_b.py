"""A year of Part B: its deductible, its share, its per diems. Source: docs/sources.md#medicare-iop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from stepwell.coverage.rules.cost.plans import Deductible, Network, Plan, Terms
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import ZERO

FEW: Final = 3  # services a day, up to which the lower rate is paid


class PaidAs(StrEnum):
    """Whose rates a program is paid."""

    HOSPITAL = "hospital"
    CMHC = "cmhc"


@dataclass(frozen=True)
class PerDiem:
    """Dollars a day. None is not known."""

    up_to_three: Decimal | None = None
    four_or_more: Decimal | None = None

    def of(self, services: int) -> Decimal | None:
        """Return the rate of a day with that many services."""
        return self.up_to_three if services <= FEW else self.four_or_more


@dataclass(frozen=True)
class PartBYear:
    """Part B in a calendar year.

    coinsurance          percent that the client pays after the deductible
    without_coinsurance  services of which the client pays nothing after the deductible
    sequestration        percent that Medicare holds back of what it pays; the client's share stays as it is
    source               where the amounts were read
    unverified           whose per diems nobody held against the published table yet: they are priced, with a finding
    """

    year: int
    deductible: Decimal
    coinsurance: Decimal
    per_diems: Mapping[PaidAs, PerDiem] = field(default_factory=dict)
    without_coinsurance: tuple[str, ...] = ()
    sequestration: Decimal = ZERO
    source: str = ""
    unverified: tuple[PaidAs, ...] = ()

    def plan(self) -> Plan:
        """Return the year as a plan. There is no maximum, and the rate holds even above the charge."""
        free = (Terms(services=self.without_coinsurance),) if self.without_coinsurance else ()
        return Plan(Network((*free, Terms(coinsurance=self.coinsurance)), Deductible(self.deductible), lesser_of=False))


def no_year(year: int, at: str = "/medicare/years") -> Finding:
    """Return that nobody gave the amounts of a year; `at` is where they belong."""
    sentence = f"Medicare’s amounts of {year} are not here. Add the year: its deductible, coinsurance and per diems."
    return Finding("COST-020", sentence, at)
