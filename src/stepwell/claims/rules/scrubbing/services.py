"""Scrub rules about what was done: codes, modifiers, place, units, money and numbers of the lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from stepwell.claims.rules.scrubbing.codes import most_of
from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, AnyLine, Gravity, Rule, lines_of
from stepwell.coverage.contracting import VIDEO_AT_HOME, VIDEO_ELSEWHERE, Delivery
from stepwell.kernel.money import CENT
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim

_CODE = re.compile(r"[0-9A-Z]{5}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_MOST_MODIFIERS = 4
PLACES_AFAR = frozenset({VIDEO_AT_HOME, VIDEO_ELSEWHERE})
BY_VIDEO_OR_TELEPHONE = frozenset({"95", "GT", "93", "FQ"})
# Two digits that a claim may give as the place of care (CMS), and the first two of a type of bill.
PLACES = frozenset(
    f"{number:02}"
    for number in (*range(1, 28), 31, 32, 33, 34, 41, 42, *range(49, 59), 60, 61, 62, 65, 66, 71, 72, 81, 99)
)
BILLS = frozenset({"11", "12", "13", "14", "18", "21", "22", "23", "71", "76", "77", "83", "85", "86", "87", "89"})
_PAIRS = {"H0015": "0906", "S9480": "0905"}
_UNITS = {ProfessionalClaim: {"UN", "MJ"}, InstitutionalClaim: {"UN", "DA"}}


def code_of(line: AnyLine) -> str:
    """Return the procedure code of a line; "" if it has none."""
    return line.procedure.code if line.procedure else ""


def revenue_of(line: AnyLine) -> str:
    """Return the revenue code of a line; "" on a professional claim."""
    return line.revenue if isinstance(line, InstitutionalLine) else ""


def names_of(line: AnyLine) -> frozenset[str]:
    """Return the codes that a line goes by: procedure and revenue code."""
    return frozenset({code_of(line), revenue_of(line)}) - {""}


def modifiers_of(line: AnyLine) -> frozenset[str]:
    """Return the modifiers of a line."""
    return frozenset(line.procedure.modifiers if line.procedure else ())


def _procedures(claim: AnyClaim) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for index, line in enumerate(lines_of(claim)):
        if line.procedure:
            yield f"lines[{index}].procedure", line.procedure.code, line.procedure.modifiers


def _code(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (field for field, code, _modifiers in _procedures(claim) if not _CODE.fullmatch(code))


def _modifiers(claim: AnyClaim, _: Facts) -> Iterator[str]:
    for field, _code, modifiers in _procedures(claim):
        if len(modifiers) > _MOST_MODIFIERS or not all(map(_MODIFIER.fullmatch, modifiers)):
            yield f"{field}.modifiers"


def _asked_modifiers(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield lines of a contract's code with the modifiers of none of its prices."""
    for field, code, modifiers in _procedures(claim):
        sets = [service.modifiers for service in facts.contract.services if service.code == code]
        if sets and not any(set(one) <= set(modifiers) for one in sets):
            yield f"{field}.modifiers"


def _place(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if isinstance(claim, InstitutionalClaim):
        if claim.bill_type not in BILLS:
            yield "bill_type"
        return
    if claim.place not in PLACES:
        yield "place"
    for index, line in enumerate(claim.lines):
        if line.place and line.place not in PLACES:
            yield f"lines[{index}].place"


def _afar(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not isinstance(claim, ProfessionalClaim):
        return
    for index, line in enumerate(claim.lines):
        is_marked = bool(BY_VIDEO_OR_TELEPHONE & modifiers_of(line))
        if ((line.place or claim.place) in PLACES_AFAR) != is_marked:
            yield f"lines[{index}].place"


def place_of(claim: AnyClaim) -> str:
    """Return the place of service of a claim; "" on an institutional one."""
    return claim.place if isinstance(claim, ProfessionalClaim) else ""


def _held_otherwise(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    for index, line in enumerate(lines_of(claim)):
        day = facts.days.get(line.first)
        if day is None:
            continue
        is_told_afar = bool(BY_VIDEO_OR_TELEPHONE & modifiers_of(line))
        if is_told_afar != (day.delivery is not Delivery.IN_PERSON):
            yield f"lines[{index}].procedure.modifiers"


def _not_paid_afar(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    for index, line in enumerate(lines_of(claim)):
        marks = modifiers_of(line)
        video = bool(marks & {"95", "GT"}) and not facts.contract.pays_video
        audio = bool(marks & {"93", "FQ"}) and not facts.contract.pays_audio
        if video or audio:
            yield f"lines[{index}].procedure.modifiers"


def _revenue(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if isinstance(claim, InstitutionalClaim):
        for index, line in enumerate(claim.lines):
            code = code_of(line)
            agreed = {one.revenue_code for one in facts.contract.services if code and one.code == code}
            asked = agreed or {_PAIRS.get(code, line.revenue)}
            if line.revenue not in asked:
                yield f"lines[{index}].revenue"


def _units(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (f"lines[{index}].units" for index, line in enumerate(lines_of(claim)) if line.units <= 0)


def _unit(claim: AnyClaim, _: Facts) -> Iterable[str]:
    known = _UNITS[type(claim)]
    return (f"lines[{index}].unit" for index, line in enumerate(lines_of(claim)) if line.unit not in known)


def _charge(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (
        f"lines[{index}].charge"
        for index, line in enumerate(lines_of(claim))
        if line.charge < 0 or line.charge != line.charge.quantize(CENT)
    )


def _books(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    """Yield lines that bill another amount than the books have; so the totals of both are the same."""
    for index, line in enumerate(lines_of(claim)):
        if facts.charges.get(line.control_number) != line.charge:
            yield f"lines[{index}].charge"


def _nothing(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if claim.lines and claim.charge == Decimal(0):
        yield "lines"


def _lines(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not 0 < len(claim.lines) <= most_of(claim)[0]:
        yield "lines"


def _numbers(claim: AnyClaim, _: Facts) -> Iterator[str]:
    count = Counter(line.control_number for line in lines_of(claim))
    for index, line in enumerate(lines_of(claim)):
        if not line.control_number or count[line.control_number] > 1:
            yield f"lines[{index}].control_number"


RULES = (
    Rule("SCR-301", "This is no procedure code: five capitals or digits. Correct it in the contract.", "x12-codes",
         _code),
    Rule("SCR-302", "A line has up to four modifiers of two capitals or digits. Correct them in the contract.",
         "x12-codes", _modifiers),
    Rule("SCR-303", "The payer asks for a modifier with this code that is missing. Add it as in the contract.",
         "contracts", _asked_modifiers),
    Rule("SCR-304", "There is no such place of service or type of bill. Correct it in the contract, such as 57.",
         "scrubbing", _place),
    Rule(
        "SCR-305",
        "Place of service and modifier do not go together: 10 or 02 needs 95 or 93, and these need 10 or 02.",
        "contracts", _afar,
    ),
    Rule(
        "SCR-306",
        "The roster says otherwise how they took part. Correct the roster, or the place and modifier of the line.",
        "contracts", _held_otherwise,
    ),
    Rule("SCR-307", "The contract does not pay it by video or telephone. Take the line out; the client is not billed "
         "before somebody looked.", "contracts", _not_paid_afar),
    Rule("SCR-308", "Revenue code and procedure do not go together. Correct the pair in the contract.", "scrubbing",
         _revenue),
    Rule("SCR-309", "A line has more than no units. Take it out, or enter what was done.", "x12-codes", _units,
         of_voids=True),
    Rule("SCR-310", "The unit is none of this form: UN or MJ on an 837P, UN or DA on an 837I.", "x12-codes", _unit,
         of_voids=True),
    Rule("SCR-311", "A charge is not below zero and has whole cents. Correct the price in the contract.", "x12-codes",
         _charge, of_voids=True),
    Rule("SCR-312", "The books have another charge for this line. Make the claim anew from the books.", "ledger",
         _books),
    Rule("SCR-313", "The claim bills nothing at all. Enter the charges in the contract.", "x12-codes", _nothing,
         Gravity.WARNING),
    Rule("SCR-314", "A claim has 1 to 50 lines (837P) or 999 (837I). Split it by days.", "x12-codes", _lines,
         of_voids=True),
    Rule(
        "SCR-315",
        "Each line needs a control number of its own, or the payer’s answer cannot be posted. Make the claim anew.",
        "posting", _numbers, of_voids=True,
    ),
)  # fmt: skip
