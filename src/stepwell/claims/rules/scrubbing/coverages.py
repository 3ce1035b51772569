"""Scrub rules about the coverage: authorization, eligibility, filing limit, and who may render for the payer."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from stepwell.claims.rules.interim import NEW
from stepwell.claims.rules.scrubbing.days import is_by_the_day
from stepwell.claims.rules.scrubbing.facts import Authorization, Facts
from stepwell.claims.rules.scrubbing.parties import providers
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, Rule, lines_of
from stepwell.claims.rules.scrubbing.services import names_of
from stepwell.coverage.contracting import Asking


def is_authorization_asked(facts: Facts) -> bool:
    """Return whether days need an authorization; while nobody knows, they do."""
    asked = facts.contract.authorization
    return asked is Asking.ALWAYS or (asked is Asking.PLAN and facts.asks is not False)


def _number(claim: AnyClaim, index: int) -> str:
    return claim.lines[index].authorization or claim.authorization


def _found(claim: AnyClaim, facts: Facts) -> Iterator[tuple[int, Authorization]]:
    """Yield each line that has an authorization on record, with it."""
    known = {one.number: one for one in facts.authorizations}
    for index in range(len(claim.lines)):
        if authorization := known.get(_number(claim, index)):
            yield index, authorization


def _missing(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if is_authorization_asked(facts):
        yield from (f"lines[{index}].authorization" for index in range(len(claim.lines)) if not _number(claim, index))


def _unknown(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    known = {one.number for one in facts.authorizations}
    for index in range(len(claim.lines)):
        if (number := _number(claim, index)) and number not in known:
            yield f"lines[{index}].authorization"


def _outside(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    for index, authorization in _found(claim, facts):
        line = claim.lines[index]
        if not (authorization.span.covers(line.first) and authorization.span.covers(line.last or line.first)):
            yield f"lines[{index}].authorization"


def _other_code(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield days of the program under an authorization for another one; a single session stands under the same."""
    lines = lines_of(claim)
    for index, authorization in _found(claim, facts):
        line = lines[index]
        if authorization.codes and is_by_the_day(line, facts.contract) and not authorization.codes & names_of(line):
            yield f"lines[{index}].authorization"


def _too_many(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield the lines beyond what is authorized, which goes to the first days."""
    used: dict[str, Decimal] = {}
    beyond = []
    for index, authorization in sorted(_found(claim, facts), key=lambda one: (claim.lines[one[0]].first, one[0])):
        used[authorization.number] = used.get(authorization.number, authorization.used) + claim.lines[index].units
        if authorization.units is not None and used[authorization.number] > authorization.units:
            beyond.append(index)
    yield from (f"lines[{index}].authorization" for index in sorted(beyond))


def _repeated(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (
        f"lines[{index}].authorization"
        for index, line in enumerate(claim.lines)
        if line.authorization and line.authorization == claim.authorization
    )


def _not_eligible(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if facts.eligible is not None:
        for index, line in enumerate(claim.lines):
            if not any(span.covers(line.first) for span in facts.eligible):
                yield f"lines[{index}].first"


def _not_asked(_: AnyClaim, facts: Facts) -> Iterator[str]:
    if facts.eligible is None:
        yield "coverage"


def filing_deadline(first_day: date, facts: Facts) -> date:
    """Return the last day on which a new claim may be sent: from the first day of care, or from the payer before."""
    return max(first_day, facts.decided_on or first_day) + timedelta(days=facts.contract.filing_days)


def _too_late(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if claim.frequency in NEW:
        for index, line in enumerate(claim.lines):
            if facts.today > filing_deadline(line.first, facts):
                yield f"lines[{index}].first"


def _license(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield who renders without a license in force on a day, or with one that the payer does not take."""
    days = [line.first for line in claim.lines]
    for field, provider in providers(claim):
        if not field.endswith("rendering"):
            continue
        own = [claim.lines[int(field[6 : field.index("]")])].first] if field.startswith("lines") else days
        clinician = facts.clinicians.get(provider.npi)
        titles = facts.contract.licenses
        if (
            clinician is None
            or not all(clinician.span.covers(day) for day in own)
            or (titles and clinician.license not in titles)
        ):
            yield field


RULES = (
    Rule("SCR-501", "The payer asks for an authorization, and this line has none. Ask for it, late if need be.",
         "authorizations", _missing),
    Rule("SCR-502", "No authorization with this number is on record. Enter it, or correct the number.",
         "authorizations", _unknown),
    Rule("SCR-503", "The authorization does not cover this day. Ask for an extension, or choose the one that does.",
         "authorizations", _outside),
    Rule("SCR-504", "The authorization is for another code. Have the payer correct it, or choose the one that fits.",
         "authorizations", _other_code),
    Rule("SCR-505", "The authorization is used up before this line. Ask for more units before it is sent.",
         "authorizations", _too_many),
    Rule("SCR-506", "The authorization of the claim stands at this line too. Leave it out here.", "x12-codes",
         _repeated),
    Rule("SCR-507", "The payer did not confirm the coverage for this day. Ask again, or find the payer of that day.",
         "benefits", _not_eligible),
    Rule("SCR-508", "Nobody asked this payer whether the coverage is in force. Do it before the claim is sent.",
         "benefits", _not_asked, Gravity.WARNING),
    Rule(
        "SCR-509",
        "The contract’s days to file are over for this day. Look for proof that it was filed in time; never bill the "
        "client for it.",
        "contracts", _too_late,
    ),
    Rule(
        "SCR-510",
        "Who renders has no license in force on the day, or none that this payer takes. Enter the credential, or name "
        "who answered for the care.",
        "contracts", _license,
    ),
)  # fmt: skip
