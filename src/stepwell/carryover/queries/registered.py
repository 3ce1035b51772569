"""Who of a file is registered already: by number, by row, by name and birth date. A few queries for all rows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from stepwell.clients.models import CarriedOver, Demographics
from stepwell.clients.rules import names
from stepwell.clients.rules.registration import Identity


def brought_over(numbers: Sequence[str], prints: Sequence[bytes]) -> tuple[dict[str, UUID], dict[bytes, UUID]]:
    """Return who was brought over before, by the clinic's own number and by fingerprint. Two queries."""
    found = CarriedOver.objects.filter(voided_at=None)
    by_number = found.filter(external_number__in=numbers).values_list("external_number", "client")
    by_print = found.filter(fingerprint__in=prints).values_list("fingerprint", "client")
    return dict(by_number), {bytes(mark): client for mark, client in by_print}


def alike(people: Sequence[tuple[Identity, date]]) -> list[list[str]]:
    """Return for each person the record numbers of registered clients with a name like theirs and the same birth date,
    as registration asks. One query."""
    keys: dict[date, list[tuple[str, str]]] = defaultdict(list)
    born = Demographics.objects.filter(birth_date__in={day for _, day in people})
    for day, key, number in born.values_list("birth_date", "client__search_key", "client__record_number"):
        keys[day].append((key, number))
    return [
        sorted(number for key, number in keys[day] if names.fits(identity.search_key().split(), key))
        for identity, day in people
    ]
