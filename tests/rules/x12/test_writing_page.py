"""The example of the page about X12 files works as it stands there."""

import re
from pathlib import Path

from tests.rules.x12.building import segments

PAGE = Path(__file__).parents[3] / "docs" / "x12.md"


def test_the_example_of_a_claim() -> None:
    writing = PAGE.read_text(encoding="utf-8").split("## Writing", maxsplit=1)[1]
    found = re.search(r"```python\n(.*?)```", writing, re.DOTALL)
    assert found is not None
    names: dict[str, object] = {}
    exec(compile(found[1], "docs/x12.md", "exec"), names)  # noqa: S102 - our own page
    text = names["text"]
    assert isinstance(text, str)
    assert segments(text, "CLM") == ["CLM*EP1001-W11*350***57:B:1*Y*A*Y*Y"]


def test_every_code_of_a_refusal_stands_there() -> None:
    code = re.compile(r'"X12-(6\d\d)"')
    writing = Path(__file__).parents[3] / "src" / "stepwell" / "x12" / "writing"
    used = {found for module in writing.glob("*.py") for found in code.findall(module.read_text(encoding="utf-8"))}
    assert used <= _told(PAGE.read_text(encoding="utf-8"))


def _told(page: str) -> set[str]:
    """The codes in the first column of the table: alone, in a list, or as a range."""
    told: set[str] = set()
    for cell in re.findall(r"^\| (X12-6[^|]*)\|", page, re.MULTILINE):
        for first, last in re.findall(r"(6\d\d)(?: to (6\d\d))?", cell):
            told |= {str(number) for number in range(int(first), int(last or first) + 1)}
    return told
