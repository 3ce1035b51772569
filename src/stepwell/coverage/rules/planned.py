"""What is entered for an estimate, and how that and what is priced are kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from stepwell.coverage.rules.basis import Days, Fee
from stepwell.coverage.rules.cost.request import Request


@dataclass(frozen=True)
class PaysAfter:
    """A policy that pays after the one of an estimate, as it stood: its payer, its version, its verification.

    known_on  the day for which amounts met so far were said; None if nobody said any
    """

    name: str
    policy: UUID
    version: int
    check: UUID | None = None
    known_on: date | None = None


@dataclass(frozen=True)
class Planned:
    """What is entered for an estimate.

    service, first_day  services of the contract: of each day, and perhaps once on the first
    without_plan        that no claim is filed: the client pays by themself
    diagnosis           codes, as far as they are known; for a good-faith estimate
    asked_on            when the client asked what it costs
    scheduled_on        when the first day was arranged
    follows_schedule    whether it is made anew when the schedule has other days
    blocked             what was missing for the first day to be paid as it was made, in words
    household_income    dollars a year, for Medicaid's limit of what a household pays
    allowed             dollars that the plan allows a day out of network, as it said; None for the contract's rate
    fee                 the sliding fee that was priced in
    payer               who pays first, as people call it
    others              policies that pay after it, as they stood when it was made
    order               what was to be asked about the order in which they pay
    known_on            the day for which amounts met so far were said
    covered_through     the last day of the policy, if it is known to end
    """

    days: Days
    service: UUID
    first_day: UUID | None = None
    without_plan: bool = False
    diagnosis: str = ""
    asked_on: date | None = None
    scheduled_on: date | None = None
    follows_schedule: bool = False
    blocked: str = ""
    household_income: Decimal | None = None
    allowed: Decimal | None = None
    fee: Fee | None = None
    payer: str = ""
    others: tuple[PaysAfter, ...] = ()
    order: tuple[str, ...] = ()
    known_on: date | None = None
    covered_through: date | None = None

    @property
    def as_of(self) -> dict[str, date]:
        """The day for which amounts met so far were said, by the name of the payer; "" for the first."""
        said = {"": self.known_on, **{one.name: one.known_on for one in self.others}}
        return {name: on for name, on in said.items() if on}


SHAPE: Final = TypeAdapter(Planned)
REQUEST: Final = TypeAdapter(Request)
