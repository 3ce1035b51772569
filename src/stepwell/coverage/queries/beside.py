"""The policies of a client that pay after the one that an estimate is made under."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.models import Contract, ContractService
from stepwell.coverage.queries import answers, medicare
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.policies import PolicyRow
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import combined
from stepwell.coverage.rules.coordination import remarks
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.medicare_years import Entry
from stepwell.coverage.vocabulary import PlanType


@dataclass(frozen=True)
class Beside:
    """A policy that pays after another one.

    name      as people call it
    newest    its payer's file
    contract  with its payer, if there is one
    services  of that contract
    years     Medicare's amounts as the organization wrote them down
    """

    name: str
    row: PolicyRow
    newest: AnswerRow | None
    contract: Contract | None
    services: tuple[ContractService, ...]
    years: tuple[Entry, ...] = ()

    @property
    def benefits(self) -> Benefits | None:
        """What counts: what a person was told, and of the file what the person was not told."""
        file = self.newest.benefits(Tier.IN) if self.newest else None
        return combined(self.row.check.benefits, file) if self.row.check else None

    def day(self, code: str) -> ContractService | None:
        """Return what the contract pays for a day: of the same code, else the only one there is."""
        days = [one for one in self.services if one.unit == ServiceUnit.DAY]
        same = next((one for one in days if one.code == code), None)
        return same or (days[0] if len(days) == 1 else None)


def after(row: PolicyRow, rows: Sequence[PolicyRow], *, on: date) -> list[PolicyRow]:
    """Return the policies that pay after one on a day, in their order."""
    return [one for one in rows if one.in_force(on) and one.rank > row.rank and not one.is_self_pay]


def name_of(row: PolicyRow, rows: Sequence[PolicyRow]) -> str:
    """Return how people call a policy: its payer, and its place where two are with the same."""
    name = row.cover.name
    is_alone = sum(one.cover.name == name for one in rows) <= 1
    return name if is_alone else f"{name} ({row.rank_label.lower()} plan)"


def order(row: PolicyRow, rows: Sequence[PolicyRow], *, on: date) -> list[str]:
    """Return what is to be asked about the order in which the policies of a day pay."""
    there = [one for one in rows if one.in_force(on) and not one.is_self_pay]
    found = [
        f"{name_of(one, rows)} pays before this plan. An estimate under {name_of(one, rows)} counts both."
        for one in there
        if one.rank < row.rank
    ]
    return found + remarks([replace(one.cover, name=name_of(one, rows)) for one in there])


def found(
    name: str, row: PolicyRow, contract: Contract | None, services: tuple[ContractService, ...], site_id: UUID
) -> Beside:
    """Return a policy with what its payer said and agreed. One query, and one more under Medicare."""
    years = medicare.entries(site_id) if row.plan_type is PlanType.MEDICARE else ()
    return Beside(name, row, answers.newest(row.id, member_id=row.member_id), contract, services, years)
