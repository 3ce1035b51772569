"""Guidelines and schedules: what comes along, and what the organization added."""

from datetime import date
from decimal import Decimal

from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.figures import published
from stepwell.coverage.models import ContractService
from stepwell.coverage.rules.sliding_fee import SCHEDULE, FeeClass, Guideline, Region
from stepwell.funding.models import FeeSchedule, FeeStep, PovertyGuideline


def guidelines() -> tuple[Guideline, ...]:
    """Return every guideline there is; one that the organization added counts before one that came along. One query."""
    own = {
        (Region(row.region), row.from_on): Guideline(Region(row.region), row.from_on, row.one_person, row.each_further)
        for row in PovertyGuideline.objects.all()
    }
    along = (one for one in published().guidelines if (one.region, one.from_on) not in own)
    return (*along, *own.values())


def added() -> list[PovertyGuideline]:
    """Return the guidelines that the organization added, newest first."""
    return list(PovertyGuideline.objects.select_related("made_by").order_by("-from_on", "region"))


def schedule_on(on: date) -> tuple[FeeClass, ...]:
    """Return the schedule of discounts that holds on a day; the usual one if there is no own. Two queries."""
    found = FeeSchedule.objects.filter(from_on__lte=on).order_by("-from_on").first()
    return steps_of(found) if found else SCHEDULE


def steps_of(schedule: FeeSchedule) -> tuple[FeeClass, ...]:
    """Return the classes of a schedule. One query."""
    return tuple(
        FeeClass(row.name, row.up_to, row.share, row.nominal)
        for row in FeeStep.objects.filter(schedule=schedule).order_by("position")
    )


def schedules() -> list[FeeSchedule]:
    """Return the organization's schedules, newest first."""
    return list(FeeSchedule.objects.select_related("made_by").order_by("-from_on"))


def lowest_day_price(on: date) -> Decimal | None:
    """Return the lowest price of a day for who pays by themself; None while there is none."""
    own = ContractService.objects.filter(
        contract__payer=None, contract__from_on__lte=on, voided_at=None, unit=ServiceUnit.DAY
    )
    return own.order_by("rate").values_list("rate", flat=True).first()
