"""The database backend. Before each cursor it compares the current scope with the one the transaction was told."""

from typing import Any

from django.db.backends.postgresql import base

from stepwell.platform.walls.scope import SETTINGS, Scope, current

TELL = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, told once a transaction who acts. Outside a transaction nothing is told, so nothing is seen."""

    _told: Scope | None = None

    def _cursor(self, name: str | None = None) -> Any:
        self.ensure_connection()
        scope = current.get()
        if self.in_atomic_block and self._told is not scope:
            with self.wrap_database_errors:
                self.connection.execute(TELL, scope.settings)
            self._told = scope
        return super()._cursor(name)  # type: ignore[misc] # private, and so unknown to the stubs

    def connect(self) -> None:
        self._told = None
        super().connect()

    def set_autocommit(self, *args: Any, **kwargs: Any) -> None:
        self._told = None
        super().set_autocommit(*args, **kwargs)

    def _commit(self) -> None:
        self._told = None
        super()._commit()  # type: ignore[misc] # private, and so unknown to the stubs

    def _rollback(self) -> None:
        self._told = None
        super()._rollback()  # type: ignore[misc] # private, and so unknown to the stubs

    def savepoint_rollback(self, sid: str) -> None:
        super().savepoint_rollback(sid)  # first: a failed transaction can be told nothing
        self._told = None
