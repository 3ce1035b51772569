"""Whose notes the actor writes and co-signs, as the walls have it: asked before a form is offered or a row written."""

from uuid import UUID

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stepwell.clients.models import Client
from stepwell.platform.walls.rights import Category

_REACHED = """((SELECT stepwell.everywhere(%s, {writing}, {own}))
OR clients_client.site_id = ANY ((SELECT stepwell.sites(%s, {writing}, {own}))::uuid[])
OR clients_client.id = ANY ((SELECT stepwell.clients(%s, {writing}, {own}))::uuid[]))"""
_WRITES = _REACHED.format(writing="true", own="false")
_READS = _REACHED.format(writing="false", own="false")
_WRITES_OWN = f"({_WRITES} OR {_REACHED.format(writing='true', own='true')})"
_COSIGNS = f"({_WRITES} OR ({_WRITES} AND {_READS}))"


def written(category: Category) -> RawSQL:
    """Return the condition on clients that the actor writes notes of a category for them, if only their own."""
    return RawSQL(_WRITES_OWN, [category] * 6, output_field=BooleanField())  # noqa: S611 (our own words)


def is_written(client_id: UUID, category: Category) -> bool:
    """Return whether the actor writes notes of a category for a client."""
    return Client.objects.filter(written(category), pk=client_id).exists()


def cosigned() -> RawSQL:
    """Return the condition on clients that the actor answers for others' clinical work with them."""
    asked = [Category.CHART] * 3 + [Category.CASELOAD] * 3 + [Category.CHART] * 3
    return RawSQL(_COSIGNS, asked, output_field=BooleanField())  # noqa: S611 (our own words)


def is_cosigned(client_id: UUID) -> bool:
    """Return whether the actor answers for others' clinical work with a client; a license is not asked for here."""
    return Client.objects.filter(cosigned(), pk=client_id).exists()
