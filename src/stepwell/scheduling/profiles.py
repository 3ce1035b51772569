"""Which hours profile counts at a site: what the organization chose, else that of the site's state."""

from datetime import date

from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.together import Steps, read
from stepwell.scheduling.models import HoursProfileChoice
from stepwell.scheduling.rules.profiles import HoursProfile, profile_for


def profile_of(site: Site, *, on: date) -> HoursProfile:
    """Return the hours profile in force at a site on a day. One query."""
    return read(reading_profile(site, on=on))


def reading_profile(site: Site, *, on: date) -> Steps[HoursProfile]:
    """Read `profile_of` beside others."""
    chosen = HoursProfileChoice.objects.filter(from_on__lte=on).order_by("-from_on").values_list("code", flat=True)[:1]
    yield [chosen]
    return profile_for(next(iter(chosen), None) or site.state, on=on)
