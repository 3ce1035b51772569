"""What a client is handed for a plan or an account of their own: days with codes, payments, who provides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.billing.models import Charge, ChargeLine, Payment, Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.clients.models import Client
from stepwell.funding.queries.overview import by_origin
from stepwell.kernel import phones
from stepwell.platform.tenancy.models import Organization


@dataclass(frozen=True)
class Provider:
    """Who provides, as plans and tax authorities ask."""

    name: str
    npi: str
    tax_id: str
    address: str
    phone: str


@dataclass(frozen=True)
class SuperLine:
    """A line of a superbill."""

    day: date
    code: str
    place: str
    units: int
    diagnoses: str
    charged: str


@dataclass(frozen=True)
class Superbill:
    """Days of care with codes, for a client to send to their plan."""

    provider: Provider
    client: str
    born: date | None
    lines: tuple[SuperLine, ...]
    charged: str
    paid: str


@dataclass(frozen=True)
class Receipt:
    """What a client paid for care, for an account for medical expenses; apart from it what others paid, by source."""

    provider: Provider
    client: str
    days: tuple[tuple[date, str], ...]
    payments: tuple[tuple[date, str, str], ...]
    total: str
    by_others: tuple[tuple[str, str], ...] = ()


def provider_of(client: Client) -> Provider:
    """Return who provides: the site's own NPI if it has one."""
    clinic, site = Organization.objects.get(pk=client.organization_id), client.site
    address = f"{site.street}, {site.city}, {site.state} {site.postal_code}"
    return Provider(clinic.legal_name, site.npi or clinic.npi, clinic.tax_id, address, phones.written(site.phone))


def superbill(client: Client, first: date, last: date) -> Superbill:
    """Return the superbill of some days, as they are charged now."""
    charges = Charge.objects.filter(client=client, ended_at=None, day__gte=first, day__lte=last)
    lines = ChargeLine.objects.filter(charge__in=charges).select_related("charge").order_by("charge__day", "number")
    shown = tuple(
        SuperLine(
            one.charge.day, " ".join(filter(None, (one.code or one.revenue_code, *one.modifiers))), one.place,
            one.units,
            ", ".join(one.charge.diagnoses), in_words(one.charged),
        )
        for one in lines
    )  # fmt: skip
    born = client.demographics_rows.values_list("birth_date", flat=True).first()
    charged = in_words(sum(one.charged for one in lines))
    paid = in_words(sum(one.cents for one in _payments(client.pk, first, last)))
    return Superbill(provider_of(client), client.legal_name, born, shown, charged, paid)


def receipt(client: Client, first: date, last: date) -> Receipt:
    """Return what a client paid from a day to a day, with the days of care then; it names no diagnosis."""
    found = _payments(client.pk, first, last)
    payments = [one for one in found if not one.origin]
    charges = Charge.objects.filter(client=client, ended_at=None, day__gte=first, day__lte=last).order_by("day")
    return Receipt(
        provider_of(client), client.legal_name, tuple((one.day, in_words(one.charged)) for one in charges),
        tuple((one.day, one.get_way_display(), in_words(one.cents)) for one in payments),
        in_words(sum(one.cents for one in payments)),
        by_origin([(one.origin, one.cents) for one in found]),
    )  # fmt: skip


def _payments(client_id: UUID, first: date, last: date) -> Sequence[Payment]:
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    rows = Payment.objects.filter(client=client_id, day__gte=first, day__lte=last)
    return list(rows.exclude(Exists(undone)).order_by("day", "taken_at"))
