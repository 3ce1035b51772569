"""Where a transaction came from: rooms say here which page shows the charge, claim or remittance line that it names."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from stepwell.billing.vocabulary import Source

Address = Callable[[UUID, UUID], str]
"""The address of a page, of a client and the row that the transaction names."""

_pages: dict[Source, Address] = {
    Source.CHARGE: lambda client_id, row_id: f"{reverse('billing:charges', args=[client_id])}#charge-{row_id}",
    Source.PAYMENT: lambda client_id, row_id: reverse("billing:receipt", args=[client_id, row_id]),
    Source.WRITE_OFF: lambda client_id, row_id: reverse("billing:write_off", args=[client_id, row_id]),
}


def register(source: Source, address: Address) -> None:
    """Say which page shows the rows of a source."""
    _pages[source] = address


def url_of(source: Source, client_id: UUID, row_id: UUID | None) -> str:
    """Return the page of what a transaction came from; empty if it came from nothing that has one."""
    return _pages[source](client_id, row_id) if row_id and source in _pages else ""
