"""One table for each category of record, made for tests only: what a wall of that category shows, it shows here."""

from typing import Any

from django.db import connection, models

from stepwell.platform.walls.constraints import Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import RIGHTS, Category

CLIENT_CATEGORIES = sorted(
    {right.category for right in RIGHTS} - {Category.CONFIGURATION, Category.CONTRACTS, Category.AUDIT},
    key=lambda c: c.value,
)
OWN = {right.category for right in RIGHTS if right.own}


def _probe(category: Category) -> Any:
    author = "author_id" if category in OWN else ""
    wall = Wall(client="client_id", author=author, readers=(category,), writers=(category, "system"))
    meta = type("Meta", (), {"app_label": "probes", "db_table": f"probe_{category}", "constraints": [wall]})
    fields = {"client": key("clients.Client"), "author_id": models.UUIDField(null=True)}
    return type(f"Probe{category.title()}", (Walled,), {"__module__": __name__, "Meta": meta, **fields})


TABLES: dict[Category, Any] = {category: _probe(category) for category in CLIENT_CATEGORIES}


def make_tables() -> None:
    """Create the tables as the owner, unless a kept database has them."""
    there = set(connection.introspection.table_names())
    for model in TABLES.values():
        if model._meta.db_table not in there:
            with connection.schema_editor() as editor:
                editor.create_model(model)
