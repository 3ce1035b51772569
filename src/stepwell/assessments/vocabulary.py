"""Choices of this room."""

from enum import StrEnum


class Way(StrEnum):
    """How answers came."""

    ASKED = "asked"
    SCREEN = "screen"
    PAPER = "paper"
    LINK = "link"


WAY_LABELS = {
    Way.ASKED: "Staff asked, the client answered",
    Way.SCREEN: "The client answered on this screen",
    Way.PAPER: "Copied from a paper form",
    Way.LINK: "Answered alone, by a link",
}


class Outcome(StrEnum):
    """What became of the plan after a result was discussed."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"


OUTCOME_LABELS = {
    Outcome.CHANGED: "The plan changes",
    Outcome.UNCHANGED: "The plan stays as it is",
}
CODE_LETTERS = 20
REASON_LETTERS = 300
WORDS_LETTERS = 2000
