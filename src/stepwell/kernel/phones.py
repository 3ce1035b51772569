"""United States telephone numbers: kept as E.164, shown as people write them."""

import phonenumbers

_COUNTRY = "US"
_WHOLE = phonenumbers.ValidationResult.IS_POSSIBLE  # and not only the seven digits dialled locally


def tidy(text: str) -> str | None:
    """Return a United States number as E.164, such as +19375550100, or None if `text` is none."""
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    # "Possible" and not "valid": exchanges of fiction and new area codes are refused by the latter.
    if number.country_code != 1 or phonenumbers.is_possible_number_with_reason(number) != _WHOLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def written(e164: str) -> str:
    """Return (937) 555-0100 for +19375550100, or the text unchanged if it is no number."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return e164
