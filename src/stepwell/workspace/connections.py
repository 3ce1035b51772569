"""Rooms that stand beside each other and may not know each other, brought together."""

from datetime import date
from uuid import UUID

from stepwell.authorizations import payers
from stepwell.authorizations.rules.payers import Insured
from stepwell.clients.rules.enrollment import Span
from stepwell.coverage.queries.policies import payers_of
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.profiles import profile_of
from stepwell.treatmentplans import sources
from stepwell.treatmentplans.vocabulary import Service

_NAMES = {str(kind): kind for kind in Service}


def countable_services(site: Site, on: date) -> frozenset[Service]:
    """Return the kinds of service that the hours rule of a site counts on a day."""
    profile = profile_of(site, on=on)
    return frozenset(_NAMES[str(kind)] for kind in profile.countable if str(kind) in _NAMES and profile.counts(kind))


def policies_of(client_id: UUID) -> list[Insured]:
    """Return the policies of a client, in the order in which they pay."""
    return [Insured(payer, decides, Span(from_on, to_on)) for payer, decides, from_on, to_on in payers_of(client_id)]


def connect() -> None:
    """Tell plans what counts toward the hours, and authorizations which payers a client has."""
    payers.register(policies_of)
    sources.supply_countable(countable_services)
