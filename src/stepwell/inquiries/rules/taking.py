"""What is checked of an inquiry before it is kept.

Source: docs/sources.md#scope (adults), docs/sources.md#inquiries (confidentiality).
"""

from dataclasses import dataclass, field
from datetime import date

from stepwell.clients.rules import names
from stepwell.clients.rules.registration import ADULT, OLDEST, age
from stepwell.clients.vocabulary import Message
from stepwell.inquiries.vocabulary import Adult, Caller, Channel, Concern, DangerKind, Relation, Urgency
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding

MINOR = "INQ-001"
NOT_A_NUMBER = "This is no US telephone number. Enter ten digits, area code first."


@dataclass(frozen=True)
class Reach:
    """A telephone number and an e-mail address, as typed; either may be empty."""

    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Person:
    """For whom the inquiry is, as far as it was said.

    age    in years, about; None if not said
    reach  how the person themself is reached: only from the person, or after they agreed
    """

    adult: Adult
    first_name: str = ""
    last_name: str = ""
    preferred_name: str = ""
    birth_date: date | None = None
    age: int | None = None
    reach: Reach = field(default_factory=Reach)
    may_text: bool = False
    message: Message = Message.NOTHING
    safe_times: str = ""
    language: str = "en"
    needs_interpreter: bool = False

    @property
    def search_key(self) -> str:
        """The key by which a like name is found; empty without a name."""
        if not (self.first_name or self.last_name or self.preferred_name):
            return ""
        return names.search_key(self.first_name, "", self.last_name, self.preferred_name)


@dataclass(frozen=True)
class Asker:
    """Who asks. For somebody who asks for themself only `caller` says something."""

    caller: Caller
    relation: Relation | None = None
    name: str = ""
    reach: Reach = field(default_factory=Reach)


@dataclass(frozen=True)
class Wish:
    """What is asked for, in the caller's words."""

    words: str = ""
    concerns: tuple[Concern, ...] = ()
    can_start: str = ""
    day_part: str = ""
    insurer: str = ""
    member_id: str = ""
    holder: str = ""
    heard_from: str = ""


@dataclass(frozen=True)
class Danger:
    """Somebody is in danger.

    where     where the person is, or that it is not known
    callback  the number to call back, if the line breaks
    done      what was done, empty as long as nothing was
    """

    kinds: tuple[DangerKind, ...]
    where: str
    callback: str
    done: str = ""


@dataclass(frozen=True)
class Told:
    """Everything that an inquiry says."""

    channel: Channel
    asker: Asker
    person: Person
    wish: Wish
    urgency: Urgency


def check_told(told: Told, *, on: date, agreed: bool = False) -> list[Finding]:
    """Return what is wrong with an inquiry.

    on      the day it is taken, in the clinic's time zone
    agreed  whether the person has agreed to be contacted
    """
    minor = check_adult(told.person, on=on)
    if minor:
        return minor
    return [
        *_check_birth(told.person, on=on),
        *_check_reach(told.person.reach, "person"),
        *_check_reach(told.asker.reach, "caller"),
        *_check_asker(told, agreed=agreed),
        *_check_message(told.person),
    ]


def check_adult(person: Person, *, on: date) -> list[Finding]:
    """Return the refusal of somebody under 18, and nothing else: then nothing more is asked or kept."""
    years = age(person.birth_date, on=on) if person.birth_date and person.birth_date <= on else person.age
    if person.adult == Adult.NO or (years is not None and years < ADULT):
        return [Finding(MINOR, f"This program serves people of {ADULT} and older. Nothing was kept.", "adult")]
    return []


def check_danger(danger: Danger | None, urgency: Urgency) -> list[Finding]:
    """Return what is missing about a danger. What was done comes before anything is called less than danger."""
    if danger is None:
        if urgency == Urgency.DANGER:
            return [Finding("INQ-005", "Say at the top that somebody is in danger, and what the danger is.", "danger")]
        return []
    found = []
    if not danger.kinds:
        found.append(Finding("INQ-005", "Tick what the danger is.", "danger_kinds"))
    if not danger.where.strip():
        sentence = "Ask where the person is now. Write “not known” if nobody can say."
        found.append(Finding("INQ-005", sentence, "danger_where"))
    if phones.tidy(danger.callback) is None:
        sentence = "Ask for a number to call back: ten digits. It is used only in this emergency."
        found.append(Finding("INQ-005", sentence, "danger_callback"))
    if urgency != Urgency.DANGER and not danger.done.strip():
        sentence = "Write what was done about the danger, or leave the urgency at “Danger now”."
        found.append(Finding("INQ-006", sentence, "danger_done"))
    return found


def _check_birth(person: Person, *, on: date) -> list[Finding]:
    if person.birth_date is None:
        return []
    if person.birth_date > on:
        return [Finding("INQ-002", "The birth date is in the future. Check the year.", "birth_date")]
    years = age(person.birth_date, on=on)
    if years > OLDEST:
        return [Finding("INQ-002", f"The birth date makes the person {years} years old. Check the year.", "birth_date")]
    return []


def _check_reach(reach: Reach, whose: str) -> list[Finding]:
    if reach.phone and phones.tidy(reach.phone) is None:
        return [Finding("INQ-003", NOT_A_NUMBER, f"{whose}_phone")]
    return []


def _check_asker(told: Told, *, agreed: bool) -> list[Finding]:
    if told.asker.caller == Caller.PERSON:
        return []
    found = []
    if told.asker.relation is None:
        found.append(Finding("INQ-004", "Say what the caller is to the person.", "relation"))
    if not agreed and (told.person.reach.phone or told.person.reach.email):
        sentence = (
            "Take down no number or address of the person from somebody else. The person gives it when they agree;"
            " until then, ask the caller to pass on ours."
        )
        found.append(Finding("INQ-010", sentence, "person_phone"))
    return found


def _check_message(person: Person) -> list[Finding]:
    if person.may_text and not person.reach.phone:
        return [Finding("INQ-007", "To text somebody there must be a number. Enter one, or untick this.", "may_text")]
    return []
