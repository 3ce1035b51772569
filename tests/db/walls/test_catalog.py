"""No table is forgotten: the catalog is asked, not the models."""

import pytest
from django.apps import apps
from django.db import connection, models

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled
from tests.db.walls import catalog

pytestmark = pytest.mark.django_db


def test_every_table_stands_behind_a_wall_or_is_named_with_a_reason() -> None:
    with connection.cursor() as cursor:
        assert catalog.findings(cursor) == []


def _walled() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if any(isinstance(c, Wall) for c in model._meta.constraints)]


def test_every_key_between_walled_tables_holds_the_organization() -> None:
    missing = []
    for model in _walled():
        held = {c.field for c in model._meta.constraints if isinstance(c, SameOrganization)}
        for field in model._meta.local_fields:
            target = field.remote_field.model if field.remote_field else None
            is_history = hasattr(model, "pgh_tracked_model")
            if target and issubclass(target, Walled) and not is_history and field.name not in held:
                missing.append(f"{model._meta.label}.{field.name}")
    assert missing == []


def test_every_index_that_lists_rows_begins_with_the_organization_or_the_person() -> None:
    """An index that serves a list under a wall starts with a column that the wall or the page has an equality for."""
    starts = {"organization", "client", "client_id", "account", "membership", "search_key", "sound_key", "access"}
    wrong = [
        f"{model._meta.label}.{index.name}"
        for model in _walled()
        for index in model._meta.indexes
        if index.fields and index.fields[0].lstrip("-") not in starts
    ]
    assert wrong == []


def test_application_is_the_role_without_ownership() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("stepwell_app", "stepwell_app")
