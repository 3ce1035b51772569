"""What a new organization still needs before it can see anybody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Beginning:
    """How many of each there are: open places, and roles held by people who joined or are invited."""

    sites: int
    programs: int
    rooms: int
    directors: int
    clinicians: int
    privacy_officers: int
    admissions: int


@dataclass(frozen=True)
class Step:
    """One thing to do before the first client.

    url_name  the page where it is done
    """

    title: str
    sentence: str
    url_name: str
    is_done: bool


def steps(facts: Beginning) -> list[Step]:
    """Return every step in the order that makes sense, done or not."""
    people = "people:staff"
    return [
        Step("A site", "Where people come. Groups and clients belong to a site.", "people:sites", facts.sites > 0),
        Step("A program", "What runs there, at which level of care.", "people:programs", facts.programs > 0),
        Step("A room", "Where groups meet, and how many it seats.", "people:rooms", facts.rooms > 0),
        Step("A program director", "Answers for a program and its staffing.", people, facts.directors > 0),
        Step("A clinician", "Cares for clients, leads groups, writes notes.", people, facts.clinicians > 0),
        Step("An admissions coordinator", "Registers people who ask for care.", people, facts.admissions > 0),
        Step(
            "A privacy officer",
            "Sees who looked at what, and is told of every emergency access.",
            people,
            facts.privacy_officers > 0,
        ),
    ]
