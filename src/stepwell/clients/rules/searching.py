"""What somebody typed into the search box: a name, a birth date, a record number, a telephone number, or several."""

import re
from dataclasses import dataclass
from datetime import date

from stepwell.clients.rules import names
from stepwell.kernel import phones

_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_US = re.compile(r"\b(?P<month>\d{1,2})[/.](?P<day>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b")
_PHONE = re.compile(r"(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
_NUMBER = re.compile(r"#?\b(?P<number>(?=[A-Za-z-]*\d)[A-Za-z0-9-]{2,20})\b")
_CENTURY = 100


@dataclass(frozen=True)
class Query:
    """What to look for; everything that is given must fit.

    words          words of a name, as `names.words` gives them
    birth_date     a date
    record_number  a record number as typed, in capitals
    phone          a telephone number as E.164
    """

    words: tuple[str, ...] = ()
    birth_date: date | None = None
    record_number: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self == Query()


def read(text: str, *, on: date) -> Query:
    """Return what `text` asks for.

    text  as typed, any length
    on    today: a two-digit year is the latest one that is not in the future
    """
    born, text = _take_date(text, on)
    phone, text = _take_phone(text)
    match = _NUMBER.search(text)
    number = match["number"].upper() if match else ""
    rest = text.replace(match[0], " ", 1) if match else text
    return Query(tuple(names.words(_letters(rest))), born, number, phone)


def _letters(text: str) -> str:
    return re.sub(r"[^\w\s'’ʼ`´‐–-]|[\d_]", " ", text)


def _take_date(text: str, on: date) -> tuple[date | None, str]:
    for pattern in (_ISO, _US):
        match = pattern.search(text)
        if match:
            found = _date(match["year"], match["month"], match["day"], on)
            if found:
                return found, text.replace(match[0], " ", 1)
    return None, text


def _date(year: str, month: str, day: str, on: date) -> date | None:
    number = int(year)
    if len(year) == len("95"):
        number += on.year - on.year % _CENTURY
        if number > on.year:
            number -= _CENTURY
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _take_phone(text: str) -> tuple[str, str]:
    match = _PHONE.search(text)
    phone = phones.tidy(match[0]) if match else None
    return (phone, text.replace(match[0], " ", 1)) if match and phone else ("", text)
