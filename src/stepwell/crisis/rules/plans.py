"""What a safety plan holds: six steps in an order that goes from alone to with help, in words of our own.

Source: docs/sources.md#safety-plan. It is a plan, never a promise to anybody.
"""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from stepwell.kernel import phones
from stepwell.kernel.findings import Finding

MOST_LINES = 10
LINE_LETTERS = 200
HOW_LIKELY = 10  # the top of the scale
_NUMBER = re.compile(r"\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}\b")
_SHORT = re.compile(r"\b(988|911|211)\b")

STEPS = {
    "signs": ("How I notice that a hard time is coming", "Thoughts, moods, situations, things I do."),
    "alone": ("What I can do by myself", "Things that take my mind off it without anybody else."),
    "places": ("Where I can go, and with whom", "Places and people that do me good without talking about it."),
    "people": ("Whom I can ask for help", "Friends and family, with telephone."),
    "professionals": ("Professionals I can call", "Clinicians, clinics, doctors, with telephone. 988 is always there."),
    "surroundings": ("How I make my surroundings safer", "What is put away, locked up or given to somebody."),
}
ESSENTIAL = ("signs", "alone", "people", "surroundings")


@dataclass(frozen=True)
class PlanBody:
    """The words of a safety plan.

    signs ... surroundings  the six steps, a line for each entry
    how_likely  how likely the person finds it to use the plan, 0 to 10; None if not asked
    barriers    what could keep them from it
    kept_where  where they keep it
    """

    signs: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    professionals: tuple[str, ...] = ()
    surroundings: tuple[str, ...] = ()
    how_likely: int | None = None
    barriers: str = ""
    kept_where: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def body_of(stored: dict[str, Any]) -> PlanBody:
    """Return a plan from what was stored; what it does not know is left out."""
    known = {each.name for each in fields(PlanBody)}
    held: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items() if k in known}
    return PlanBody(**held)


def lines(text: str) -> tuple[str, ...]:
    """Return the entries of a box: one a line, empty ones left out."""
    return tuple(line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line)


@dataclass(frozen=True)
class Entry:
    """A line of a plan; `phone` is the number in it that can be called, or empty."""

    text: str
    phone: str = ""


@dataclass(frozen=True)
class Section:
    """A step of a plan as pages show it."""

    title: str
    hint: str
    entries: list[Entry] = field(default_factory=list)


def sections(body: PlanBody) -> list[Section]:
    """Return the six steps in their order, with numbers that can be called."""
    return [
        Section(title, hint, [entry(text) for text in getattr(body, name)]) for name, (title, hint) in STEPS.items()
    ]


def entry(text: str) -> Entry:
    """Return a line with the first telephone number in it."""
    short = _SHORT.search(text)
    found = _NUMBER.search(text)
    if found:
        return Entry(text, phones.tidy(found[0]) or "")
    return Entry(text, short[0] if short else "")


def check_body(body: PlanBody) -> list[Finding]:
    """Return what is wrong with a plan that is only being written: nothing too long."""
    found = [
        Finding(
            "CRI-030", f"Keep to {MOST_LINES} lines of {LINE_LETTERS} letters: a plan is read in a bad moment.", name
        )
        for name in STEPS
        if len(getattr(body, name)) > MOST_LINES or any(len(line) > LINE_LETTERS for line in getattr(body, name))
    ]
    if body.how_likely is not None and not 0 <= body.how_likely <= HOW_LIKELY:
        found.append(Finding("CRI-031", f"Choose 0 to {HOW_LIKELY}.", "how_likely"))
    return found


def check_agreeing(body: PlanBody) -> list[Finding]:
    """Return what a plan lacks before it counts."""
    return check_body(body) + [
        Finding("CRI-032", f"“{STEPS[name][0]}” is empty. Write one line at least, in the person’s words.", name)
        for name in ESSENTIAL
        if not getattr(body, name)
    ]
