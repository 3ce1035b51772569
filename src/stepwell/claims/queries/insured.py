"""Clients as claims name them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.claims.models import ClientOnFile
from stepwell.clients.models import Client, Demographics, Episode
from stepwell.coverage.rules import names
from stepwell.x12.writing.parties import Address, Person


@dataclass(frozen=True)
class Insured:
    """A client: name, birth date, sex and address as payers have them, and the days of each episode."""

    name: Person
    born: date
    sex: str
    address: Address | None
    episodes: tuple[tuple[date, date | None], ...]

    def episode_on(self, day: date) -> tuple[date | None, bool]:
        """Return when the episode of a day began, and whether it goes on."""
        found = self.stay_on(day)
        return (found[0], found[1] is None) if found else (None, True)

    def stay_on(self, day: date) -> tuple[date, date | None] | None:
        """Return the first and last day of the episode of a day."""
        return next((one for one in self.episodes if one[0] <= day and (one[1] is None or day <= one[1])), None)


def people_of(clients: Iterable[UUID]) -> dict[UUID, Insured]:
    """Return clients as claims name them. Four queries."""
    ids = set(clients)
    told = {row.client_id: row for row in Demographics.objects.filter(client__in=ids)}
    filed = {row.client_id: row for row in ClientOnFile.objects.filter(client__in=ids)}
    episodes: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
    stays = Episode.objects.filter(client__in=ids, voided_at=None).order_by("opened_on")
    for client_id, begin, end in stays.values_list("client", "opened_on", "closed_on"):
        episodes[client_id].append((begin, end))
    return {
        row.pk: Insured(
            Person(last=row.last_name, first=row.first_name, middle=row.middle_name), told[row.pk].birth_date,
            filed[row.pk].sex if row.pk in filed else "U", _home(filed.get(row.pk), told[row.pk]),
            tuple(episodes[row.pk]),
        )
        for row in Client.objects.filter(pk__in=ids & told.keys())
    }  # fmt: skip


def _home(filed: ClientOnFile | None, told: Demographics) -> Address | None:
    if filed is None:
        return names.address_of(told.address or "")
    return Address(
        street=filed.street, street_2=filed.street_2 or "", city=filed.city, state=filed.state,
        zip_code=filed.postal_code,
    )  # fmt: skip
