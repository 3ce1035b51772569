"""Medicare's amounts as an organization writes them down, from a day on. Source: docs/sources.md#medicare-iop.

A year that nobody wrote down and that did not come along stays missing: an estimate that needs it is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.coverage.rules.cost.days import Price
from stepwell.coverage.rules.cost.part_b import PaidAs, PartBYear, PerDiem
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import CENT, ZERO, to_cents

_WHOLE = Decimal(100)
USUAL_SHARE: Final = Decimal(60)  # percent of a per diem that follows the wage index
USUAL_COINSURANCE: Final = Decimal(20)
USUAL_SEQUESTRATION: Final = Decimal(2)
NOT_GIVEN: Final = PerDiem()
_FIRST_YEAR, _LAST_YEAR = 2024, 2100  # Medicare pays intensive outpatient care from 2024 on
MOST_DAY: Final = Decimal(5_000)  # dollars; more is a slip of the finger
_MOST_INDEX = Decimal(5)
_FAR = Decimal("0.25")  # of the year before, from which somebody has to look again


@dataclass(frozen=True)
class Entry:
    """What holds from a day on, through the end of its year unless a later entry of that year takes its place.

    deductible     dollars a year; `coinsurance` percent that the client pays
    sequestration  percent that Medicare holds back of its payment
    hospital, cmhc national per diems, in dollars, of hospital outpatient departments and of mental health centers
    wage_index     of the area; None if the per diems are the program's own already
    labor_share    percent of a per diem that follows the wage index
    is_of_site     whether it holds for the site alone; that counts before what holds for all
    """

    from_on: date
    deductible: Decimal
    coinsurance: Decimal = USUAL_COINSURANCE
    sequestration: Decimal = USUAL_SEQUESTRATION
    hospital: PerDiem = NOT_GIVEN
    cmhc: PerDiem = NOT_GIVEN
    wage_index: Decimal | None = None
    labor_share: Decimal = USUAL_SHARE
    source: str = ""
    is_of_site: bool = False

    def paid(self, paid_as: PaidAs) -> PerDiem:
        """Return what a day of a setting is paid in this area, in dollars to the cent."""
        national = self.hospital if paid_as is PaidAs.HOSPITAL else self.cmhc
        return PerDiem(self._here(national.up_to_three), self._here(national.four_or_more))

    @property
    def hospital_here(self) -> PerDiem:
        """What a day of a hospital outpatient department is paid in this area."""
        return self.paid(PaidAs.HOSPITAL)

    @property
    def cmhc_here(self) -> PerDiem:
        """What a day of a community mental health center is paid in this area."""
        return self.paid(PaidAs.CMHC)

    def _here(self, rate: Decimal | None) -> Decimal | None:
        if rate is None or self.wage_index is None:
            return rate
        return to_cents(rate * (self.labor_share * self.wage_index + _WHOLE - self.labor_share) / _WHOLE)


def _standing(entries: Iterable[Entry], year: int) -> list[Entry]:
    """Return what counts of a year, by day: of a site before that for all; of one day the one written down last."""
    of_year = [one for one in entries if one.from_on.year == year]
    of_site = [one for one in of_year if one.is_of_site]
    by_day = {one.from_on: one for one in of_site or of_year}
    return [by_day[on] for on in sorted(by_day)]


def years(entries: Sequence[Entry], along: Iterable[PartBYear]) -> tuple[PartBYear, ...]:
    """Return every year that is known: what an organization wrote down counts before what came along.

    entries  in the order in which they were written down
    """
    found = {one.year: one for one in along}
    free = {year: one.without_coinsurance for year, one in found.items()}
    usual = next(iter(free.values()), ())
    for year in sorted({one.from_on.year for one in entries}):
        last = _standing(entries, year)[-1]
        found[year] = PartBYear(
            year, last.deductible, last.coinsurance, {each: last.paid(each) for each in PaidAs}, free.get(year, usual),
            last.sequestration, last.source,
        )  # fmt: skip
    return tuple(found[year] for year in sorted(found))


def prices(price: Price, entries: Sequence[Entry], paid_as: PaidAs, services: int) -> Iterator[Price]:
    """Yield the prices of a day over the years: that of the contract, and in each year that was written down its own.

    price     as the contract has it; it holds where nothing was written down
    services  of a day
    """
    yield price
    for year in sorted({one.from_on.year for one in entries}):
        of_year = [(one.from_on, one.paid(paid_as).of(services)) for one in _standing(entries, year)]
        known = [(on, rate) for on, rate in of_year if rate is not None]
        yield from (replace(price, rate=rate, from_on=on) for on, rate in known)
        if known and not any(one.from_on == date(year + 1, 1, 1) for one in entries):
            yield replace(price, from_on=date(year + 1, 1, 1))


_AMOUNTS: Final[tuple[tuple[str, Callable[[Entry], Decimal | None]], ...]] = (
    ("hospital_few", lambda one: one.hospital.up_to_three),
    ("hospital_many", lambda one: one.hospital.four_or_more),
    ("cmhc_few", lambda one: one.cmhc.up_to_three),
    ("cmhc_many", lambda one: one.cmhc.four_or_more),
)  # fmt: skip


def check_entry(entry: Entry) -> list[Finding]:
    """Return what of an entry cannot be; a finding's field is that of the form."""
    found = []
    if not _FIRST_YEAR <= entry.from_on.year <= _LAST_YEAR:
        sentence = f"Medicare pays such days from {_FIRST_YEAR} on. Check the year of the day."
        found.append(Finding("MED-001", sentence, "from_on"))
    found += _check_dollars(entry)
    found += (
        Finding("MED-003", "Enter a percent from 0 to 100: 20 is a fifth.", name)
        for name in ("coinsurance", "sequestration", "labor_share")
        if not ZERO <= getattr(entry, name) <= _WHOLE
    )
    if entry.wage_index is not None and not ZERO < entry.wage_index <= _MOST_INDEX:
        sentence = "A wage index is a number such as 0.9134, above 0 and at most 5. Leave it empty for none."
        found.append(Finding("MED-004", sentence, "wage_index"))
    return found


def _check_dollars(entry: Entry) -> Iterator[Finding]:
    amounts = [("deductible", entry.deductible), *((name, read(entry)) for name, read in _AMOUNTS)]
    for name, amount in amounts:
        if amount is not None and (not ZERO < amount <= MOST_DAY or amount % CENT):
            yield Finding("MED-002", f"Enter dollars and cents, above 0 and at most {MOST_DAY:,}.", name)
    for setting, one in (("hospital", entry.hospital), ("cmhc", entry.cmhc)):
        if one.up_to_three and one.four_or_more and one.four_or_more < one.up_to_three:
            sentence = "A day of four services is not paid less than one of three. Check which is which."
            yield Finding("MED-005", sentence, f"{setting}_many")


def question_entry(entry: Entry, before: PartBYear | None) -> list[Finding]:
    """Return what can hardly be: it is kept once somebody looked it up again.

    before  the year before, as far as it is known
    """
    found = []
    if ZERO < entry.coinsurance < 1:
        sentence = f"{entry.coinsurance} is less than one percent. Write 20 for a fifth, or say that you looked it up."
        found.append(Finding("MED-006", sentence, "coinsurance"))
    if before and abs(entry.deductible - before.deductible) > before.deductible * _FAR:
        sentence = (
            f"This is far from the {before.deductible} of {before.year}. Look it up again, and say below that you did."
        )
        found.append(Finding("MED-006", sentence, "deductible"))
    return found
