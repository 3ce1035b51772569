"""A sheet on which segments are put together: it takes values in our types and gives elements in X12's.

A value that does not fit becomes a finding with the path of its field, and an empty element; so one attempt tells
everything that is wrong. Whoever fills a sheet asks at the end whether there are findings, before anything is used.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

from stepwell.kernel.findings import Finding
from stepwell.kernel.identifiers import is_npi, is_tax_id
from stepwell.x12.writing.charset import COMPONENT, ELEMENT, REPETITION, folded, outside
from stepwell.x12.writing.codes import STATES

_EARLIEST = date(1900, 1, 1)
_MOST_MONEY = Decimal("99999999.99")  # ten digits, as the guides of HIPAA allow
_CENT = Decimal("0.01")
_MOST_QUANTITY = Decimal("9999999.999")
_THOUSANDTH = Decimal("0.001")
_PHONE = re.compile(r"(?:\+?1)?([2-9][0-9]{9})")
_NOT_DIGITS = re.compile(r"[\s().\-]")
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_PROCEDURE = re.compile(r"[0-9A-Z]{5}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_REVENUE = re.compile(r"[0-9]{4}")
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
_TAX_ID = re.compile(r"([0-9]{2})-?([0-9]{7})")
_ZIP = re.compile(r"([0-9]{5})(?:-?([0-9]{4}))?")


class Sheet:
    """Segments being put together for one interchange.

    segments  what is there so far, without terminators
    findings  what is wrong with the values given
    at        when it is sent, in the sender's local time
    today     the day of that: nothing was done after it
    """

    def __init__(self, at: datetime) -> None:
        self.segments: list[str] = []
        self.findings: list[Finding] = []
        self.at = at
        self.today = at.date()
        self._path = ""
        self._level = 0

    # Where we are

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Fields named inside belong to `part`, such as "claims[0]"."""
        outer, self._path = self._path, f"{self._path}{part}."
        try:
            yield
        finally:
            self._path = outer

    def note(self, code: str, field: str, sentence: str) -> None:
        """Note that the value of a field does not fit; the sentence goes on after the field's name."""
        path = f"{self._path}{field}"
        self.findings.append(Finding(code, f"{path} {sentence}", path))

    # Segments

    def add(self, segment_id: str, *elements: str) -> None:
        """Add a segment; empty elements at its end are left out."""
        self.segments.append(ELEMENT.join((segment_id, *elements)).rstrip(ELEMENT))

    def level(self, parent: int | None, code: str, *, children: bool) -> int:
        """Add an HL segment and return its number, which counts from 1 in each set."""
        self._level += 1
        self.add("HL", str(self._level), str(parent or ""), code, "1" if children else "0")
        return self._level

    def begin_set(self) -> None:
        """Let the levels count from 1 again."""
        self._level = 0

    # Elements: each returns what goes out, "" if there is nothing or it does not fit.

    def words(self, field: str, value: str, most: int, *, needed: bool = False) -> str:
        """Text for people, at most so many characters, brought into our character set."""
        return self._fitting(field, folded(value), most, needed=needed)

    def identifier(self, field: str, value: str, most: int, *, least: int = 1, needed: bool = False) -> str:
        """A number or name that must come back as it went out: not changed, so refused if it has small letters."""
        if value != folded(value):
            self.note(
                "X12-604",
                field,
                "has small letters, accents or spare spaces: keep it in capitals, as it will come back.",
            )
            return ""
        if value and len(value) < least:
            self.note("X12-602", field, f"is too short: it has {len(value)} of at least {least} characters.")
            return ""
        return self._fitting(field, value, most, needed=needed)

    def code(self, field: str, value: str, allowed: Collection[str], *, needed: bool = False) -> str:
        """One of a list of codes."""
        if self._absent(field, value, needed=needed):
            return ""
        if value in allowed:
            return value
        return self._unfit("X12-605", field, f"is none of the codes that stand here: {', '.join(allowed)}.")

    def like(self, form: re.Pattern[str], field: str, value: str, sentence: str, *, needed: bool = True) -> str:
        """What has a form; the sentence says which."""
        if self._absent(field, value, needed=needed):
            return ""
        return value if form.fullmatch(value) else self._unfit("X12-608", field, sentence)

    def npi(self, field: str, value: str, *, needed: bool = True) -> str:
        """A National Provider Identifier whose check digit is right."""
        if self._absent(field, value, needed=needed):
            return ""
        if is_npi(value):
            return value
        return self._unfit("X12-606", field, "is no NPI: its check digit is wrong; compare it with NPPES.")

    def tax_id(self, field: str, value: str) -> str:
        """An Employer Identification Number, without its hyphen."""
        if self._absent(field, value, needed=True):
            return ""
        if (found := _TAX_ID.fullmatch(value)) and is_tax_id(value):
            return f"{found[1]}{found[2]}"
        return self._unfit("X12-607", field, "is no Employer Identification Number, such as 31-1234567.")

    def taxonomy(self, field: str, value: str, *, needed: bool = False) -> str:
        """A code of the provider taxonomy."""
        return self.like(_TAXONOMY, field, value, "is no taxonomy code: ten characters, the last an X.", needed=needed)

    def diagnosis(self, field: str, value: str) -> str:
        """An ICD-10-CM code, without its point."""
        sentence = "has not the form of an ICD-10-CM code, such as F10.20."
        return self.like(_DIAGNOSIS, field, value, sentence).replace(".", "")

    def procedure(self, field: str, value: str, *, needed: bool = True) -> str:
        """A HCPCS or CPT code."""
        sentence = "is no procedure code: five capitals or digits, such as H0015."
        return self.like(_PROCEDURE, field, value, sentence, needed=needed)

    def modifier(self, field: str, value: str) -> str:
        """A modifier of a procedure."""
        return self.like(_MODIFIER, field, value, "is no modifier: two capitals or digits, such as HF.")

    def revenue(self, field: str, value: str) -> str:
        """A revenue code."""
        return self.like(_REVENUE, field, value, "is no revenue code: four digits, such as 0906.")

    def state(self, field: str, value: str) -> str:
        """A state or territory of the United States."""
        if self._absent(field, value, needed=True):
            return ""
        return value if value in STATES else self._unfit("X12-609", field, "is no state: two capitals, such as OH.")

    def zip_code(self, field: str, value: str, *, nine: bool = False) -> str:
        """A ZIP code of five or nine digits, or of nine only, without its hyphen."""
        if self._absent(field, value, needed=True):
            return ""
        found = _ZIP.fullmatch(value)
        if found is None:
            return self._unfit("X12-610", field, "is no ZIP code: five digits, or nine as 43215-0001.")
        if nine and not found[2]:
            return self._unfit(
                "X12-610", field, "needs all nine digits of the ZIP code, such as 43215-0001; USPS tells the last four."
            )
        return f"{found[1]}{found[2] or ''}"

    def phone(self, field: str, value: str) -> str:
        """A telephone number of North America as ten digits."""
        if not value:
            return ""
        found = _PHONE.fullmatch(_NOT_DIGITS.sub("", value))
        return found[1] if found else self._unfit("X12-611", field, "is no telephone number of ten digits.")

    def day(self, field: str, value: date | None, *, needed: bool = True, ahead: bool = False) -> str:
        """A day as CCYYMMDD; not one to come, unless `ahead`."""
        if self._absent(field, value, needed=needed) or value is None:
            return ""
        if value < _EARLIEST:
            return self._unfit("X12-612", field, "lies before 1900: check the year.")
        if not ahead and value > self.today:
            return self._unfit(
                "X12-613", field, "lies after the day on which this is sent: only what was done can be billed or asked."
            )
        return value.strftime("%Y%m%d")

    def days(
        self, field: str, first: date | None, last: date | None, *, ahead: bool = False, span: bool = False
    ) -> tuple[str, str]:
        """The qualifier and text of one day (D8) or of days from first to last (RD8); always the latter if `span`."""
        begin = self.day(field, first, ahead=ahead)
        end = self.day(field, last, ahead=ahead) if last else begin
        if begin and end and end < begin:
            self.note("X12-614", field, "ends before it begins: exchange the two days or correct one.")
        return ("RD8", f"{begin}-{end}") if span or begin != end else ("D8", begin)

    def money(self, field: str, value: Decimal | None, *, needed: bool = False, signed: bool = False) -> str:
        """Dollars, without zeros at the end."""
        if self._absent(field, value, needed=needed) or value is None:
            return ""
        return self._decimal(field, value, _MOST_MONEY, _CENT, signed=signed)

    def quantity(self, field: str, value: Decimal | None, *, needed: bool = False) -> str:
        """A count of units, more than none, without zeros at the end."""
        if self._absent(field, value, needed=needed) or value is None:
            return ""
        if value.is_zero():
            return self._unfit("X12-616", field, "is zero: leave the line out or give what was done.")
        return self._decimal(field, value, _MOST_QUANTITY, _THOUSANDTH, signed=False)

    # How they are made

    def _fitting(self, field: str, value: str, most: int, *, needed: bool) -> str:
        if self._absent(field, value, needed=needed):
            return ""
        if strange := outside(value):
            return self._unfit(
                "X12-603",
                field,
                f"has characters that cannot go out: {' '.join(strange)}. Leave them out or replace them.",
            )
        if len(value) > most:
            return self._unfit(
                "X12-602", field, f"is too long: {len(value)} characters, of which {most} can go out. Shorten it."
            )
        return value

    def _decimal(self, field: str, value: Decimal, most: Decimal, smallest: Decimal, *, signed: bool) -> str:
        if not value.is_finite() or abs(value) > most:
            return self._unfit("X12-615", field, f"is no number up to {most}.")
        if value < 0 and not signed:
            return self._unfit("X12-615", field, "is less than zero.")
        rounded = value.quantize(smallest)
        if rounded != value:
            sentence = f"is finer than {smallest}: round it where it is reckoned."
            return self._unfit("X12-615", field, sentence)
        return f"{rounded.normalize():f}" if rounded else "0"

    def _absent(self, field: str, value: object, *, needed: bool) -> bool:
        if value is not None and value != "":
            return False
        if needed:
            self.note("X12-601", field, "is missing: give it where it is kept.")
        return True

    def _unfit(self, code: str, field: str, sentence: str) -> str:
        self.note(code, field, sentence)
        return ""


def composite(*parts: str) -> str:
    """Join the components of an element; empty ones at its end are left out."""
    return COMPONENT.join(parts).rstrip(COMPONENT)


def repeated(values: Iterable[str]) -> str:
    """Join the repetitions of an element."""
    return REPETITION.join(values)
