"""What must be right before somebody is registered. Source: docs/sources.md#scope (adults)."""

from dataclasses import dataclass
from datetime import date

from stepwell.clients.rules import names
from stepwell.clients.vocabulary import ContactKind, Message
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding

ADULT = 18  # years
OLDEST = 120  # years


@dataclass(frozen=True)
class Identity:
    """Names and pronouns as somebody gave them."""

    first_name: str
    last_name: str
    middle_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""

    def search_key(self) -> str:
        """Return the key by which this person is searched."""
        return names.search_key(self.first_name, self.middle_name, self.last_name, self.preferred_name)


@dataclass(frozen=True)
class Contact:
    """A way to reach somebody, and what may be left there."""

    kind: ContactKind
    value: str
    is_safe: bool = False
    may_text: bool = False
    message: Message = Message.NOTHING
    best_times: str = ""


def age(birth_date: date, *, on: date) -> int:
    """Return full years of age on a day; somebody born on February 29 is a year older on March 1."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def check_identity(identity: Identity) -> list[Finding]:
    """Return what is wrong with names: both must hold a letter, or nobody could be found by them."""
    labels = {"first_name": "first name", "last_name": "last name"}
    return [
        Finding("CLI-001", f"The {label} has no letter. Enter the name as on an identity document.", field)
        for field, label in labels.items()
        if not any(word for word in names.words(getattr(identity, field)) if any(map(str.isalpha, word)))
    ]


def check_birth_date(birth_date: date, *, on: date) -> list[Finding]:
    """Return what is wrong with a birth date: it must be past, plausible, and an adult's."""
    if birth_date > on:
        return [Finding("CLI-002", "The birth date is in the future. Check the year.", "birth_date")]
    years = age(birth_date, on=on)
    if years > OLDEST:
        return [Finding("CLI-002", f"The birth date makes the person {years} years old. Check the year.", "birth_date")]
    if years < ADULT:
        sentence = (
            f"The person is {years}. Stepwell serves adults of {ADULT} and over: refer to a program for adolescents."
        )
        return [Finding("CLI-003", sentence, "birth_date")]
    return []


def check_reason(reason: str, *, corrects: bool) -> list[Finding]:
    """Return what is wrong with the reason for a change: a correction of who somebody is or where needs one."""
    if corrects and not reason.strip():
        sentence = "Say why: a corrected legal name, birth date or site stays in the history with its reason."
        return [Finding("CLI-008", sentence, "reason")]
    return []


def check_contact(contact: Contact) -> list[Finding]:
    """Return what is wrong with a contact: a number must be one, and an unsafe way is a silent one."""
    found = []
    if contact.kind != ContactKind.EMAIL and phones.tidy(contact.value) is None:
        found.append(Finding("CLI-005", "This is no US telephone number. Enter ten digits, area code first.", "value"))
    if not contact.is_safe and (contact.may_text or contact.message != Message.NOTHING):
        sentence = "A way that is not safe may carry no text or message. Mark it safe, or choose “Leave nothing”."
        found.append(Finding("CLI-006", sentence, "is_safe"))
    if contact.kind == ContactKind.EMAIL and contact.may_text:
        found.append(Finding("CLI-007", "An e-mail address cannot be texted. Untick “may be texted”.", "may_text"))
    return found
