"""The sample files, and how to change them."""

from pathlib import Path
from typing import Final

from stepwell.x12.delimiters import STANDARD, Delimiters

FOLDER: Final = Path(__file__).parents[2] / "data" / "x12"
SAMPLES: Final = tuple(sorted(path.name for path in FOLDER.glob("*.txt")))


def sample(name: str) -> str:
    """Return a sample file."""
    return (FOLDER / name).read_text(encoding="ascii")


def segments(text: str) -> list[str]:
    """Return its segments without terminators."""
    return [raw for piece in text.split("~") if (raw := piece.strip("\n"))]


def joined(raws: list[str]) -> str:
    """Return a file of segments, its SE01 set to what stands there."""
    return "".join(f"{raw}~\n" for raw in recounted(raws))


def recounted(raws: list[str]) -> list[str]:
    """Return segments with each SE01 right."""
    result, begin = [], 0
    for index, raw in enumerate(raws):
        if raw.startswith("ST*"):
            begin = index
        result.append(f"SE*{index - begin + 1}*{raw.split('*')[2]}" if raw.startswith("SE*") else raw)
    return result


def changed(name: str, old: str, new: str) -> str:
    """Return a sample in which one thing is different and the count of segments right."""
    text = sample(name)
    assert old in text
    return joined(segments(text.replace(old, new)))


def translated(text: str, to: Delimiters) -> str:
    """Return a file with other delimiters, its ISA saying so."""
    table = {
        STANDARD.element: to.element,
        STANDARD.component: to.component,
        STANDARD.repetition: to.repetition,
        STANDARD.segment: to.segment,
    }
    return "".join(table.get(character, character) for character in text.replace("\n", ""))
