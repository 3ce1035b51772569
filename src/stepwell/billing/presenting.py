"""The account of a client in words and figures, for pages."""

from dataclasses import dataclass
from uuid import UUID

from stepwell.billing import sources
from stepwell.billing.queries.history import Row
from stepwell.billing.rules.aging import Aging
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import KIND_LABELS, SOURCE_LABELS, Kind

NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """A transaction as a row of the account."""

    row: Row
    what: str
    source: str
    url: str
    client: str
    payers: str
    after: str


def line(client_id: UUID, row: Row) -> Line:
    """Return a transaction in words and figures."""
    return Line(
        row, what(row), SOURCE_LABELS[row.source], sources.url_of(row.source, client_id, row.source_id),
        change(row.client), change(row.payers), in_words(row.after),
    )  # fmt: skip


def what(row: Row) -> str:
    """Return what a transaction does, and to which payer."""
    label = KIND_LABELS[row.kind]
    if row.kind == Kind.PAYMENT and row.prepaid > 0:
        label = "Payment ahead by the client" if not row.client else f"{label}, {in_words(row.prepaid)} of it ahead"
    return f"{label}, {row.payer}" if row.payer and row.kind != Kind.PAYMENT else label


def change(cents: int) -> str:
    """Return a change with its sign, or a dash for none."""
    if not cents:
        return NOTHING
    return f"+{in_words(cents)}" if cents > 0 else in_words(cents)


@dataclass(frozen=True)
class Aged:
    """A line of a table of ages. `owes` names the filter of the list that its figures lead to, "" on an account."""

    label: str
    classes: tuple[str, ...]
    total: str
    owes: str = ""

    @property
    def url(self) -> str:
        """Where its figures lead: the accounts that they are of, or the transactions below."""
        return f"?owes={self.owes}" if self.owes else "#transactions"

    @property
    def is_filter(self) -> bool:
        """Whether a class of age narrows the list."""
        return bool(self.owes)


def aged(label: str, aging: Aging, *, owes: str = "") -> Aged:
    """Return a line of a table of ages; a dash where nothing is owed."""
    cells = tuple(in_words(cents) if cents else NOTHING for cents in aging.classes)
    return Aged(label, cells, in_words(aging.total), owes)
