"""The organization's own guidelines and schedules: only added to."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from stepwell.coverage.rules.sliding_fee import (
    FeeClass,
    Guideline,
    Region,
    check_schedule,
    question_schedule,
)
from stepwell.funding.models import FeeSchedule, FeeStep, PovertyGuideline
from stepwell.funding.queries import schedules
from stepwell.funding.rules import sliding as rules
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member

KNOWN = Finding("FEE-022", "Guidelines from this day were added before. They stand; choose another day.", "from_on")
SAME_DAY = Finding("FEE-016", "A schedule from this day was added before. It stands; choose another day.", "from_on")


def add_guidelines(
    *, actor: Member, at: datetime, from_on: date, source: str, dollars: Mapping[Region, tuple[Decimal, Decimal]],
    is_sure: bool,
) -> None:  # fmt: skip
    """Add the guidelines of a year, all regions or none.

    dollars  for one person, and for each further one, by region
    is_sure  that sums far from last year's were looked up again
    raises   Refused: FEE-020 to FEE-022
    """
    known = schedules.guidelines()
    found: list[Finding] = []
    for region, (one, further) in dollars.items():
        found += rules.check_guideline(one, further, _before(known, region, from_on), is_sure=is_sure)
    refuse(dict.fromkeys(found))
    rows = [
        PovertyGuideline(
            organization_id=actor.organization_id, region=region, from_on=from_on, one_person=one,
            each_further=further, source=source.strip(), made_at=at, made_by_id=actor.membership_id,
        )
        for region, (one, further) in dollars.items()
    ]  # fmt: skip
    try:
        with transaction.atomic():
            PovertyGuideline.objects.bulk_create(rows)
    except IntegrityError:
        raise Refused(KNOWN) from None


def add_schedule(
    *, actor: Member, at: datetime, from_on: date, classes: Sequence[FeeClass], note: str, is_sure: bool
) -> FeeSchedule:
    """Add a schedule of discounts from a day on.

    is_sure  that it may differ from what federally funded health centers are held to
    raises   Refused: FEE-010 to FEE-016
    """
    refuse(check_schedule(classes))
    full = schedules.lowest_day_price(from_on)
    refuse(rules.check_nominal(classes, full) if full else [])
    refuse([] if is_sure else question_schedule(classes))
    try:
        with transaction.atomic():
            made = FeeSchedule.objects.create(
                organization_id=actor.organization_id, from_on=from_on, note=note.strip(), made_at=at,
                made_by_id=actor.membership_id,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(SAME_DAY) from None
    FeeStep.objects.bulk_create(
        FeeStep(
            organization_id=actor.organization_id, schedule=made, position=number, name=one.name, up_to=one.up_to,
            share=one.share, nominal=one.nominal,
        )
        for number, one in enumerate(classes)
    )  # fmt: skip
    return made


def _before(known: Sequence[Guideline], region: Region, from_on: date) -> Guideline | None:
    earlier = [one for one in known if one.region is region and one.from_on < from_on]
    return max(earlier, key=lambda one: one.from_on, default=None)
