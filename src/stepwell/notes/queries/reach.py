"""Whose notes the actor writes and co-signs, as the walls have it: asked before a form is offered or a row written."""

from uuid import UUID

from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.clients.queries.reach import reached
from stepwell.platform.walls.rights import Category


def written(category: Category) -> Q:
    """Return the condition on clients that the actor writes notes of a category for them, if only their own."""
    return Q(reached(category, writes=True)) | Q(reached(category, writes=True, own=True))


def is_written(client_id: UUID, category: Category) -> bool:
    """Return whether the actor writes notes of a category for a client."""
    return Client.objects.filter(written(category), pk=client_id).exists()


def cosigned() -> Q:
    """Return the condition on clients that the actor answers for others' clinical work with them."""
    answers = Q(reached(Category.CASELOAD, writes=True)) & Q(reached(Category.CHART))
    return Q(reached(Category.CHART, writes=True)) | answers


def is_cosigned(client_id: UUID) -> bool:
    """Return whether the actor answers for others' clinical work with a client; a license is not asked for here."""
    return Client.objects.filter(cosigned(), pk=client_id).exists()
