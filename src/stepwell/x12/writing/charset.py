"""Which characters go out: capitals of the basic character set, without what separates elements in our files.

Text for people (names, streets, notes) is brought into that form: capitals, accents taken off, typographic marks made
plain. Identifiers are not: an answer carries them back, and only an unchanged one is found again.
Source: docs/sources.md#x12-characters.
"""

import re
import unicodedata

ELEMENT, COMPONENT, REPETITION, SEGMENT = "*", ":", "^", "~"

# The basic set without our separators; of the extended set what addresses, mailboxes and identifiers are made of.
_OUTSIDE = re.compile(r"""[^A-Z0-9 !"&'()+,\-./;?=#$%@_]""")
_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "…": "...",  # typography
        "Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "ẞ": "SS", "İ": "I", "ʼ": "'",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Return text for people as it goes out: capitals, no accents, single spaces. Foreign letters stay as they are."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.upper().translate(_PLAIN))
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(text.upper().split())


def outside(text: str) -> str:
    """Return the characters of `text` that must not go out, each once, in order of first appearance."""
    return "".join(dict.fromkeys(_OUTSIDE.findall(text)))
