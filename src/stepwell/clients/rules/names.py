"""Names as they are searched: without case, accents, apostrophes and hyphens. Pure."""

import re
import unicodedata

_SEPARATOR = re.compile(r"[\s,;.]+")
_JOINED = re.compile(r"['’ʼ`´\-‐–]")
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def words(text: str) -> list[str]:
    """Return the words of a name as they are compared: "Ana-María O'Neill" gives ["anamaria", "oneill"]."""
    plain = _JOINED.sub("", _plain(_plain(text)))  # twice: taking a letter apart can leave a capital behind
    return [word for word in _SEPARATOR.split(plain) if word]


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def search_key(first: str, middle: str, last: str, preferred: str) -> str:
    """Return every word of somebody's names, each once, between spaces: last, first, preferred, middle."""
    found = [word for name in (last, first, preferred, middle) for word in words(name)]
    return f" {' '.join(dict.fromkeys(found))} "
