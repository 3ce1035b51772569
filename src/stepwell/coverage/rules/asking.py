"""A question to a payer by file (270), from what is known of the policy. Source: docs/sources.md#verification."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from stepwell.coverage.rules import names
from stepwell.x12.writing.envelope import Envelope, Mailbox
from stepwell.x12.writing.parties import Dependent, Member, Organization, Payer, Person, Provider
from stepwell.x12.writing.set_270 import EligibilitySet, Inquiry, one_by_one, write_270


@dataclass(frozen=True)
class Habit:
    """How a payer is asked."""

    sender: Mailbox
    receiver: Mailbox
    originator: str
    service_types: tuple[str, ...]
    one_by_one: bool = False
    answer_hours: int = 24
    production: bool = False


@dataclass(frozen=True)
class About:
    """Who is asked about whom.

    holder, relation  empty where the client holds the policy
    """

    payer: str
    payer_id: str
    clinic: str
    npi: str
    client: Person
    born: date | None
    member_id: str
    holder: str = ""
    holder_born: date | None = None
    relation: str = ""


def trace_of(number: int) -> str:
    """Return the trace of a question, which its answer carries back."""
    return f"V{number:09}"


def number_of(trace: str) -> int | None:
    """Return the number of the question that a trace names, also where it was one of several; None for another's."""
    digits = trace[1:].partition("-")[0]
    is_ours = trace.startswith("V") and len(digits) == len(trace_of(0)) - 1 and digits.isascii() and digits.isdigit()
    return int(digits) if is_ours else None


def written(about: About, habit: Habit, *, service_types: tuple[str, ...], first: date, number: int,
            at: datetime) -> str:  # fmt: skip
    """Return the file of a question. Raises Refused with everything that is wrong.

    at  the instant of asking, in the clinic's own time
    """
    asked = one_by_one(_inquiry(about, habit, service_types, first, number)) if habit.one_by_one else None
    each = [(one,) for one in asked] if asked else [(_inquiry(about, habit, service_types, first, number),)]
    envelope = Envelope(
        sender=habit.sender, receiver=habit.receiver, at=at, interchange=number, group=number,
        production=habit.production,
    )  # fmt: skip
    sets = [
        EligibilitySet(number=place if asked else number, reference=trace_of(number), inquiries=inquiries)
        for place, inquiries in enumerate(each, 1)
    ]
    return write_270(envelope, sets)


def name_of(number: int) -> str:
    """Return the name of a question's file."""
    return f"270-{number:09}.x12"


def digest(text: str) -> str:
    """Return what tells one file from another."""
    return sha256(text.encode("ascii")).hexdigest()


def is_late(sent_at: datetime, *, answer_hours: int, now: datetime) -> bool:
    """Return whether a payer should have answered."""
    return now - sent_at > timedelta(hours=answer_hours)


def _inquiry(about: About, habit: Habit, service_types: tuple[str, ...], first: date, number: int) -> Inquiry:
    person, held = about.client, bool(about.holder)
    return Inquiry(
        payer=Payer(name=about.payer, id=about.payer_id),
        provider=Provider(name=Organization(about.clinic), npi=about.npi),
        member=Member(
            name=names.person_of(about.holder) if held else person, member_id=about.member_id,
            birth_date=about.holder_born if held else about.born,
        ),
        dependent=_dependent(about) if held else None,
        service_types=service_types,
        first=first,
        trace=trace_of(number),
        originator=habit.originator,
    )  # fmt: skip


def _dependent(about: About) -> Dependent:
    relationship = names.relationship_of(about.relation)
    return Dependent(name=about.client, birth_date=about.born, sex="", relationship=relationship)  # type: ignore[arg-type]


def day_of(text: str | None) -> date | None:
    """Return a day that is kept as text."""
    return date.fromisoformat(text) if text else None
