"""Text as it is kept: single spaces, nothing that cannot be seen."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})  # control, format, private use, surrogate


def tidy(text: str) -> str:
    """Return `text` composed (NFC), without invisible characters, with single spaces and none around it."""
    spaced = " ".join(text.split())
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _HIDDEN)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def empty(text: str) -> bool:
    """Return whether `text` holds no letter and no digit."""
    return not any(letter.isalnum() for letter in text)
