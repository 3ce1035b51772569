"""The text of a note: exactly what is signed, in plain lines, and how a page lays it out.

A line that begins with "# " is a heading, one with "- " a point. What somebody typed makes neither: each line of it
is a paragraph.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from stepwell.kernel.signers import signed_name
from stepwell.notes.rules.writing import Part, Shared
from stepwell.notes.vocabulary import (
    KIND_LABELS,
    PARTICIPATION_LABELS,
    PROGRESS_LABELS,
    RESPONSE_LABELS,
    RISK_LABELS,
    WAY_LABELS,
    NoteKind,
    Risk,
    Way,
)


@dataclass(frozen=True)
class Head:
    """What stands above a note. Times are in the zone of the site.

    title    of the session; of what was on no schedule its kind
    minutes  that the client was there
    present  how many were in a group
    guests   who of the family was there, in words
    author   with the license they sign under, or that they have none
    """

    kind: NoteKind
    client: str
    record_number: str
    clinic: str
    title: str
    starts: datetime
    ends: datetime
    minutes: int
    way: Way
    author: str
    credential: str
    present: int = 0
    guests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of the text as a page lays it out."""

    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


def text_of(head: Head, shared: Shared | None, part: Part, *, objective: str) -> str:
    """Return the text of a note.

    shared     of a group note
    objective  the step of the plan that it is tied to, in words; empty without one
    """
    lines = _head(head)
    if shared is not None:
        lines += ["", "# What the group did", f"Topic: {_flat(shared.topic)}", *_paragraphs(shared.intervention)]
    else:
        lines += _section("What was done", part.intervention)
    lines += _taking_part(part)
    lines += _section("Only theirs" if shared is not None else "What happened", part.words)
    lines += _section("What it means", part.assessment)
    if objective:
        rated = f" {part.progress} of 4, {PROGRESS_LABELS[part.progress].lower()}." if part.progress is not None else ""
        lines += ["", "# Step of the plan", f"{_flat(objective)}{rated}"]
    lines += ["", "# Risk", *_risk(part)]
    lines += _section("What comes next", part.plan)
    license_ = _flat(head.credential) or "without a license in force; a licensed colleague co-signs"
    return "\n".join([*lines, "", "# Written by", f"{signed_name(_flat(head.author), license_)}."])


def blocks_of(text: str) -> list[Block]:
    """Return a text as a page lays it out."""
    blocks: list[Block] = []
    for line in text.split("\n"):
        if line.startswith("# "):
            blocks.append(Block(line[2:]))
        elif line:
            blocks = blocks or [Block()]
            here = blocks[-1]
            (here.points if line.startswith("- ") else here.paragraphs).append(line.removeprefix("- "))
    return blocks


def with_addenda(text: str, addenda: Iterable[tuple[str, str, datetime]]) -> str:
    """Return the text together with what was added since: what a co-signer reads and signs.

    addenda  (words, author, when), the oldest first
    """
    lines = [text]
    for words, author, at in addenda:
        lines += _section(f"Added on {_day(at)} by {_flat(author)}", words)
    return "\n".join(lines)


def _head(head: Head) -> list[str]:
    day, way = _day(head.starts), WAY_LABELS[head.way].lower()
    lines = [
        f"# {KIND_LABELS[head.kind]}: {_flat(head.title)}",
        f"{_flat(head.client)}, record {head.record_number}. {_flat(head.clinic)}.",
        f"{day}, from {_time(head.starts)} to {_time(head.ends)}, {head.minutes} minutes, {way}.",
    ]
    lines += [f"{head.present} people were in the group."] if head.present else []
    lines += [f"There with them: {', '.join(head.guests).lower()}."] if head.guests else []
    return lines


def _taking_part(part: Part) -> list[str]:
    if part.participation is None and not part.response:
        return []
    seen = [PARTICIPATION_LABELS[part.participation]] if part.participation else []
    seen += [RESPONSE_LABELS[each] for each in part.response]
    return ["", "# How they took part", *(f"- {each}" for each in seen)]


def _risk(part: Part) -> list[str]:
    said = f"{RISK_LABELS[part.risk or Risk.NONE]}."
    return [said, *_paragraphs(part.risk_words)]


def _section(heading: str, words: str) -> list[str]:
    paragraphs = _paragraphs(words)
    return ["", f"# {heading}", *paragraphs] if paragraphs else []


def _paragraphs(words: str) -> list[str]:
    return [flat for line in words.splitlines() if (flat := _flat(line))]


def _flat(words: str) -> str:
    """Return words in one line that begins no heading and no point."""
    return " ".join(words.split()).lstrip("#- ")


def _day(at: datetime) -> str:
    return f"{at:%A, %B} {at.day}, {at.year}"


def _time(at: datetime) -> str:
    return f"{at:%I:%M %p}".lstrip("0")
