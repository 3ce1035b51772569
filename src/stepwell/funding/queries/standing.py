"""How the sliding fee of a client stands, for an estimate."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.rules.basis import Fee
from stepwell.coverage.rules.sliding_fee import FeeClass, class_of, guideline_of
from stepwell.funding.queries import schedules, sliding
from stepwell.funding.queries.sliding import ApplicationRow
from stepwell.funding.rules import sliding as rules
from stepwell.kernel.findings import Refused
from stepwell.kernel.money import ZERO


def fee_of(client_id: UUID, on: date) -> Fee | None:
    """Return the discount that holds for days of care from a day on; else that of what the client said, while nobody
    decided; None if there is none, or the actor sees none. Up to six queries."""
    applications = sliding.of_client(client_id)
    for row in applications:
        granted = row.decision.granted if row.decision else None
        if row.decision and granted and granted.from_on <= on <= granted.to_on:
            return Fee(
                granted.fee_class, row.decision.percent or ZERO, row.applied_on, is_granted=True,
                through=granted.to_on, after_payer=granted.after_payer,
            )  # fmt: skip
    waits = next((row for row in applications if row.decision is None), None)
    return _said(waits) if waits else None


def _said(row: ApplicationRow) -> Fee | None:
    try:
        fee_class, percent = judged(row)
    except Refused:  # the guideline of the year is missing: the page of the application says so
        return None
    if fee_class.up_to is None:
        return None
    return Fee(fee_class, percent, row.applied_on)


def judged(row: ApplicationRow) -> tuple[FeeClass, Decimal]:
    """Return class and percent of an application, by the guideline and the schedule of its day.

    raises  Refused (FEE-001) while the guideline of its year is missing
    """
    guideline = guideline_of(schedules.guidelines(), row.region, row.applied_on).of(row.household)
    fee_class = class_of(schedules.schedule_on(row.applied_on), row.income, guideline)
    return fee_class, rules.percent_of_guideline(row.income, guideline)
