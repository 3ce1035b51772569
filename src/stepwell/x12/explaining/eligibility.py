"""A 271 in plain words."""

from collections.abc import Iterator
from decimal import Decimal

from stepwell.x12.eligibility import Benefit, Eligibility, EligibilityLevel
from stepwell.x12.explaining.words import called, day, dollars, label, span
from stepwell.x12.labels import benefits as labels

_WHOLE = Decimal("99999.99")  # written by some payers where there is no limit
_ROLES = {"20": "Payer", "21": "Provider", "22": "Subscriber", "23": "Dependent"}


def explain(eligibility: Eligibility) -> Iterator[str]:
    """Yield the lines that say who is covered, for what, and what has to be asked by telephone."""
    for level in eligibility.levels:
        yield from _level(level)
    if eligibility.benefits:
        yield "Next: enter what the payer said as a benefit check. What it did not say stays unknown: call and ask."


def _level(level: EligibilityLevel) -> Iterator[str]:
    role = _ROLES.get(level.code, "Level")
    for party in level.parties:
        born = party.demographics.birth_date if party.demographics else None
        yield f"{role}: {called(party)}{', born ' + day(born) if born else ''}."
    for one in level.all_rejections:
        reason = label(labels.REJECTION, one.reason)
        yield f"  Not answered: {reason}. Next: {label(labels.FOLLOW_UP, one.follow_up)}."
    for inquiry in level.inquiries:
        yield f"  Asked about: {_services(inquiry.service_types) or 'a procedure'}."
    for benefit in level.benefits:
        yield from _benefit(benefit)


def _benefit(benefit: Benefit) -> Iterator[str]:
    about = _services(benefit.service_types) or (benefit.procedure.code if benefit.procedure else "")
    said = [label(labels.INFORMATION, benefit.information), _how_much(benefit)]
    said += [labels.COVERAGE_LEVEL.get(benefit.coverage_level, benefit.coverage_level)]
    said += [labels.NETWORK.get(benefit.network, ""), labels.AUTHORIZATION.get(benefit.authorization, "")]
    said += [labels.INSURANCE.get(benefit.insurance_type, benefit.insurance_type), benefit.plan]
    said += [span(benefit.dates, *(one.qualifier for one in benefit.dates))]
    yield f"  {about + ': ' if about else ''}{', '.join(filter(None, said))}."
    for message in benefit.messages:
        yield f"    The payer adds: {message}"
    for party in benefit.parties:
        ways = ", ".join(way.value for contact in party.contacts for way in contact.ways)
        yield f"    Named here: {called(party)}{', ' + ways if ways else ''}."
        if party.entity in {"PR", "P5", "PRP", "SEP", "TTP"}:
            yield "    Next: another payer may be responsible for these services. Ask it about eligibility too."


def _how_much(benefit: Benefit) -> str:
    period = labels.PERIOD.get(benefit.period, f"period {benefit.period}" if benefit.period else "")
    parts = []
    if benefit.amount is not None:
        parts.append("no limit" if benefit.amount == _WHOLE else dollars(benefit.amount))
    if benefit.fraction is not None:
        parts.append(f"{benefit.fraction * 100:f}".rstrip("0").rstrip(".") + " % of what is allowed")
    if benefit.quantity is not None:
        parts.append(f"{benefit.quantity:f} {labels.QUANTITY.get(benefit.quantity_kind, benefit.quantity_kind)}")
    return " ".join([" ".join(parts), f"({period})" if period else ""]).strip()


def _services(codes: tuple[str, ...]) -> str:
    return "; ".join(label(labels.SERVICE_TYPE, code) for code in codes)
