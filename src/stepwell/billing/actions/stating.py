"""Statements: kept with the client's documents, and sent by a way that the client called safe, or not at all."""

from datetime import datetime

from django.db import transaction

from stepwell.billing.actions import guarding
from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.vocabulary import ContactKind
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current

PURPOSE = "statement"
TITLE = "Statement"
NO_SAFE_MAIL = Finding(
    "STM-001", "No e-mail address of this client is marked safe. Hand the statement over in person instead."
)
NO_BIRTH_DATE = Finding("STM-002", "The birth date that a link asks for is not open to you, or not known.")


def keep(*, actor: Member, at: datetime, client: Client, content: bytes) -> Document:
    """Keep a statement, as PDF, with the client's documents. Raises Refused: STM-003, STM-004, DOC-001 ..."""
    guarding.check(actor=actor, client_id=client.pk)
    upload = Upload(f"{TITLE} {at:%Y-%m-%d}.pdf", content, len(content))
    return documents.add_document(
        actor=current.get(), at=at, upload=upload, category=Category.BILLING, client=client.pk
    )


@transaction.atomic
def send(*, actor: Member, at: datetime, client: Client, content: bytes) -> Made:
    """Keep a statement, and send a link to it that asks name and birth date. The mail itself says nothing.

    raises  Refused: STM-001 without a safe e-mail address, STM-002, DOC-001 ... and as `keep`
    """
    known = clients.contacts_of(client.pk)
    address = next((each.value for each in known if each.kind == ContactKind.EMAIL and each.is_safe), "")
    demographics = clients.demographics_of(client.pk)
    if not address:
        raise Refused(NO_SAFE_MAIL)
    if demographics is None:
        raise Refused(NO_BIRTH_DATE)
    document = keep(actor=actor, at=at, client=client, content=content)
    scope = current.get()
    names = tuple(dict.fromkeys((f"{client.first_name} {client.last_name}", client.display_name, client.legal_name)))
    made = links.make_link(
        actor=scope, at=at, purpose=PURPOSE, opens=Opens(document.pk, Category.BILLING, client.pk),
        identity=Identity(names, demographics.birth_date),
    )  # fmt: skip
    outbox.send(
        actor=scope, at=at, to=address, template=Template.LINK, link=made.url, category=Category.BILLING,
        client=client.pk,
    )  # fmt: skip
    return made
