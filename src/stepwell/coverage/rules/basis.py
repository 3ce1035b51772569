"""What an estimate rests on: the days that are planned, the sliding fee, the plan and what is known of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.plan_types import PlanRules
from stepwell.coverage.rules.sliding_fee import FeeClass
from stepwell.coverage.vocabulary import PlanType

_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Days:
    """The days that are planned.

    taper_*    a stretch with other weekdays after `weeks`
    hours      of a day; `services` how many it has
    attended   percent of the days that are attended at least
    """

    starts_on: date
    weekdays: tuple[Weekday, ...]
    weeks: int
    hours: Decimal = Decimal(3)
    services: int = 4
    taper_weekdays: tuple[Weekday, ...] = ()
    taper_weeks: int = 0
    closed_on: tuple[date, ...] = ()
    attended: Decimal = _WHOLE


@dataclass(frozen=True)
class Fee:
    """The sliding fee of a client as it stands.

    percent      of the poverty guideline that the household has, for reading
    asked_on     the day of the application
    is_granted   whether somebody decided; until then the class is that of what the client said
    through      last day that it holds for, once it is granted
    after_payer  whether it is taken off what a plan leaves too, for documented hardship
    """

    fee_class: FeeClass
    percent: Decimal
    asked_on: date
    is_granted: bool = False
    through: date | None = None
    after_payer: bool = False


@dataclass(frozen=True)
class Basis:
    """What an estimate rests on.

    benefits       what counts, of a person's word and a file
    as_of          the day for which amounts met so far were said
    rules          of the plan
    type_of_bill   of the contract
    is_lesser_of   whether the contract pays the charge where it is lower
    medicare       Medicare's amounts of each year
    income         dollars a year of the household, for the limit of Medicaid; None if there is none to reckon with
    """

    plan_type: PlanType
    benefits: Benefits
    tier: Tier
    as_of: date
    rules: PlanRules
    year_starts_month: int = 1
    has_high_deductible: bool = False
    type_of_bill: str = ""
    is_lesser_of: bool = True
    medicare: tuple[PartBYear, ...] = ()
    income: Decimal | None = None
