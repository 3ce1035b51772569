"""Funding in words, for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.rules.sliding_fee import FeeClass
from stepwell.funding.queries.sliding import ApplicationRow
from stepwell.funding.rules.sliding import AGAIN_BEFORE
from stepwell.kernel.money import dollars


def pays(fee_class: FeeClass) -> str:
    """Return what a class pays: “$10.00 a day”, “40 percent of the fee”."""
    if fee_class.nominal is not None:
        return f"{dollars(fee_class.nominal)} a day" if fee_class.nominal else "nothing"
    share = fee_class.share
    plain = f"{share:f}".rstrip("0").rstrip(".") if "." in f"{share:f}" else f"{share:f}"
    return "the full fee" if share == Decimal(100) else f"{plain} percent of the fee"


@dataclass(frozen=True)
class FeeNow:
    """The sliding fee as it holds today, and what is to be done about it."""

    application_id: UUID | None
    headline: str
    sentence: str
    tone: str = ""
    holds: bool = False


def fee_now(applications: Sequence[ApplicationRow], on: date) -> FeeNow:
    """Return how the sliding fee of a client stands on a day; applications come newest first."""
    waits = next((row for row in applications if row.decision is None), None)
    granted_of = [(row.id, row.decision.granted) for row in applications if row.decision and row.decision.granted]
    holds = next(((key, granted) for key, granted in granted_of if granted.to_on >= on), None)
    if holds:
        key, granted = holds
        soon = granted.to_on - AGAIN_BEFORE <= on and waits is None
        reach = "days without a plan, and what plans leave" if granted.after_payer else "days that no plan pays for"
        until = f"From {granted.from_on:%b %-d, %Y} to {granted.to_on:%b %-d, %Y}, for {reach}."
        if soon:
            until += " It ends soon: ask for it again now."
        return FeeNow(
            key,
            f"Class {granted.fee_class.name}: pays {pays(granted.fee_class)}",
            until,
            "warn" if soon else "ok",
            holds=True,
        )
    if waits is not None:
        return FeeNow(waits.id, "Asked for, not decided yet", "Somebody else than who entered it decides.", "warn")
    if granted_of:
        key, last = granted_of[0][0], granted_of[0][1].to_on
        return FeeNow(key, "Ended", f"It held through {last:%b %-d, %Y}. Ask for it again.", "warn")
    if applications:
        return FeeNow(applications[0].id, "No discount", "The last application was declined. A new one can be made.")
    return FeeNow(
        None, "Not asked for yet", "By income and household alone. Nobody is turned away for being unable to pay."
    )
