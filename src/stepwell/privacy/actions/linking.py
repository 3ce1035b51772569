"""A one-time link for a client to sign by: made for a letter, or sent to an address marked safe."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.clients import queries as clients
from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import new_code
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.privacy.actions.consents import HIDDEN

NO_SAFE_MAIL = Finding(
    "CON-035", "There is no e-mail address of this client that is marked safe. Print the letter, or add an address."
)


@dataclass(frozen=True)
class Sent:
    """A link that was made. The code is nowhere else: the client is told it by another way than the link."""

    made: Made
    code: str


def safe_mail(client_id: UUID, contact_id: UUID) -> str:
    """Return an e-mail address that the client marked safe; raises Refused (CON-035)."""
    contact = ContactMethod.objects.filter(
        pk=contact_id, client=client_id, kind=ContactKind.EMAIL, is_safe=True, ended_at=None
    ).first()
    if contact is None:
        raise Refused(NO_SAFE_MAIL)
    return str(contact.value)


def new_link(*, at: datetime, purpose: str, subject: UUID, client_id: UUID) -> Sent:
    """Return a link to a row of a client that asks name, birth date and a code. The link names who made it.

    raises  Refused (CON-031)
    """
    client, demographics = clients.get(client_id), clients.demographics_of(client_id)
    if client is None or demographics is None:
        raise Refused(HIDDEN)
    code = new_code()
    first_and_last = f"{client.first_name} {client.last_name}"
    names = tuple(dict.fromkeys((first_and_last, client.display_name, client.legal_name)))
    made = links.make_link(
        actor=current.get(),
        at=at,
        purpose=purpose,
        opens=Opens(subject, Category.CONSENTS, client_id),
        identity=Identity(names, demographics.birth_date, code),
    )
    return Sent(made, code)


def mail(sent: Sent, *, at: datetime, to: str, client_id: UUID) -> None:
    """Send a link by e-mail, in words that say nothing of what it opens."""
    outbox.send(
        actor=current.get(),
        at=at,
        to=to,
        template=Template.LINK,
        link=sent.made.url,
        category=Category.CONSENTS,
        client=client_id,
    )
