"""Adding a document, a new version of one, and taking one out that was filed by mistake."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.documents.models import Document, DocumentWithdrawal
from stepwell.platform.documents.rules.files import EMPTY, MAX_BYTES, TOO_LARGE, findings_for, media_type_of, tidy_name
from stepwell.platform.documents.vocabulary import MediaType
from stepwell.platform.images import rewriting
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

REPLACED = Finding(
    "DOC-006", "Somebody added a newer version meanwhile. Load the page again and look at that one first."
)
WITHDRAWN = Finding("DOC-007", "This document was taken out before.")
NO_REASON = Finding("DOC-008", "Say why: whoever looks for the document later must understand.", "reason")

_KINDS = {MediaType.PNG: rewriting.Kind.PNG, MediaType.JPEG: rewriting.Kind.JPEG}


@dataclass(frozen=True)
class Upload:
    """A file as it came.

    name     the file's own name, or a title
    content  its bytes; enough of them to see that it is too large, if it is
    size     how many bytes were sent
    """

    name: str
    content: bytes
    size: int


@transaction.atomic
def add_document(
    *,
    actor: Scope,
    at: datetime,
    upload: Upload,
    category: Category,
    client: UUID | None = None,
    previous: Document | None = None,
) -> Document:
    """Keep a file: pictures written anew without metadata, PDF as it is, encrypted.

    category  what kind of record it is, which decides who sees it; configuration for the organization's own
    client    whose record; None for the organization's own
    previous  the version that this one replaces in lists; it stays
    raises    Refused (DOC-001 to DOC-006, IMG-001, IMG-002); ProgrammingError if the walls do not let the actor
    """
    if upload.size > MAX_BYTES:
        raise Refused(TOO_LARGE)
    refuse(findings_for(upload.content))
    media_type = media_type_of(upload.content)
    if media_type is None:
        raise Refused(EMPTY)
    content = _kept(upload.content, media_type)
    document = Document(
        organization_id=actor.tenant,
        client_id=client,
        category=category,
        title=tidy_name(upload.name),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        previous=previous,
        added_by_id=actor.actor,
        created_at=at,
    )
    return _saved(document)


@transaction.atomic
def withdraw_document(*, actor: Scope, at: datetime, document: Document, reason: str) -> None:
    """Take a document out of the record: it stays, closed, with the reason. Raises Refused (DOC-007, DOC-008)."""
    if not reason.strip():
        raise Refused(NO_REASON)
    withdrawal = DocumentWithdrawal(
        organization_id=document.organization_id,
        document=document,
        client_id=document.client_id,
        category=document.category,
        reason=reason.strip(),
        account_id=actor.actor,
        created_at=at,
    )
    try:
        with transaction.atomic():
            withdrawal.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(WITHDRAWN) from error


def _kept(content: bytes, media_type: MediaType) -> bytes:
    """Return the bytes to keep; writing a picture anew may make it larger, and the bound holds for that too."""
    if media_type not in _KINDS:
        return content
    rewritten = rewriting.rewritten(content, _KINDS[media_type])
    if len(rewritten) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    return rewritten


def _saved(document: Document) -> Document:
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(REPLACED) from error
    return document
