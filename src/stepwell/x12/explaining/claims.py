"""An 837 in plain words."""

from collections.abc import Iterator
from decimal import Decimal

from stepwell.x12.claims import Claim, ClaimFile, ClaimLevel
from stepwell.x12.explaining.words import called, count, dollars, done, label, name, span

_FREQUENCY = {
    "1": "is new",
    "2": "is the first of a series",
    "3": "is the next of a series",
    "4": "is the last of a series",
    "7": "replaces an earlier one",
    "8": "voids an earlier one",
}
_ORDER = {"P": "first payer", "S": "second payer", "T": "third payer"}


def explain(file: ClaimFile) -> Iterator[str]:
    """Yield the lines that say what is claimed, for whom, of whom."""
    roles = {party.entity: party for party in file.parties}
    together = dollars(sum((claim.charge for _, claim in file.claims), Decimal(0)))
    yield f"{name(roles.get('41'))} sends {count(len(file.claims), 'claim')} of {together} to {name(roles.get('40'))}."
    levels = {level.number: level for level in file.levels}
    for level, claim in file.claims:
        yield from _claim(claim, level, levels)


def _claim(claim: Claim, level: ClaimLevel, levels: dict[str, ClaimLevel]) -> Iterator[str]:
    subscriber = levels.get(level.parent, level) if level.code == "23" else level
    patient = level.party("QC") or subscriber.party("IL")
    when = span(claim.dates, "434") or span((one for line in claim.lines for one in line.dates), "472")
    yield f"Claim {claim.control or 'without a number'} of {called(patient)}{', ' + when if when else ''}:"
    order = subscriber.coverage.responsibility if subscriber.coverage else ""
    yield f"  {dollars(claim.charge)} to {called(subscriber.party('PR'))}, {label(_ORDER, order)}."
    original = f" The payer's number of it is {claim.original}." if claim.original else ""
    yield f"  It {label(_FREQUENCY, claim.frequency)}.{original}"
    if claim.authorization:
        yield f"  Authorization {claim.authorization}."
    yield f"  Codes: {', '.join(f'{one.code} ({one.qualifier})' for one in claim.codes) or 'none'}."
    for other in claim.other_coverages:
        payer = next((party for party in other.parties if party.entity == "PR"), None)
        paid = next((one.amount for one in other.amounts if one.qualifier == "D"), None)
        yield f"  Other payer: {called(payer)}{', which paid ' + dollars(paid) if paid is not None else ''}."
    for line in claim.lines:
        when = span(line.dates, "472")
        units = f"{line.units:f} x " if line.units is not None else ""
        service = f"{units}{done(line.procedure, line.revenue_code)}{' on ' + when if when else ''}"
        yield f"  {service}: {dollars(line.charge)}."
