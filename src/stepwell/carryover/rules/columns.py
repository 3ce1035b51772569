"""The columns of a file of clients, and the fields of the form: one table for both, and for what is written of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stepwell.authorizations.rules.checking import MOST_UNITS
from stepwell.authorizations.vocabulary import UNIT_LABELS
from stepwell.clients.rules.carried import MOST_DAYS, MOST_MINUTES, NUMBER_LETTERS
from stepwell.clients.vocabulary import LANGUAGES
from stepwell.placement.rules.ordering import MOST_DAYS as DAYS_A_WEEK

EARLIER = 3  # levels of care before the one now


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    HOURS = "hours"
    YES = "yes"
    CHOICE = "choice"
    SERVICES = "services"


class Part(StrEnum):
    """A part of the form."""

    PERSON = "person"
    CARE = "care"
    SO_FAR = "so_far"
    ORDERED = "ordered"
    AUTHORIZATION = "authorization"
    PAPER = "paper"


PART_LABELS = {
    Part.PERSON: "The person",
    Part.CARE: "Program and level of care",
    Part.SO_FAR: "So far",
    Part.ORDERED: "Ordered a week",
    Part.AUTHORIZATION: "Authorization in force",
    Part.PAPER: "On paper",
}


@dataclass(frozen=True)
class Column:
    """One column.

    most     letters of a text; the greatest number
    least    the smallest number
    example  of somebody who does not exist, for the template
    """

    name: str
    part: Part
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    most: int = 120
    least: int = 0
    choices: Mapping[Any, str] = field(default_factory=dict)
    hint: str = ""
    example: str = ""


def _earlier() -> tuple[Column, ...]:
    found = []
    for n in range(1, EARLIER + 1):
        which = ("First", "Second", "Third")[n - 1]
        hint = "Of somebody who changed programs: the oldest first." if n == 1 else ""
        example = ("Day Hospital", "2026-01-12") if n == 1 else ("", "")
        found.append(
            Column(f"earlier_program_{n}", Part.CARE, f"{which} program before", most=80, hint=hint, example=example[0])
        )
        found.append(
            Column(f"earlier_from_{n}", Part.CARE, f"{which} program before: from", Kind.DATE, example=example[1])
        )
    return tuple(found)


COLUMNS = (
    Column(
        "client_number", Part.PERSON, "The clinic’s own client number", most=NUMBER_LETTERS,
        hint="As in the system or chart before. By it somebody is recognized who was brought over already.",
        example="OLD-1042",
    ),
    Column("first_name", Part.PERSON, "Legal first name", required=True, most=60, example="Maria"),
    Column("middle_name", Part.PERSON, "Legal middle name", most=60),
    Column("last_name", Part.PERSON, "Legal last name", required=True, most=60, example="Example"),
    Column("preferred_name", Part.PERSON, "Preferred first name", most=60, example="Mia"),
    Column("pronouns", Part.PERSON, "Pronouns", most=30, example="she/her"),
    Column("birth_date", Part.PERSON, "Birth date", Kind.DATE, required=True, example="1988-04-30"),
    Column("language", Part.PERSON, "Language the person speaks best", Kind.CHOICE, choices=LANGUAGES, example="en"),
    Column("needs_interpreter", Part.PERSON, "Needs an interpreter", Kind.YES, example="no"),
    Column("address", Part.PERSON, "Home address", most=300, example="12 Quiet St, Springfield OH 45501"),
    Column(
        "safe_phone", Part.PERSON, "Mobile phone that is safe to call", most=40, example="937-555-0142",
        hint="Only if the person said that nobody else answers there. Nothing is left on it until you allow it.",
    ),
    Column("safe_email", Part.PERSON, "E-mail that is safe to write to"),
    Column(
        "another_person", Part.PERSON, "I looked: this is another person", Kind.YES,
        hint="If somebody registered has a name like this and the same birth date.",
    ),
    Column("site", Part.CARE, "Site", required=True, most=80, example="North"),
    Column("program", Part.CARE, "Program now", required=True, most=80, example="Evening"),
    Column("admitted_on", Part.CARE, "Admitted on", Kind.DATE, required=True, example="2026-01-12"),
    Column(
        "program_since", Part.CARE, "In this program since", Kind.DATE, example="2026-02-02",
        hint="Left empty: since the admission. The program decides the level of care.",
    ),
    *_earlier(),
    Column(
        "primary_clinician", Part.CARE, "Primary clinician", hint="A member of staff, by e-mail address or name.",
        example="clinician@clinic.example",
    ),
    Column(
        "as_of", Part.SO_FAR, "Counted through", Kind.DATE, required=True, example="2026-03-03",
        hint="The last day whose attendance is in the figures below. From the next day on, rosters count.",
    ),
    Column(
        "days_attended", Part.SO_FAR, "Days attended since admission", Kind.NUMBER, required=True, most=MOST_DAYS,
        example="12",
    ),
    Column(
        "minutes_attended", Part.SO_FAR, "Minutes attended since admission", Kind.NUMBER, required=True,
        most=MOST_MINUTES, example="2160",
    ),
    Column(
        "source", Part.SO_FAR, "Where these figures come from", required=True, most=300,
        example="Attendance sheets in the paper chart",
    ),
    Column(
        "hours_per_week", Part.ORDERED, "Hours a week", Kind.HOURS, most=40, example="9",
        hint="As a clinician ordered them. Left empty: nothing is ordered yet.",
    ),
    Column("days_min", Part.ORDERED, "Days a week, at least", Kind.NUMBER, most=DAYS_A_WEEK, least=1, example="3"),
    Column("days_max", Part.ORDERED, "Days a week, at most", Kind.NUMBER, most=DAYS_A_WEEK, least=1, example="4"),
    Column(
        "services", Part.ORDERED, "Services", Kind.SERVICES, most=400,
        hint="As “group_therapy 360 a week; family 60 a month”.", example="group_therapy 360 a week; family 60 a month",
    ),
    Column("taper", Part.ORDERED, "This is a taper", Kind.YES, hint="Fewer hours than the level has.", example="no"),
    Column("ordered_by", Part.ORDERED, "Who ordered it", most=120, example="Dana Sample, LPC"),
    Column("payer", Part.AUTHORIZATION, "Payer", most=120, example="Example Health"),
    Column("authorization_number", Part.AUTHORIZATION, "Authorization number", most=40, example="A-20731"),
    Column("authorization_codes", Part.AUTHORIZATION, "Codes", most=120, hint="Such as H0015.", example="H0015"),
    Column(
        "authorization_unit", Part.AUTHORIZATION, "The payer counts", Kind.CHOICE, choices=UNIT_LABELS, example="day"
    ),
    Column(
        "units_approved", Part.AUTHORIZATION, "Units approved", Kind.NUMBER, most=MOST_UNITS, least=1, example="20"
    ),
    Column(
        "units_used", Part.AUTHORIZATION, "Units used so far", Kind.NUMBER, most=MOST_UNITS, example="7",
        hint="Through the day that is counted above.",
    ),
    Column("authorized_from", Part.AUTHORIZATION, "First day", Kind.DATE, example="2026-02-02"),
    Column("authorized_to", Part.AUTHORIZATION, "Last day", Kind.DATE, example="2026-03-31"),
    Column("authorized_on", Part.AUTHORIZATION, "The payer decided on", Kind.DATE, example="2026-01-30"),
    Column("next_review_on", Part.AUTHORIZATION, "Next review due", Kind.DATE, example="2026-03-24"),
    Column(
        "plan_dated", Part.PAPER, "Treatment plan: dated", Kind.DATE, example="2026-02-09",
        hint="The plan stays on paper until it is written here; the record says so.",
    ),
    Column("plan_signed_by", Part.PAPER, "Treatment plan: who signed", most=200, example="Dana Sample, LPC, and Mia"),
    Column("plan_review_by", Part.PAPER, "Treatment plan: next review due", Kind.DATE, example="2026-03-11"),
    Column("plan_kept_at", Part.PAPER, "Treatment plan: where it is kept", most=200, example="Paper chart, section 3"),
    Column(
        "consent_signed_on", Part.PAPER, "Consent for treatment, payment, operations: signed on", Kind.DATE,
        hint="What a paper says, Stepwell cannot read: it lets nothing out by it. A new consent can be signed here.",
        example="2026-01-12",
    ),
    Column("consent_kept_at", Part.PAPER, "Consent: where it is kept", most=200, example="Paper chart, section 1"),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
KIND_WORDS = {
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.NUMBER: "whole number",
    Kind.HOURS: "hours, such as 9 or 10.5",
    Kind.YES: "yes or no",
    Kind.CHOICE: "one of the words",
    Kind.SERVICES: "services",
}
