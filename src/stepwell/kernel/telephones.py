"""Telephone numbers of the North American plan: read as people write them, kept in one form."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_REGION = "US"
_COUNTRY_CODE = 1


def to_e164(text: str) -> str | None:
    """Return a number as +19375550100 however it was written, or None if it is no complete number.

    An extension is refused: nothing here could dial it.
    """
    try:
        number = phonenumbers.parse(text, _REGION)
    except NumberParseException:
        return None
    if number.country_code != _COUNTRY_CODE or number.extension or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def readable(number: str) -> str:
    """Return a number kept by `to_e164` as people read it, (937) 555-0100; anything else unchanged."""
    if to_e164(number) != number:
        return number
    return str(phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.NATIONAL))
