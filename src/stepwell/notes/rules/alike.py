"""Parts of different clients that read alike: what is written of one person is to be theirs alone.

Source: docs/sources.md#notes
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

LIKE = 0.85  # of the letters, as difflib counts them
LEAST = 20  # letters below which a sentence is too short to compare

Key = TypeVar("Key")


@dataclass(frozen=True)
class Alike:
    """What a part reads like: the parts of others, and whether the shared part too."""

    others: tuple[str, ...]
    shared: bool

    def __bool__(self) -> bool:
        return self.shared or bool(self.others)

    @property
    def in_words(self) -> str:
        """What it reads like, for the one who writes."""
        if not self.others:
            return "Nearly the words of the shared part."
        names = " and ".join((", ".join(self.others[:-1]), self.others[-1])) if len(self.others) > 1 else self.others[0]
        return f"Reads like the part of {names.removesuffix('.')}."


def compare(parts: Mapping[Key, str], names: Mapping[Key, str], *, shared: str = "") -> dict[Key, Alike]:
    """Return, for each part that reads like another or like the shared one, what it reads like.

    parts  what was written of each client
    names  whom each key stands for, as the answer names them
    """
    flat = {key: _flat(words) for key, words in parts.items()}
    whole = [_flat(piece) for piece in shared.splitlines()] + [_flat(shared)]
    long = {key: words for key, words in flat.items() if len(words) >= LEAST}
    keys = list(long)
    others: dict[Key, list[str]] = {key: [] for key in keys}
    for place, one in enumerate(keys):
        for other in keys[place + 1 :]:
            if is_like(long[one], long[other]):
                others[one].append(names[other])
                others[other].append(names[one])
    found = {key: Alike(tuple(others[key]), any(is_like(long[key], piece) for piece in whole)) for key in keys}
    return {key: alike for key, alike in found.items() if alike}


def is_like(one: str, other: str) -> bool:
    """Return whether two texts are nearly the same. The order of the two does not matter."""
    if min(len(one), len(other)) < LEAST or 2 * min(len(one), len(other)) < LIKE * (len(one) + len(other)):
        return False
    first, second = sorted((one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _flat(words: str) -> str:
    return " ".join(words.casefold().split())
