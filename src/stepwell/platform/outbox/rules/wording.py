"""The closed list of messages. An e-mail lies open on its way and on a shared phone: none says what it is about.

No subject, sender or body to a client names the clinic, a kind of care or a person. A member of staff invited to work
at a clinic is told its name, in the body only: an invitation from nobody would be taken for fraud.
Source: docs/sources.md#part2 (42 CFR 2.13: no one is to be identified as having been in a program).
"""

from dataclasses import dataclass
from enum import StrEnum

SUBJECT = "You have a message"
REMINDER_SUBJECT = "A reminder"
URGENT_SUBJECT = "Please sign in now"  # to staff only


class Template(StrEnum):
    """The messages there are."""

    INVITATION = "invitation"  # to a colleague: an account to set up
    LINK = "link"  # to anybody: something to read or to sign
    ATTENTION = "attention"  # to a member of staff: something waits after sign-in
    URGENT = "urgent"  # to a member of staff: something cannot wait
    REMINDER = "reminder"  # to a client who asked for it: when an appointment is; its room writes it as it leaves


TEMPLATE_LABELS = {
    Template.INVITATION: "Invitation of a colleague",
    Template.LINK: "A link to open",
    Template.ATTENTION: "Something waits after sign-in",
    Template.URGENT: "Something cannot wait",
    Template.REMINDER: "Reminder of an appointment",
}
# Late or twice, these would do harm: each leaves once at most, and its room is asked as it leaves.
ONCE = frozenset({Template.REMINDER})

_BODIES = {
    Template.INVITATION: (
        "Hello,\n\n{clinic} asks you to set up your account for work. Open this address; it works once, for seven days:"
        "\n\n{link}\n\nIf you did not expect this, do nothing. Nothing happens then.\n"
    ),
    Template.LINK: (
        "Hello,\n\nThere is a message for you. It opens here; the address works once and for a limited time:"
        "\n\n{link}\n\nIf you did not expect this, do nothing. Please do not answer this e-mail: nobody reads it.\n"
    ),
    Template.ATTENTION: (
        "Hello,\n\nSomething waits for you after you sign in:\n\n{link}\n\n"
        "Please do not answer this e-mail: nobody reads it.\n"
    ),
    Template.URGENT: (
        "Hello,\n\nSomething at work needs you now. Please sign in at once:\n\n{link}\n\n"
        "Please do not answer this e-mail: nobody reads it.\n"
    ),
}
_REMINDER = (
    "Hello,\n\n{said}\n\nTo stop these e-mails at once, open this address:\n\n{link}\n\n"
    "Please do not answer this e-mail: nobody reads it.\n"
)


@dataclass(frozen=True)
class Wording:
    """A message in words."""

    subject: str
    body: str


def wording(template: Template, *, link: str, clinic: str) -> Wording:
    """Return a message in words.

    link    an address of this installation, carrying a secret or nothing
    clinic  name of the organization; used in the invitation of a colleague alone
    """
    subject = URGENT_SUBJECT if template is Template.URGENT else SUBJECT
    return Wording(subject, _BODIES[template].format(link=link, clinic=clinic))


def reminding(said: str, *, link: str) -> Wording:
    """Return a reminder in words.

    said  when the appointment is, in a sentence that says nothing else
    link  an address of this installation that ends the reminders
    """
    return Wording(REMINDER_SUBJECT, _REMINDER.format(said=said, link=link))
