"""Names of clients in what is written about everybody: a group note names nobody but its own client.

Whole words, accents folded. A name that is also a common word ("Will", "Grace") counts only as a name is written: with
a capital letter, and not where a sentence begins. Source: docs/sources.md#notes (42 CFR 2.13)
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LEAST = 2  # letters of a name
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_INITIAL = re.compile(r"[^\W\d_]")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;•\n\"“”(\[]|(?:^|\n)\s*[-*])\s*$")
# Names that are words too: in lower case words, and at the start of a sentence, where nobody can tell, words as well.
COMMON = frozenset({
    "an", "april", "art", "august", "baker", "banks", "best", "black", "brook", "brooks", "brown", "bush", "case",
    "cash", "chance", "church", "cook", "dawn", "day", "do", "early", "faith", "field", "fields", "fox", "gay",
    "gene", "good", "grace", "gray", "green", "hardy", "he", "her", "hill", "home", "hope", "hunter", "in", "joy",
    "june", "king", "long", "love", "major", "mark", "marks", "may", "mercy", "miles", "moody", "more", "new",
    "noble", "page", "park", "pat", "penny", "pierce", "pleasant", "price", "rich", "rivers", "robin", "rose",
    "sharp", "short", "ski", "sky", "small", "so", "stone", "street", "strong", "sue", "summer", "sunny", "to",
    "true", "valley", "wade", "walker", "ward", "waters", "west", "white", "will", "wills", "winter", "wise",
    "wood", "woods", "worth", "you", "young",
})  # fmt: skip


@dataclass(frozen=True)
class Person:
    """The names that somebody goes by; each may be empty."""

    first: str
    last: str
    preferred: str = ""


@dataclass(frozen=True)
class Found:
    """A name as it stands in a text, from `start` to `end`."""

    word: str
    start: int
    end: int


def folded(word: str) -> str:
    """Return a word without accents, in lower case, with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def find(text: str, people: Iterable[Person]) -> list[Found]:
    """Return where a text names any of `people`, from its start, each place once.

    source  docs/sources.md#notes
    """
    wanted = {folded(part) for person in people for part in _parts(person)}
    if not wanted:
        return []
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if _is_named(word, wanted) and not _is_word_only(text, match):
            found.append(_with_initial(text, match))
    return found


def in_words(found: Iterable[Found]) -> str:
    """Return the names that were found, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(each.word for each in found))


def _parts(person: Person) -> set[str]:
    """Return the names by which somebody may be called: each of a double name too."""
    whole = [name for name in (person.first, person.last, person.preferred) if name]
    words = [match.group() for name in whole for match in _WORD.finditer(name)]
    halves = [half for word in words for half in word.split("-")]
    return {name for name in (*words, *halves) if len(name) >= _LEAST}


def _is_named(word: str, wanted: set[str]) -> bool:
    plain = folded(word)
    bare = plain.removesuffix("'s").removesuffix("'")
    return bool({plain, bare, *bare.split("-")} & wanted)


def _is_word_only(text: str, match: re.Match[str]) -> bool:
    """Return whether a name that is also a common word is meant as the word."""
    word = match.group()
    if folded(word).removesuffix("'s") not in COMMON:
        return False
    if not word[0].isupper() or word.isupper():
        return True
    return bool(_ENDS_SENTENCE.search(text[: match.start()]))


def _with_initial(text: str, match: re.Match[str]) -> Found:
    """Return the name together with an initial before it ("A. López")."""
    before = re.search(r"(?<!\w)(\w)\.\s*$", text[: match.start()])
    start = before.start() if before and _INITIAL.match(before.group(1)) else match.start()
    return Found(text[start : match.end()], start, match.end())
