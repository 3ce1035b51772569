"""Who needs an authorization that nobody asked for. What needs one is what the gate says.

Source: docs/sources.md#admission
"""

from datetime import date

from stepwell.admissions.rules.facts import Facts
from stepwell.admissions.rules.gates import authorization_of, authorizations_for, coverage_of
from stepwell.authorizations.vocabulary import ALLOWS, WAITS, Status


def lacking(facts: Facts, *, on: date, in_care: bool) -> str:
    """Return what is missing of an authorization on a day, as a sentence; empty if nothing is, or it was asked for.

    facts    with the level of care as the decision
    in_care  whether care has begun: then it matters too that nobody knows whether one is needed, and that the one
             allowed begins only later
    """
    found = authorizations_for(facts, on)
    if authorization_of(facts, on).is_open or any(row.status in WAITS for row in found):
        return ""
    begins = min((row.from_on for row in found if row.status in ALLOWS), default=None)
    if begins:
        return f"The one that is allowed begins on {_day(begins)}." if in_care else ""
    policy = facts.insured
    if policy is None or policy.check is None:
        return f"Not known whether one is needed. {coverage_of(facts, on).detail}" if in_care else ""
    denied = max((row.on for row in found if row.status == Status.DENIED), default=None)
    if policy.check.needs_authorization and denied:
        return f"{policy.payer} denied it on {_day(denied)}; nothing else is requested."
    return authorization_of(facts, on).detail if in_care or policy.check.needs_authorization else ""


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
