"""Names as a roster and a sheet on a table may show them: the first name and as little of the last as tells people
apart. Source: docs/sources.md#attendance
"""

from collections import Counter
from collections.abc import Sequence

_MOST = 3  # letters of a last name


def short_names(people: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return short names in the order of `people`: "Ana L."; two of them become "Ana Lo." and "Ana Li.".

    people  (first name that somebody goes by, last name, record number), the number telling apart who is left
    """
    shown = [_short(first, last, 1) for first, last, _ in people]
    for letters in range(2, _MOST + 1):
        twice = {name for name, count in Counter(shown).items() if count > 1}
        shown = [
            _short(first, last, letters) if name in twice else name
            for name, (first, last, _) in zip(shown, people, strict=True)
        ]
    counts = Counter(shown)
    return [
        f"{name} ({number[-2:]})" if counts[name] > 1 else name
        for name, (_, _, number) in zip(shown, people, strict=True)
    ]


def _short(first: str, last: str, letters: int) -> str:
    return f"{first} {last[:letters]}." if last else first
