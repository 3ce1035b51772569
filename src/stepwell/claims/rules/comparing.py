"""What one wording of a claim says otherwise than another: what a corrected claim corrects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from stepwell.claims.rules.correcting import CHANGE_CODES, Reason
from stepwell.claims.rules.scrubbing.rules import AnyClaim, AnyLine, lines_of
from stepwell.claims.rules.scrubbing.services import code_of, revenue_of
from stepwell.x12.writing.parties import Address, Organization, Person, Provider
from stepwell.x12.writing.set_837i import InstitutionalClaim
from stepwell.x12.writing.set_837p import ProfessionalClaim

Told = tuple[Reason, str, str]
"""What it is about, what it is called, and what stands there."""


@dataclass(frozen=True)
class Change:
    """Something that is said otherwise; "" where it was not said, or is not said any more."""

    about: Reason
    what: str
    before: str
    after: str


def changes(before: AnyClaim, after: AnyClaim) -> tuple[Change, ...]:
    """Return what a claim says otherwise than an earlier one. Our own numbers and the frequency are no such thing."""
    earlier, later = list(_claim(before)), list(_claim(after))
    found = _compared(earlier, later)
    days = sorted({line.first for one in (before, after) for line in lines_of(one)})
    was, now = _by_day(before), _by_day(after)
    for day in days:
        found += _day(day, was[day], now[day])
    return tuple(found)


def reason_for(found: Iterable[Change]) -> Reason:
    """Return what a correction is about: days before all else, else the one thing that all changes are about."""
    kinds = {one.about for one in found}
    if Reason.DAYS in kinds:
        return Reason.DAYS
    return kinds.pop() if len(kinds) == 1 else Reason.OTHER


def _compared(earlier: Iterable[Told], later: Iterable[Told]) -> list[Change]:
    was = {what: text for _, what, text in earlier}
    return [Change(about, what, was.get(what, ""), text) for about, what, text in later if was.get(what, "") != text]


def _claim(claim: AnyClaim) -> Iterator[Told]:
    coverage, other = claim.coverage, Reason.OTHER
    yield Reason.DIAGNOSES, "Diagnoses", ", ".join(claim.diagnoses)
    yield other, "Authorization", claim.authorization
    yield other, "Referral", claim.referral
    yield other, "Payer", f"{coverage.payer.name} {coverage.payer.id}".strip()
    yield other, "Kind of plan", coverage.filing
    yield other, "Group", coverage.group_number or coverage.group_name
    member = coverage.member
    yield other, "Holder", " · ".join(filter(None, (_name(member.name), _day_of(member.birth_date), member.sex)))
    yield other, "Member number", member.member_id
    yield other, "Holder’s address", _address(member.address)
    dependent = claim.dependent
    yield other, "Client", _name(dependent.name) if dependent else ""
    billing = claim.billing
    yield other, "Bills", f"{_name(billing.name)}, NPI {billing.npi}, {billing.taxonomy}, {billing.tax_id}"
    yield other, "Address of who bills", _address(billing.address)
    yield other, "Place of care", _provider(claim.facility)
    yield other, "Condition codes", ", ".join(code for code in claim.conditions if code not in CHANGE_CODES)
    if isinstance(claim, ProfessionalClaim):
        yield Reason.CODES, "Place of service", claim.place
        yield other, "Renders", _provider(claim.rendering)
    if isinstance(claim, InstitutionalClaim):
        yield other, "Type of bill", claim.bill_type
        yield other, "Attends", _provider(claim.attending)
        yield other, "Patient status", claim.status


def _by_day(claim: AnyClaim) -> dict[date, list[AnyLine]]:
    found: dict[date, list[AnyLine]] = defaultdict(list)
    for line in lines_of(claim):
        found[line.first].append(line)
    return found


def _day(day: date, was: list[AnyLine], now: list[AnyLine]) -> Iterator[Change]:
    """Yield what is otherwise on a day: its lines are told apart by their order."""
    what = f"{day:%b} {day.day}, {day.year}"
    for place in range(max(len(was), len(now))):
        before = was[place] if place < len(was) else None
        after = now[place] if place < len(now) else None
        if before is None or after is None:
            one = before or after
            words = _line(one) if one else ""
            yield Change(Reason.DAYS, what, words if before else "", words if after else "")
            continue
        if _billed(before) != _billed(after):
            yield Change(Reason.CODES, what, _billed(before), _billed(after))
        if before.charge != after.charge:
            yield Change(Reason.CHARGES, f"{what}, charge", f"${before.charge:,.2f}", f"${after.charge:,.2f}")


def _line(line: AnyLine) -> str:
    return f"{_billed(line)}, ${line.charge:,.2f}"


def _billed(line: AnyLine) -> str:
    modifiers = line.procedure.modifiers if line.procedure else ()
    place = getattr(line, "place", "")
    parts = (
        revenue_of(line),
        code_of(line),
        *modifiers,
        f"× {line.units.normalize():f}",
        f"at {place}" if place else "",
    )
    return " ".join(filter(None, (*parts, _provider(line.rendering))))


def _provider(provider: Provider | None) -> str:
    if provider is None or not provider.npi:
        return ""
    return " ".join(filter(None, (_name(provider.name), f"NPI {provider.npi}", provider.taxonomy)))


def _name(name: Person | Organization) -> str:
    if isinstance(name, Organization):
        return name.name
    return " ".join(filter(None, (name.first, name.middle, name.last)))


def _address(address: Address | None) -> str:
    if address is None:
        return ""
    return ", ".join(filter(None, (address.street, address.street_2, address.city, address.state, address.zip_code)))


def _day_of(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else ""
