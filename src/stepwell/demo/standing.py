"""Whether a demonstration stands as it was made.

It is made in one transaction, and every row of a tenant says in which transaction it was made or changed. So a row or a
history row of any other moment is something that the demonstration did not make.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from stepwell.platform.jobs.queries import organizations
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.models import Walled
from stepwell.platform.walls.scope import Kind, Scope, acting


def is_untouched() -> bool:
    """Return whether every organization holds only what was made with it."""
    return not any(_is_touched(organization) for organization in organizations())


def watched() -> list[tuple[type[models.Model], str]]:
    """Return every table of a tenant's records and of their history, with the column that says when a row came."""
    models_ = apps.get_models()
    walled = [(model, "created_at") for model in models_ if issubclass(model, (Walled, Organization))]
    histories = [model.pgh_event_model for model, _ in walled if hasattr(model, "pgh_event_model")]
    return [*walled, *((history, "pgh_created_at") for history in histories)]


def _is_touched(organization: UUID) -> bool:
    with acting(Scope(organization=organization, kind=Kind.SYSTEM, purpose="look at the demonstration")):
        made_at = Organization.objects.values_list("created_at", flat=True).get(pk=organization)
        return any(_has_others(model, column, made_at) for model, column in watched())


def _has_others(model: Any, column: str, made_at: datetime) -> bool:
    found: bool = model.objects.exclude(**{column: made_at}).exists()
    return found
