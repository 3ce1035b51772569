"""Documents for lists and for download."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from stepwell.platform.documents.models import Document
from stepwell.platform.documents.vocabulary import FILED_LABELS, MediaType
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

_KILOBYTE = 1024
# Of the columns that are not asked for here each is read when it is wanted.
_VERSIONS = """
WITH RECURSIVE version (id, organization_id, client_id, created_at, category, previous_id, depth) AS (
  SELECT d.id, d.organization_id, d.client_id, d.created_at, d.category, d.previous_id, 1
  FROM documents_document d WHERE d.id = %s
  UNION ALL
  SELECT d.id, d.organization_id, d.client_id, d.created_at, d.category, d.previous_id, v.depth + 1
  FROM documents_document d JOIN version v ON d.previous_id = v.id
)
SELECT id, organization_id, client_id, created_at, category, previous_id FROM version ORDER BY depth
"""
_WORDS = {MediaType.PDF: "PDF", MediaType.PNG: "Picture", MediaType.JPEG: "Picture"}


@dataclass(frozen=True)
class Line:
    """A document in a list; the newest version of it.

    by         name of the member who added it, or ""
    older      how many versions it replaced
    withdrawn  why it was taken out, or ""
    """

    id: UUID
    title: str
    category: Category
    media_type: MediaType
    size: int
    added_at: datetime
    by: str
    older: int
    withdrawn: str

    @property
    def filed_as(self) -> str:
        """What it is filed under, in words."""
        return FILED_LABELS.get(self.category, "The clinic's own").partition(" (")[0]

    @property
    def what(self) -> str:
        """The kind of file and its size."""
        size = f"{max(1, self.size // _KILOBYTE):,} KB"
        return f"{_WORDS[self.media_type]}, {size}"


def client_of(scope: Scope, client_id: UUID) -> Any:
    """Return the client's thin record, or None if the current scope may not see it.

    The registry stands above this room, so its model is asked for by name.
    """
    return apps.get_model("clients", "Client").objects.filter(organization_id=scope.tenant, pk=client_id).first()


def documents_of(scope: Scope, client_id: UUID) -> list[Line]:
    """Return a client's documents that the current scope may see, newest first, without content. Three queries."""
    rows = Document.objects.filter(organization_id=scope.tenant, client_id=client_id).defer("content")
    found = list(rows.prefetch_related("withdrawals").order_by("-created_at", "id"))
    replaced = {row.previous_id: row for row in found if row.previous_id}
    accounts = {row.added_by_id for row in found if row.added_by_id}
    names = dict(Membership.objects.filter(account_id__in=accounts).values_list("account_id", "name"))
    return [_line(row, found, names) for row in found if row.pk not in replaced]


def open_document(scope: Scope, document_id: UUID) -> Document | None:
    """Return a document with its content, or None if it is hidden from the current scope or was withdrawn."""
    is_open = Q(organization_id=scope.tenant, pk=document_id, withdrawals=None)
    return Document.objects.filter(is_open).first()


def versions_of(first: UUID) -> list[Document]:
    """Return a document and what replaced it, oldest first, without content; withdrawn ones among them. One query."""
    return list(Document.objects.raw(_VERSIONS, [first]))


def _line(row: Document, found: list[Document], names: dict[Any, str]) -> Line:
    withdrawal = next(iter(row.withdrawals.all()), None)
    return Line(
        id=row.pk,
        title=row.title,
        category=Category(row.category),
        media_type=MediaType(row.media_type),
        size=row.size,
        added_at=row.created_at,
        by=names.get(row.added_by_id, ""),
        older=_depth(row, {other.pk: other for other in found}),
        withdrawn=withdrawal.reason if withdrawal else "",
    )


def _depth(row: Document, by_key: dict[UUID, Document]) -> int:
    older = 0
    while row.previous_id in by_key:
        row, older = by_key[row.previous_id], older + 1
    return older
