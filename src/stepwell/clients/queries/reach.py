"""Whose rows of a category the actor reads or writes, as the walls have it: a condition on clients."""

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stepwell.platform.walls.rights import Category

_REACHED = """((SELECT stepwell.everywhere(%s, %s, %s))
OR clients_client.site_id = ANY ((SELECT stepwell.sites(%s, %s, %s))::uuid[])
OR clients_client.id = ANY ((SELECT stepwell.clients(%s, %s, %s))::uuid[]))"""


def reached(category: Category, *, writes: bool = False, own: bool = False) -> RawSQL:
    """Return the condition on clients that a category is open to the actor: part of a query for clients.

    writes  to be written, or only read
    own     also where only rows that the actor is the author of are
    """
    return RawSQL(_REACHED, [category, writes, own] * 3, output_field=BooleanField())  # noqa: S611 (our own words)
