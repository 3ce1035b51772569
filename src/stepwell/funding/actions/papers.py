"""Papers about money: written once, signed on the screen or through a link, the signed copy filed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.clients import queries as clients
from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.funding.models import Agreement
from stepwell.funding.vocabulary import PAPER_LABELS, Paper, Signed
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import new_code
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, current

PURPOSE = "agreement"  # of one-time links
CHANGED = Finding("AGR-001", "This is not the text that was shown, so nothing was signed. Read it again, then sign.")
SIGNED = Finding("AGR-002", "This paper was signed before. Load the page again.")
HIDDEN = Finding("AGR-003", "The birth date that a link asks for is not known, or not open to you.")
NO_SAFE_MAIL = Finding("AGR-004", "There is no e-mail address of this client that is marked safe. Hand over the code.")
NOT_SIGNED = Finding("AGR-005", "Only a signed paper is filed. Let the client sign first.")


@dataclass(frozen=True)
class Sent:
    """A link that was made. The code is nowhere else: the client is told it by another way than the link."""

    made: Made
    code: str


@transaction.atomic
def write(
    *, actor: Member, at: datetime, client_id: UUID, kind: Paper, about: UUID, text: str, language: str = "en"
) -> Agreement:
    """Write a paper for a client to sign; the same text about the same thing is one paper."""
    waiting = Agreement.objects.filter(client=client_id, kind=kind, about=about, signed_at=None, language=language)
    same = next((row for row in waiting if row.text == text), None)
    if same is not None:
        return same
    category = Category.BENEFITS if actor.may(Category.BENEFITS, writes=True) else Category.BILLING
    return Agreement.objects.create(
        organization_id=actor.organization_id, client_id=client_id, kind=kind, about=about, category=category,
        language=language, text=text, made_at=at, made_by_id=actor.membership_id,
    )  # fmt: skip


@transaction.atomic
def sign_here(*, actor: Member, at: datetime, row: Agreement, mark: Mark, shown: str) -> None:
    """Record that the client signed here on the screen. Raises Refused: AGR-001, AGR-002."""
    client = clients.get(row.client_id)
    assert client is not None  # noqa: S101 (the page showed them)
    _sign(current.get(), at, row, mark, shown=shown, signer=client.legal_name, way=Signed.SCREEN)
    links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=row.pk)
    del actor  # the scope names who


@transaction.atomic
def sign_by_link(*, actor: Scope, at: datetime, row: Agreement, mark: Mark, name: str, shown: str) -> None:
    """Record that the client signed through the link; afterwards it opens nothing. Raises Refused: AGR-001, 002."""
    _sign(actor, at, row, mark, shown=shown, signer=name, way=Signed.LINK)
    links.use(actor=actor, at=at)


@transaction.atomic
def send(*, actor: Member, at: datetime, row: Agreement, contact_id: UUID | None) -> Sent:
    """Make a link for the client's phone, to hand over or sent to an address marked safe.

    returns  the link, and the code to tell the client in person or by telephone
    raises   Refused: AGR-002 to AGR-004
    """
    del actor  # the link names who made it
    if row.signed_at is not None:
        raise Refused(SIGNED)
    client, demographics = clients.get(row.client_id), clients.demographics_of(row.client_id)
    if client is None or demographics is None:
        raise Refused(HIDDEN)
    contact = _safe(row.client_id, contact_id) if contact_id else None
    scope, code = current.get(), new_code()
    links.revoke_all(actor=scope, at=at, purpose=PURPOSE, subject=row.pk)
    names = (f"{client.first_name} {client.last_name}", client.display_name, client.legal_name)
    made = links.make_link(
        actor=scope, at=at, purpose=PURPOSE, opens=Opens(row.pk, Category(row.category), row.client_id),
        identity=Identity(tuple(dict.fromkeys(names)), demographics.birth_date, code),
    )  # fmt: skip
    if contact is not None:
        outbox.send(
            actor=scope, at=at, to=contact.value, template=Template.LINK, link=made.url,
            category=Category(row.category), client=row.client_id,
        )  # fmt: skip
    return Sent(made, code)


@transaction.atomic
def file(*, actor: Member, at: datetime, row: Agreement, content: bytes) -> Document:
    """Keep the signed copy, as PDF, with the client's documents; once. Raises Refused: AGR-005, DOC-001 ..."""
    del actor  # the scope names who
    if row.signed_at is None:
        raise Refused(NOT_SIGNED)
    if row.document is not None:
        kept: Document = row.document
        return kept
    upload = Upload(f"{PAPER_LABELS[Paper(row.kind)]}, signed {row.signed_at:%Y-%m-%d}.pdf", content, len(content))
    made = documents.add_document(
        actor=current.get(), at=at, upload=upload, category=Category(row.category), client=row.client_id
    )
    Agreement.objects.filter(pk=row.pk, document=None).update(document=made)
    return made


def _sign(scope: Scope, at: datetime, row: Agreement, mark: Mark, *, shown: str, signer: str, way: Signed) -> None:
    content = row.text.encode()
    if shown != digest_of(content):
        raise Refused(CHANGED)
    what = signatures.Subject(PAPER_LABELS[Paper(row.kind)], content, Category(row.category), row.client_id)
    if not Agreement.objects.filter(pk=row.pk, signed_at=None).exists():
        raise Refused(SIGNED)
    signature = signatures.sign(actor=scope, at=at, what=what, mark=mark, signer=signer)
    values = {"signed_at": at, "signed_way": way, "signer": signer, "signature": signature}
    if not Agreement.objects.filter(pk=row.pk, signed_at=None).update(**values):
        raise Refused(SIGNED)


def _safe(client_id: UUID, contact_id: UUID) -> ContactMethod:
    found = ContactMethod.objects.filter(
        pk=contact_id, client=client_id, kind=ContactKind.EMAIL, is_safe=True, ended_at=None
    ).first()
    if found is None:
        raise Refused(NO_SAFE_MAIL)
    return found
