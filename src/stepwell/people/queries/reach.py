"""What the current scope may configure, as the walls see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_REACH = """
SELECT stepwell.everywhere('configuration', true, false) OR stepwell.is_founding(),
       stepwell.sites('configuration', true, false)
"""


@dataclass(frozen=True)
class Reach:
    """What somebody may configure: everything, or what stands at some sites."""

    everywhere: bool
    sites: frozenset[UUID]

    def covers(self, site_id: UUID | None) -> bool:
        """Return whether it holds for a site; None stands for what belongs to the whole organization."""
        return self.everywhere or site_id in self.sites

    @property
    def anywhere(self) -> bool:
        """Whether there is anything at all."""
        return self.everywhere or bool(self.sites)


def reach() -> Reach:
    """Return what the current scope may configure. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH)
        everywhere, sites = cursor.fetchone()
    return Reach(everywhere, frozenset(sites))
