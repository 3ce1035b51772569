"""The mark somebody makes: a typed name, or a drawing."""

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from enum import StrEnum

DRAWN_PREFIX = "data:image/png;base64,"
MAX_DRAWN_BYTES = 200 * 1024
MAX_DRAWN_PIXELS = 4_000_000
MAX_TYPED_LETTERS = 120


class Way(StrEnum):
    """How somebody signs. Either counts the same (15 USC 7006(5): a process adopted with the intent to sign)."""

    TYPED = "typed"
    DRAWN = "drawn"


WAY_LABELS = {Way.TYPED: "Typed name", Way.DRAWN: "Drawn"}


@dataclass(frozen=True)
class Mark:
    """A mark as it is kept: the typed name in UTF-8, or a PNG."""

    way: Way
    content: bytes


def typed(name: str) -> Mark | None:
    """Return the mark of a typed name, or None if it has no letter."""
    tidy = " ".join(name.split())[:MAX_TYPED_LETTERS]
    return Mark(Way.TYPED, tidy.encode()) if any(letter.isalpha() for letter in tidy) else None


def drawn_bytes(address: str) -> bytes | None:
    """Return the PNG in a canvas's data address, or None if it is none or larger than 200 KB."""
    if not address.startswith(DRAWN_PREFIX) or len(address) > len(DRAWN_PREFIX) + MAX_DRAWN_BYTES * 4 // 3 + 4:
        return None
    try:
        return b64decode(address[len(DRAWN_PREFIX) :], validate=True)
    except (NotBase64, ValueError):
        return None
