"""What the commands about X12 files share: where the file is, and what their exit status says."""

import sys
from pathlib import Path

from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain
from stepwell.x12.issues import Issue, Severity, worst
from stepwell.x12.reading.sets import ReadFile

STANDARD_INPUT = "-"


def content(file: Path | None) -> bytes | None:
    """Return the bytes of a file or of standard input; None, after a complaint, if it cannot be opened."""
    if file is None:
        complain("Name a file, or - for standard input.")
        return None
    if str(file) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        complain(f"{file}: {error.strerror}")
        return None


def status(found: ReadFile, issues: tuple[Issue, ...]) -> int:
    """Return 2 if nothing of X12 was found, 1 if there are errors or warnings, else 0."""
    if not found.file.interchanges:
        return UNUSABLE
    return DONE if worst(issues) in {None, Severity.NOTE} else FINDINGS


def line(issue: Issue) -> str:
    """Return one issue as a line: code, gravity, place, sentence."""
    place = issue.position
    element = f"{place.element:02}" if place.element else ""
    where = f"segment {place.segment} ({place.segment_id}{element}), byte {place.offset}" if place.segment else "file"
    about = f", {issue.subject}" if issue.subject else ""
    return visible(f"{issue.code}  {issue.severity}  {where}{about}: {issue.sentence}")


def visible(text: str) -> str:
    """Return text with a mark for each character that could steer a terminal: files say what they like."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
