"""Signing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.signatures.models import LABEL_LETTERS, Signature, seal_secret
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of, seal_of
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Kind, Scope

NOT_OPEN = Finding(
    "SIGN-003", "This link cannot be opened any more, so nothing was signed. Ask the clinic for a new one."
)


@dataclass(frozen=True)
class Subject:
    """What is signed.

    label     what it is called, for a list of signatures
    content   exactly the bytes that the signer was shown
    category  what kind of record it is: who may write that may sign it as staff; a visitor signs through their link
    client    whose record; None for the organization's own, and then the category is configuration
    document  the stored document, if it is one
    """

    label: str
    content: bytes
    category: Category
    client: UUID | None = None
    document: UUID | None = None


@transaction.atomic
def sign(*, actor: Scope, at: datetime, what: Subject, mark: Mark, signer: str) -> Signature:
    """Record that somebody signed exactly these bytes, in the scope that is current.

    actor    the signer: a member for themselves, or a visitor through their open link
    at       when, by the clock of the page
    signer   the signer's name, in full
    returns  the signature; `verify` tells later whether it holds
    raises   Refused (SIGN-003); ProgrammingError if the walls do not let the actor
    """
    signature = Signature(
        id=uuid4(),
        organization_id=actor.tenant,
        client_id=what.client,
        category=what.category,
        label=what.label[:LABEL_LETTERS],
        digest=digest_of(what.content),
        document_id=what.document,
        signer=signer,
        account_id=actor.actor,
        link_id=_open_link() if actor.kind is Kind.VISITOR else None,
        way=mark.way,
        mark=mark.content,
        signed_at=at,
    )
    signature.seal = seal_of(signature.facts, seal_secret())
    signature.save(force_insert=True)
    return signature


def _open_link() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.opened_link()")
        (link_id,) = cursor.fetchone()
    if link_id is None:
        raise Refused(NOT_OPEN)
    found: UUID = link_id
    return found
