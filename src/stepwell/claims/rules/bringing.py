"""Claims that another program sent: what of them fits the charges that stand here.

Who changes programs in the middle of an episode has claims under way. Only a claim whose every line is a charge that
stands is taken up: so its answer is posted like any other, and its days are not billed again.

Source: docs/sources.md#cutting.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.billing.rules.amounts import in_words
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import CENT
from stepwell.x12.claims import Claim, ClaimFile, ClaimLevel, ClaimLine
from stepwell.x12.writing.codes import ORIGINAL

_MOST_NUMBER, _MOST_CONTROL = 20, 30
_OWN_FORM = re.compile(r"C\d{9}")  # the numbers that this program gives
_DAY_OF_SERVICE, _FIRST_PAYER, _DEPENDENT = "472", "P", "23"

NOT_OURS = Finding("BRG-001", "It bills for another provider: neither its NPI nor its tax number is this clinic’s.")
CORRECTS = Finding(
    "BRG-002", "It replaces or voids an earlier claim, or is an interim bill. Only whole first claims can be taken up."
)
LATER_PAYER = Finding("BRG-003", "It goes to a second or later payer. Only claims to the first payer can be taken up.")
NUMBER = Finding(
    "BRG-004", "Its number is missing, is longer than 20 letters, or looks like a number that this program gives."
)
SENT_FROM_HERE = Finding("BRG-005", "A claim of this number was made here. Nothing is taken up twice.")
TWICE = Finding("BRG-006", "The file has two claims of this number, or two lines of one control number.")
NO_LINES = Finding("BRG-007", "It has no line that can be read.")
TOTAL = Finding("BRG-008", "Its lines do not add up to what it charges.")
NO_POLICY = Finding(
    "BRG-009",
    "No client has a policy with this member number. Enter the policy, or correct its number, and look again.",
)
OTHER_PERSON = Finding(
    "BRG-014",
    "It is for somebody born on another day than the client with this member number. Correct whichever is wrong.",
)
TOGETHER = Finding("BRG-012", "Its days are charged under several policies, contracts or programs here.")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A line of a charge that stands.

    line_id    its key
    together   what all lines of one claim share: policy, contract, program
    born       birth date of the client: several people may have one member number
    member     number of the member, as `member_key` has it
    cents      charged
    claim      number of the claim that bills it; "" for none
    """

    line_id: UUID
    client_id: UUID
    together: tuple[UUID, ...]
    member: str
    born: date | None
    payer_number: str
    day: date
    code: str
    revenue: str
    modifiers: frozenset[str]
    units: int
    cents: int
    claim: str = ""


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """What of the clinic claims are held against.

    numbers  its NPIs and tax number
    members  member numbers of its policies, as `member_key` has them
    claims   numbers of claims that are known, and whether another program sent them
    controls of lines of claims that are known
    """

    numbers: frozenset[str]
    members: frozenset[str]
    claims: Mapping[str, bool]
    controls: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A claim of a file, and the charges that its lines are; empty unless it fits whole.

    charged   cents
    controls  numbers of its lines, by which the payer names them
    known     it was taken up before
    """

    number: str
    member: str
    days: tuple[date, ...]
    charged: int
    lines: tuple[Standing, ...] = ()
    controls: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    known: bool = False

    @property
    def fits(self) -> bool:
        """Return whether it can be taken up."""
        return not self.findings and not self.known


def member_key(number: str) -> str:
    """Return a member number without what people write it with."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def days_of(file: ClaimFile) -> set[date]:
    """Return the days that a file bills."""
    return {day for _, claim in file.claims for line in claim.lines if (day := _day(line, claim))}


def members_of(file: ClaimFile) -> set[str]:
    """Return the member numbers that a file names, as written."""
    return {number for level, _ in file.claims if (number := _member(file, level))}


def bills_for(file: ClaimFile, numbers: frozenset[str]) -> bool:
    """Return whether a file has a claim of a clinic, given its NPIs and tax number."""
    return any(_billing_numbers(file, level) & numbers for level, _ in file.claims)


def fitted(file: ClaimFile, standing: Iterable[Standing], clinic: Clinic) -> tuple[Fitted, ...]:
    """Return each claim of a file with the charges that its lines are, or with what keeps it from being taken up."""
    free = list(standing)
    numbers = [claim.control for _, claim in file.claims]
    controls = [control for _, claim in file.claims for control in _controls(claim)]
    found = []
    for level, claim in file.claims:
        one = _fitted(file, level, claim, free, clinic)
        own = _controls(claim)
        if numbers.count(claim.control) > 1 or any(controls.count(each) > 1 for each in own):
            one = _unfit(one, (*one.findings, TWICE))
        elif one.fits and set(own) & set(clinic.controls):
            one = _unfit(one, (SENT_FROM_HERE,))
        free = [line for line in free if line not in one.lines]
        found.append(one)
    return tuple(found)


def _unfit(one: Fitted, findings: tuple[Finding, ...]) -> Fitted:
    return replace(one, lines=(), controls=(), findings=findings)


def _fitted(file: ClaimFile, level: ClaimLevel, claim: Claim, free: Sequence[Standing], clinic: Clinic) -> Fitted:
    member = _member(file, level)
    days = tuple(sorted({day for line in claim.lines if (day := _day(line, claim))}))
    told = Fitted(number=claim.control, member=member, days=days, charged=_cents(claim.charge))
    if clinic.claims.get(claim.control):
        return replace(told, known=True)
    findings = tuple(_of_the_claim(file, level, claim, member, clinic))
    if findings:
        return _unfit(told, findings)
    insured = [line for line in free if line.member == member_key(member)]
    own = [line for line in insured if line.born == _born(level)]
    lines, wrong = _lines(claim, own)
    if insured and not own:
        wrong = [OTHER_PERSON]
    wrong += _of_the_payer(file, level, lines)
    if not wrong and len({line.together for line in lines}) > 1:
        wrong = [TOGETHER]
    if wrong:
        return _unfit(told, tuple(wrong))
    return replace(told, lines=tuple(lines), controls=_controls(claim))


def _of_the_claim(file: ClaimFile, level: ClaimLevel, claim: Claim, member: str, clinic: Clinic) -> Iterator[Finding]:
    coverage = _subscriber(file, level).coverage
    is_read = bool(claim.lines) and all(_day(line, claim) for line in claim.lines)
    is_numbered = 0 < len(claim.control) <= _MOST_NUMBER and not _OWN_FORM.fullmatch(claim.control)
    asked = {
        NOT_OURS: bool(_billing_numbers(file, level) & clinic.numbers),
        CORRECTS: claim.frequency == ORIGINAL,
        LATER_PAYER: coverage is not None and coverage.responsibility == _FIRST_PAYER,
        SENT_FROM_HERE: claim.control not in clinic.claims,
        NUMBER: claim.control in clinic.claims or is_numbered,
        NO_LINES: is_read,
        TOTAL: not is_read or sum(line.charge for line in claim.lines) == claim.charge,
        NO_POLICY: member_key(member) in clinic.members,
    }
    return (finding for finding, holds in asked.items() if not holds)


def _lines(claim: Claim, own: Sequence[Standing]) -> tuple[list[Standing], list[Finding]]:
    """Return the charge of each line, and a finding for each line that has none."""
    left, found, wrong = list(own), [], []
    for line in claim.lines:
        day = _day(line, claim)
        same = [one for one in left if one.day == day]
        fits = next((one for one in same if _is(one, line)), None)
        if fits is None or fits.claim:
            wrong.append(_missing(line, day, same, fits))
        else:
            found.append(fits)
            left.remove(fits)
    return found, wrong


def _missing(line: ClaimLine, day: date | None, same: Sequence[Standing], fits: Standing | None) -> Finding:
    when = f"{day:%B} {day.day}, {day.year}" if day else "A line without a day"
    if fits:
        return Finding("BRG-010", f"{when}: the claim {fits.claim} bills this day already.")
    if not same:
        words = "nothing is charged here. The list Not billed says what is missing, if the day was attended."
        return Finding("BRG-010", f"{when}: {words}")
    here = "; ".join(_words(one.revenue, one.code, sorted(one.modifiers), one.units, one.cents) for one in same)
    code, modifiers = (line.procedure.code, list(line.procedure.modifiers)) if line.procedure else ("", [])
    there = _words(line.revenue_code, code, modifiers, line.units or Decimal(0), _cents(line.charge))
    return Finding("BRG-011", f"{when}: the claim says {there}, and here stands {here}.")


def _words(revenue: str, code: str, modifiers: Iterable[str], units: Decimal | int, cents: int) -> str:
    return " ".join(filter(None, (revenue, code, *modifiers, f"× {Decimal(units).normalize():f},", in_words(cents))))


def _of_the_payer(file: ClaimFile, level: ClaimLevel, lines: Sequence[Standing]) -> list[Finding]:
    payer = _subscriber(file, level).party("PR")
    told, ours = payer.id if payer else "", {line.payer_number for line in lines} - {""}
    if not told or not ours or told in ours:
        return []
    return [
        Finding("BRG-013", f"It went to the payer {told}, and claims for these days go to {', '.join(sorted(ours))}.")
    ]


def _is(one: Standing, line: ClaimLine) -> bool:
    procedure = line.procedure
    return (
        one.code == (procedure.code if procedure else "")
        and one.revenue == line.revenue_code
        and one.modifiers == frozenset(procedure.modifiers if procedure else ())
        and line.units == one.units
        and _cents(line.charge) == one.cents
    )


def _day(line: ClaimLine, claim: Claim) -> date | None:
    own = (one.first for one in (*line.dates, *claim.dates) if one.qualifier == _DAY_OF_SERVICE and one.first)
    return next(own, None)


def _cents(amount: Decimal) -> int:
    return int(amount.quantize(CENT).scaleb(2))


def _controls(claim: Claim) -> tuple[str, ...]:
    """Return the number of each line: its own, or one made of the claim's where it has none that can be kept."""
    return tuple(
        line.control if 0 < len(line.control) <= _MOST_CONTROL else f"{claim.control}-{place}"
        for place, line in enumerate(claim.lines, 1)
    )


def _subscriber(file: ClaimFile, level: ClaimLevel) -> ClaimLevel:
    if level.code != _DEPENDENT:
        return level
    return next((one for one in file.levels if one.number == level.parent), level)


def _member(file: ClaimFile, level: ClaimLevel) -> str:
    party = _subscriber(file, level).party("IL")
    return party.id if party else ""


def _born(level: ClaimLevel) -> date | None:
    patient = level.party("QC") or level.party("IL")
    told = (patient.demographics if patient else None) or level.demographics
    return told.birth_date if told else None


def _billing_numbers(file: ClaimFile, level: ClaimLevel) -> set[str]:
    above = _subscriber(file, level).parent
    provider = next((one.party("85") for one in file.levels if one.number == above), None)
    if provider is None:
        return set()
    taxes = {one.value.replace("-", "") for one in provider.references if one.qualifier in {"EI", "SY"}}
    return {provider.id, *taxes} - {""}
