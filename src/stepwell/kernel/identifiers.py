"""Numbers that carry a check digit or a fixed form. Source: docs/sources.md#npi, #ein."""

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.us import ein

_NPI_PREFIX = "80840"  # the issuer number that the NPI's check digit is computed with
_NPI_LENGTH = 10


def is_npi(text: str) -> bool:
    """Return whether `text` is a National Provider Identifier: ten digits, first 1 or 2, check digit right."""
    digits = text.isascii() and text.isdecimal() and len(text) == _NPI_LENGTH and text[0] in "12"
    return digits and bool(luhn.is_valid(_NPI_PREFIX + text))


def is_tax_id(text: str) -> bool:
    """Return whether `text` is an Employer Identification Number with a prefix that the IRS assigns."""
    return bool(ein.is_valid(text))


def tidy_tax_id(text: str) -> str:
    """Return an Employer Identification Number as 12-3456789, or the text unchanged if it is none."""
    try:
        return str(ein.format(ein.validate(text)))
    except ValidationError:
        return text
