"""Keeping files as they came. The same bytes are one file, however often they come and by whatever way."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.rules.files import tidy_name
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.actions.working import Opened, open_work
from stepwell.remittances.models import InboundFile, InboundText
from stepwell.remittances.rules import work
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.remittances.rules.recognizing import MAX_BYTES
from stepwell.remittances.vocabulary import Kind, Reading, Way

TOO_LARGE = Finding(work.TOO_LARGE, "The file is larger than 10 MB. Ask for it in several files.", "file")
EMPTY = Finding(work.EMPTY, "The file is empty. Choose another one.", "file")


@dataclass(frozen=True)
class Taken:
    """A file as it is kept, and whether it came for the first time."""

    file_id: UUID
    is_new: bool


@transaction.atomic
def take(
    *, actor: Member | Scope, at: datetime, name: str, content: bytes, way: Way, reason: str = "",
    scan: Document | None = None,
) -> Taken:  # fmt: skip
    """Keep a file, to be read by a job.

    name    as it was called; a file is never recognized by it
    reason  why it takes back what was entered by hand; `scan` the page that was typed in
    raises  Refused: INB-001 empty, INB-002 too large
    """
    if not content:
        raise Refused(EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    row = _row(actor, at, name, len(content), hashlib.sha256(content).hexdigest(), way)
    row.reason, row.scan = reason or None, scan
    if not _saved(row):
        return Taken(InboundFile.objects.values_list("pk", flat=True).get(digest=row.digest), is_new=False)
    InboundText.objects.create(organization_id=row.organization_id, file=row, content=content)
    return Taken(row.pk, is_new=True)


@transaction.atomic
def note_too_large(*, actor: Scope, at: datetime, name: str, size: int) -> None:
    """Note a file of the folder that is too large to be kept, as work for somebody."""
    digest = hashlib.sha256(f"{name} {size}".encode()).hexdigest()
    row = _row(actor, at, name, size, digest, Way.FOLDER)
    row.reading, row.refusal, row.read_at = Reading.REFUSED, work.TOO_LARGE, at
    if _saved(row):
        open_work(actor=actor, at=at, opened=[Opened(work.TOO_LARGE, key_of(row.pk, work.TOO_LARGE), file_id=row.pk)])


def _row(actor: Member | Scope, at: datetime, name: str, size: int, digest: str, way: Way) -> InboundFile:
    organization_id, by = (
        (actor.organization_id, actor.membership_id) if isinstance(actor, Member) else (actor.tenant, None)
    )
    return InboundFile(
        organization_id=organization_id, name=tidy_name(name), size=size, digest=digest, way=way, added_at=at,
        added_by_id=by, kind=Kind.UNKNOWN,
    )  # fmt: skip


def _saved(row: InboundFile) -> bool:
    """Return whether a file was not known before."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "inbound_file_once":
            raise
        return False
    return True
