"""Names as they are searched: without case and accents, in parts where they are joined."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_SEPARATORS = re.compile(r"[\s,;.\-‐–]+")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_JOINTS = re.compile(r"['’ʼ`´\-‐–]")
_NEAR = 0.7  # of the letters, in order: "lopes" and "lopez" share 0.8
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def words(text: str) -> list[str]:
    """Return the words of a name as they are compared: "Ana-María O'Neill" gives ["ana", "maria", "oneill"]."""
    return [word for word in _SEPARATORS.split(_APOSTROPHES.sub("", _plain(text))) if word]


def search_key(first: str, middle: str, last: str, preferred: str) -> str:
    """Return every word by which somebody is found, each once, between spaces: last, first, preferred, middle name.

    A joined name is there whole and in its parts: O'Neill as "oneill", "o" and "neill", Smith-Jones likewise.
    """
    found = []
    for name in (last, first, preferred, middle):
        plain = _plain(name)
        whole, parts = _JOINTS.sub("", plain), _JOINTS.sub(" ", plain)
        found += words(name) + words(whole) + words(parts)
    return f" {' '.join(dict.fromkeys(found))} "


def fits(wanted: Iterable[str], key: str) -> bool:
    """Return whether every word wanted is in a search key: whole, begun, or nearly spelled so."""
    there = key.split()
    return all(any(word.startswith(one) or _near(one, word) for word in there) for one in wanted)


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _NEAR


def _plain(text: str) -> str:
    """Return text without case and accents. Done twice: taking a letter apart can leave a capital behind."""
    for _ in range(2):
        apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return text
