"""What a biopsychosocial evaluation asks, in our own words.

Living situation, diagnoses and the ratings of placement stand in rooms of their own and are not asked twice.
Source: docs/sources.md#biopsychosocial
"""

from dataclasses import dataclass
from enum import StrEnum

LINE_LETTERS = 200
TEXT_LETTERS = 8000
MOST_ROWS = 12


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    TABLE = "table"


@dataclass(frozen=True)
class Field:
    """One thing to find out.

    essential  an evaluation is not signed without it; "none" or "not asked, because" is an answer
    choices    of a choice: value and words
    columns    of a table: name and heading; the first makes a row
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    essential: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """A page of the evaluation.

    number  in the address; from 1, and a section keeps its number
    name    in the stored content
    """

    number: int
    name: str
    title: str
    lead: str
    fields: tuple[Field, ...]


def _needed(name: str, label: str, *, words: str = "", kind: Kind = Kind.TEXT) -> Field:
    return Field(name, label, kind, words, essential=True)


_SUBSTANCES = (
    ("substance", "Substance"),
    ("first_use", "First use"),
    ("last_use", "Last use"),
    ("amount", "Amount"),
    ("frequency", "How often"),
    ("route", "How taken"),
    ("abstinence", "Longest time without"),
)
_PREGNANCY = (
    ("no", "Not pregnant"),
    ("yes", "Pregnant"),
    ("may_be", "May be: a test is offered"),
    ("not_applicable", "Does not apply"),
    ("declined", "Prefers not to say"),
)

SECTIONS = (
    Section(
        1,
        "presenting",
        "What brings the client here",
        "In the client’s own words first.",
        (
            _needed("reason", "The reason, in the client’s words"),
            _needed("why_now", "Why now", words="What changed, who noticed, what happens otherwise."),
            Field("referred_by", "Who sent or encouraged them", Kind.LINE),
            Field("hopes", "What they hope will be different"),
        ),
    ),
    Section(
        2,
        "substances",
        "Alcohol, drugs, nicotine, gambling",
        "A row for each substance, the one that troubles most first. Leave the rows empty if there is none.",
        (
            Field("used", "Substances", Kind.TABLE, columns=_SUBSTANCES),
            _needed("overdoses", "Overdoses", words="When, of what, naloxone, what followed. Write “none” if none."),
            _needed("withdrawal", "Withdrawal so far", words="Shaking, seizures, seeing things, treatment needed."),
            Field("cravings", "Cravings, and what sets them off"),
            _needed("nicotine", "Nicotine", words="What, how much, wish to stop."),
            _needed("gambling", "Gambling and other behavior that has got out of hand"),
        ),
    ),
    Section(
        3,
        "treatment",
        "Treatment so far",
        "What was tried, what helped, what did not.",
        (
            _needed("before", "Treatment for substance use", words="Where, when, how it ended, what helped."),
            _needed("mental", "Treatment for mental health", words="Therapy, medication, hospital stays."),
            Field("peer", "Mutual help, peers, faith"),
        ),
    ),
    Section(
        4,
        "medical",
        "Body and medicine",
        "As the client knows it; records are asked for with consent.",
        (
            _needed("conditions", "Illnesses, injuries, pain"),
            _needed("medications", "Medications now", words="Name, dose, who prescribes, taken as prescribed?"),
            _needed("allergies", "Allergies and reactions"),
            Field("pregnancy", "Pregnancy", Kind.CHOICE, essential=True, choices=_PREGNANCY),
            _needed("infections", "Screening for tuberculosis, HIV, hepatitis", words="Done, offered, declined."),
            Field("doctor", "Primary care", Kind.LINE),
        ),
    ),
    Section(
        5,
        "mind",
        "Mind, danger, trauma",
        "Trauma: only as much as the client wishes to say now.",
        (
            _needed("diagnoses", "What was diagnosed before, by whom"),
            _needed("suicide", "Suicide and self-harm, ever", words="Thoughts, plans, attempts: when and what helped."),
            _needed("violence", "Harm to others, ever", words="Toward whom, weapons, what set it off."),
            _needed("trauma", "What happened to the client that still hurts"),
        ),
    ),
    Section(
        6,
        "status",
        "Mental status today",
        "What was seen and heard in the room.",
        (
            _needed("appearance", "Appearance and behavior"),
            _needed("mood", "Mood and affect", words="Mood in the client’s words, affect as seen."),
            _needed("thought", "Speech, thought, perception"),
            _needed("cognition", "Orientation, memory, attention"),
            _needed("insight", "Insight and judgment"),
        ),
    ),
    Section(
        7,
        "life",
        "Life around it",
        "What holds, and what weighs.",
        (
            _needed("family", "Family, partner, children, friends", words="Who uses too, who helps, safety at home."),
            Field("growing_up", "Growing up"),
            _needed("work", "School, work, military"),
            _needed("legal", "Courts, probation, custody, charges"),
            _needed("means", "Housing, money, food, transport", words="Where somebody lives stands in the record."),
        ),
    ),
    Section(
        8,
        "person",
        "Culture, language, beliefs",
        "Asked of everybody; nobody has to answer.",
        (
            _needed("culture", "Culture, and what treatment should know of it"),
            Field("language", "Language and reading", Kind.LINE),
            Field("faith", "Faith or spirituality"),
            Field("gender", "Gender and sexuality, as the client wishes"),
        ),
    ),
    Section(
        9,
        "strengths",
        "Strengths, needs, abilities, preferences",
        "The four that a plan is built from.",
        (
            _needed("strengths", "Strengths"),
            _needed("needs", "Needs"),
            _needed("abilities", "Abilities"),
            _needed("preferences", "Preferences"),
        ),
    ),
    Section(
        10,
        "summary",
        "Formulation",
        "What it comes to.",
        (
            _needed("risk", "Risk now, and what makes it higher or lower"),
            _needed("interpretation", "Interpretive summary", words="How it fits together; not a list of the above."),
            _needed("recommendation", "What is recommended, and why this level of care"),
        ),
    ),
)
