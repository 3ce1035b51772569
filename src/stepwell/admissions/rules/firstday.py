"""The first-day checklist: our list, and what is asked before an item is ticked. Source: docs/sources.md#admission"""

from dataclasses import dataclass

from stepwell.admissions.vocabulary import Answer, Kind
from stepwell.kernel.findings import Finding

LEAST_WORDS = 3  # letters


@dataclass(frozen=True)
class Item:
    """An item as an organization begins with it."""

    name: str
    hint: str
    kind: Kind = Kind.TICK


# A habit of good houses and no law; each organization changes it.
STARTING = (
    Item("Identification seen", "A photo identification; if there is none, write how you know who it is."),
    Item("Insurance card copied", "Both sides, under Coverage."),
    Item("Emergency contact asked", "Whether that person knows of the treatment.", Kind.EMERGENCY_CONTACT),
    Item("Medications in their containers listed", "Every container, as its label says.", Kind.MEDICATIONS),
    Item("Allergies asked", "To medications, food, latex.", Kind.ANSWER),
    Item("Tuberculosis questions asked", "Cough for weeks, fever, contact; the last test.", Kind.ANSWER),
    Item("Pregnancy asked", "Only if it may concern the person.", Kind.ANSWER),
    Item("Naloxone offered", "A kit and how to use it, for the person and who lives with them.", Kind.ANSWER),
    Item("Shown around", "Group room, restroom, exits, where to smoke, whom to ask."),
    Item("Group pledge made", "What is said in the group stays in the group."),
    Item("First week handed over", "A sheet that says nothing of treatment."),
)


@dataclass(frozen=True)
class Known:
    """What the record says already that an item may ask for; None where it is not shown to whoever ticks."""

    emergency_contacts: int | None
    medications: int


def check_done(kind: Kind, answer: Answer, words: str, known: Known) -> list[Finding]:
    """Return what is missing before an item is ticked."""
    if len(words.strip()) >= LEAST_WORDS:
        return []
    if answer is Answer.NOT_NEEDED:
        return [Finding("ADM-030", "Say why it does not apply.", "words")]
    if kind is Kind.ANSWER:
        return [Finding("ADM-031", "Write down what was answered.", "words")]
    if kind is Kind.MEDICATIONS and not known.medications:
        return [Finding("ADM-032", "No container is listed. List them, or write why there are none.", "words")]
    if kind is Kind.EMERGENCY_CONTACT and known.emergency_contacts == 0:
        return [Finding("ADM-033", "None is in the record. Add one there, or write why there is none.", "words")]
    return []
