"""What happens after the call: tries to reach somebody, becoming a client, closing, opening again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.clients import actions as registry
from stepwell.clients import queries as clients
from stepwell.clients.actions import NewClient
from stepwell.clients.models import Client
from stepwell.clients.rules.registration import Contact as ContactMethod
from stepwell.clients.vocabulary import ContactKind, Message
from stepwell.inquiries.actions.entries import HIDDEN, Said, append, lock
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.rules import course
from stepwell.inquiries.rules.course import Contact
from stepwell.inquiries.vocabulary import Ending, EntryKind, State
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing


def add_entry(*, actor: Member, at: datetime, inquiry_id: UUID, contact: Contact) -> State:
    """Write down a call, a message or a note; returns where the inquiry stands now.

    raises  Refused: INQ-010 for contact with somebody who has not agreed, others for what is missing
    """
    locked = lock(inquiry_id)
    refuse(course.check_contact(contact, locked.standing))
    after = course.after(contact, locked.standing.state)
    said = Said(words=contact.words, toward=contact.toward, outcome=contact.outcome)
    append(locked, actor=actor, at=at, kind=contact.kind, after=after, said=said)
    return after


@dataclass(frozen=True)
class Becoming:
    """Who the inquiry becomes.

    new                what is registered; None for somebody who is registered already
    client_id          that record
    is_another_person  staff looked at the record alike, and this is somebody else
    """

    new: NewClient | None = None
    client_id: UUID | None = None
    is_another_person: bool = False


def become_client(*, actor: Member, at: datetime, inquiry_id: UUID, becoming: Becoming) -> Client:
    """Register the person as a client, with the safe ways to reach them, and link the inquiry to the record.

    raises  Refused: INQ-010, INQ-020, INQ-021 if it is too early, CLI-0xx from the registry
    """
    locked = lock(inquiry_id)
    refuse(course.check_conversion(locked.standing))
    client = _client(actor, at, locked.row, becoming)
    editing.save_changed(locked.row, version=locked.row.version, values={"client_id": client.pk})
    append(locked, actor=actor, at=at, kind=EntryKind.CONVERTED, after=State.CONVERTED)
    return client


def _client(actor: Member, at: datetime, inquiry: Inquiry, becoming: Becoming) -> Client:
    if becoming.client_id:
        known = clients.get(becoming.client_id)
        if known is None:
            raise Refused(HIDDEN)
        return known
    if becoming.new is None:
        message = "Either a record or somebody new."
        raise ValueError(message)
    made = registry.register_client(actor=actor, at=at, new=becoming.new, is_another_person=becoming.is_another_person)
    for contact in contacts_of(inquiry):
        registry.add_contact(actor=actor, client=made, contact=contact)
    return made


def contacts_of(inquiry: Inquiry) -> list[ContactMethod]:
    """Return how the person said that they can be reached safely."""
    said = {"is_safe": True, "message": Message(inquiry.message), "best_times": inquiry.safe_times}
    found = []
    if inquiry.person_phone:
        mobile = {"kind": ContactKind.MOBILE, "value": inquiry.person_phone, "may_text": inquiry.may_text}
        found.append(ContactMethod(**mobile, **said))  # type: ignore[arg-type]
    if inquiry.person_email:
        found.append(ContactMethod(kind=ContactKind.EMAIL, value=inquiry.person_email, **said))  # type: ignore[arg-type]
    return found


def close_inquiry(*, actor: Member, at: datetime, inquiry_id: UUID, ending: Ending, words: str = "") -> None:
    """Close an inquiry with its reason; it can be opened again. Raises Refused."""
    locked = lock(inquiry_id)
    refuse(course.check_closing(ending, words, locked.standing))
    said = Said(words=words, ending=ending)
    append(locked, actor=actor, at=at, kind=EntryKind.CLOSED, after=State.CLOSED, said=said)


def reopen_inquiry(*, actor: Member, at: datetime, inquiry_id: UUID, words: str) -> None:
    """Open a closed inquiry again, where it stood before. Raises Refused."""
    locked = lock(inquiry_id)
    refuse(course.check_reopening(locked.standing.state) + editing.check_reason(words))
    after = last_open_state(locked.row)
    append(locked, actor=actor, at=at, kind=EntryKind.REOPENED, after=after, said=Said(words=words))


def last_open_state(inquiry: Inquiry) -> State:
    """Return where a closed inquiry stood before it was closed."""
    closing = inquiry.entries.filter(kind=EntryKind.CLOSED).order_by("-number").only("before").first()
    return State(closing.before) if closing else State.NEW
