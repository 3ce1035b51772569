"""Migrations that are not applied yet."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrations() -> list[str]:
    """Return "app name" of each migration that `stepwell migrate` would apply, in that order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]
