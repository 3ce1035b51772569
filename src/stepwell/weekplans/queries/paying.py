"""What payers ask of the days of a week, and how many they still pay for. Asked by a job, or to mend a week."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from stepwell.authorizations import queries as authorizations
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.vocabulary import ALLOWS, Unit
from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.models import Policy
from stepwell.coverage.queries.contracts import in_force
from stepwell.coverage.rules.contracts import Contract, contract_for
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.weeks import Week


def day_minutes(
    site: Site, week: Week, programs: Mapping[UUID, UUID], orders: Mapping[UUID, OrderFacts], *, strictest: bool
) -> dict[UUID, int]:
    """Return the minutes without which a client's payer pays nothing for a day of the program.

    strictest  of a client whose payer the actor does not see, those of the strictest contract
    """
    payers: dict[UUID, UUID | None] = {}
    policies = Policy.objects.filter(
        Q(to_on=None) | Q(to_on__gte=week.first), client__in=list(programs), from_on__lte=week.last, voided_at=None
    )
    for client, payer in policies.order_by("rank", "-from_on").values_list("client_id", "payer_id"):
        payers.setdefault(client, payer)
    contracts = in_force(week.first, week.last)
    found = {}
    for client, order in orders.items():
        asked = contracts if strictest and client not in payers else [payers.get(client)]
        holding = (
            contract_for(contracts.get(payer, []), site_id=site.pk, program_id=programs[client], on=week.first)
            for payer in asked
        )
        minutes = max((_least_of_day(each, order.level) for each in holding if each), default=0)
        if minutes:
            found[client] = minutes
    return found


def _least_of_day(contract: Contract, level: str) -> int:
    days = [one for one in contract.services if one.unit == ServiceUnit.DAY and one.level in {"", level}]
    return min((one.least_minutes for one in days), default=0)


def days_left(ids: list[UUID], week: Week, today: date) -> dict[UUID, int]:
    """Return the days left of authorizations that count days, by client."""
    found = Authorization.objects.filter(
        client__in=ids, status__in=ALLOWS, unit=Unit.DAY, voided_at=None, from_on__lte=week.last, to_on__gte=week.first
    )
    left: dict[UUID, int] = defaultdict(int)
    for row in authorizations.rows_of(found.select_related("client__site", "reviewer"), on=today):
        left[row.authorization.client_id] += max(row.standing.left or 0, 0)
    return dict(left)
