"""Lessons of a curriculum: as somebody types them, and which of them begin a module. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.kernel.findings import Finding

MOST = 120
_MODULE = "#"


@dataclass(frozen=True)
class Lessons:
    """Lessons in order, each with the name of its module; empty where there are none."""

    titles: tuple[str, ...]
    modules: tuple[str, ...]

    def typed(self) -> str:
        """Return them as somebody types them: a lesson a line, and before a module its name behind #."""
        lines, before = [], ""
        for title, module in zip(self.titles, self.modules, strict=True):
            if module != before:
                lines.append(f"{_MODULE} {module}")
                before = module
            lines.append(title)
        return "\n".join(lines)


def read(text: str) -> Lessons:
    """Return what somebody typed; blank lines say nothing."""
    titles, modules, module = [], [], ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(_MODULE):
            module = line.lstrip(_MODULE).strip()
        else:
            titles.append(line)
            modules.append(module)
    return Lessons(tuple(titles), tuple(modules))


def check(lessons: Lessons) -> list[Finding]:
    """Return what is wrong with lessons."""
    if not lessons.titles:
        return [Finding("WEEK-060", "No lesson is named. Write one on each line.", "lessons")]
    if len(lessons.titles) > MOST:
        return [Finding("WEEK-061", f"There are more than {MOST} lessons. Make two curricula of it.", "lessons")]
    long = next((one for one in lessons.titles if len(one) > 80), None) or next(
        (one for one in lessons.modules if len(one) > 60), None
    )
    if long:
        sentence = f"“{long[:40]}…” is too long: 80 letters for a lesson, 60 for a module. Shorten it."
        return [Finding("WEEK-062", sentence, "lessons")]
    return []


def begins_module(modules: Sequence[str], number: int) -> bool:
    """Return whether a lesson (0 is the first) is the first of the curriculum or of a module."""
    return number == 0 or modules[number] != modules[number - 1]
