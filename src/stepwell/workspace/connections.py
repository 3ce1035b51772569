"""Rooms that stand beside each other and may not know each other, brought together."""

from datetime import date

from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.profiles import profile_of
from stepwell.treatmentplans import sources
from stepwell.treatmentplans.vocabulary import Service

_NAMES = {str(kind): kind for kind in Service}


def countable_services(site: Site, on: date) -> frozenset[Service]:
    """Return the kinds of service that the hours rule of a site counts on a day."""
    profile = profile_of(site, on=on)
    return frozenset(_NAMES[str(kind)] for kind in profile.countable if str(kind) in _NAMES and profile.counts(kind))


def connect() -> None:
    """Tell plans what counts toward the hours."""
    sources.supply_countable(countable_services)
