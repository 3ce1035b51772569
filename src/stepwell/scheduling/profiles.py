"""Which hours profile counts at a site: what the organization chose, else that of the site's state."""

from datetime import date

from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.models import HoursProfileChoice
from stepwell.scheduling.rules.profiles import HoursProfile, profile_for


def profile_of(site: Site, *, on: date) -> HoursProfile:
    """Return the hours profile in force at a site on a day."""
    chosen = HoursProfileChoice.objects.filter(from_on__lte=on).order_by("-from_on").values_list("code", flat=True)
    return profile_for(chosen.first() or site.state, on=on)
