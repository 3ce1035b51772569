"""Claims of a file that another program sent, as its page shows them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import Claim
from stepwell.claims.queries.standing import fitted_here
from stepwell.claims.rules.bringing import Fitted
from stepwell.clients.models import Client
from stepwell.remittances.rules.sent_elsewhere import sets_of


@dataclass(frozen=True)
class ClaimShown:
    """A claim: whose it is, and whether it fits, is here already (`claim_id`), or what keeps it from being taken up."""

    number: str
    client_id: UUID | None
    client: str
    first: date | None
    last: date | None
    days: int
    charged: str
    fits: bool
    claim_id: UUID | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class FileShown:
    """The claims of a file. `is_test` if it says of itself that it does not count."""

    claims: tuple[ClaimShown, ...]
    fitting: int
    is_test: bool


def shown(content: bytes, zone: ZoneInfo) -> FileShown:
    """Return the claims of a file. Two queries, and four for each set in it."""
    sets = sets_of(content, zone)
    found = [one for each in sets for one in fitted_here(each.claims)]
    rows = {row.number: row for row in _claims(found)}
    clients = Client.objects.in_bulk({line.client_id for one in found for line in one.lines})
    told = tuple(_row(one, rows.get(one.number), clients) for one in found)
    return FileShown(told, sum(one.fits for one in found), any(not each.envelope.production for each in sets))


def _claims(found: list[Fitted]) -> list[Claim]:
    numbers = {one.number for one in found if one.known}
    return list(Claim.objects.filter(number__in=numbers).select_related("client"))


def _row(one: Fitted, claim: Claim | None, clients: dict[UUID, Client]) -> ClaimShown:
    client = claim.client if claim else next((clients[line.client_id] for line in one.lines), None)
    return ClaimShown(
        one.number, client.pk if client else None, client.display_name if client else "",
        min(one.days, default=None), max(one.days, default=None), len(one.days), in_words(one.charged), one.fits,
        claim.pk if claim else None,
        tuple(finding.sentence for finding in one.findings),
    )  # fmt: skip
