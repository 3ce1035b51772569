"""Walls as model constraints: `makemigrations` finds them, migrations carry them, its `--check` misses none."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table

from stepwell.platform.walls.audiences import Columns, condition

_PREFIX = "%(app_label)s_%(class)s_"


class _Written(models.BaseConstraint):
    """A constraint that is plain SQL, run after the table is there."""

    def _make(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def _drop(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        return self._statement(model, self._make)

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        return self._statement(model, self._drop)

    def validate(self, *_: Any, **__: Any) -> None:
        """Do nothing: only the database can judge."""

    def _statement(self, model: type[models.Model] | None, lines: Any) -> Statement:
        if model is None:
            message = "A wall is made for a model."
            raise ValueError(message)
        table = model._meta.db_table
        sql = ";\n".join(lines(model)).replace("%", "%%")  # a Statement is a template
        return Statement(sql, table=Table(table, str))


class Wall(_Written):
    """The row-level security of one table.

    readers       audiences that read: names of `audiences.NAMED` or categories of `rights.Category`
    writers       audiences that write (and read what they write)
    client, site, author   columns that audiences look at
    organization  the column of the tenant; "id" for the organization itself
    append_only   rows are added and read, never changed
    deletable     rows may be deleted; by default nothing is
    lookup        definer functions read this table
    """

    def __init__(  # noqa: PLR0913 (each is a column or a kind of access, and named)
        self,
        *,
        readers: tuple[str, ...] = (),
        writers: tuple[str, ...] = (),
        client: str = "",
        site: str = "",
        author: str = "",
        organization: str = "organization_id",
        append_only: bool = False,
        deletable: bool = False,
        lookup: bool = False,
        name: str = _PREFIX + "wall",
    ) -> None:
        super().__init__(name=name)
        self.arguments: dict[str, Any] = {
            "readers": tuple(readers),
            "writers": tuple(writers),
            "client": client,
            "site": site,
            "author": author,
            "organization": organization,
            "append_only": append_only,
            "deletable": deletable,
            "lookup": lookup,
        }

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, **{key: value for key, value in self.arguments.items() if value}}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wall) and (self.name, self.arguments) == (other.name, other.arguments)

    __hash__ = None  # type: ignore[assignment]

    def _make(self, model: type[models.Model]) -> list[str]:
        asked = self.arguments
        table = model._meta.db_table
        columns = Columns(table, asked["organization"], asked["client"], asked["site"], asked["author"])
        tenant = f"{columns.organization} = (SELECT stepwell.organization())"
        lines = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY wall_tenant ON {table} AS RESTRICTIVE FOR ALL TO stepwell_app USING ({tenant})",
            f"CREATE POLICY wall_owner ON {table} TO stepwell_owner USING ((SELECT stepwell.maintenance()))",
        ]
        lines += self._read_policy(columns)
        lines += self._write_policies(columns)
        if asked["lookup"]:
            lines.append(f"CREATE POLICY wall_lookup ON {table} FOR SELECT TO stepwell_lookup USING (true)")
            lines.append(f"GRANT SELECT ON {table} TO stepwell_lookup")
        return [*lines, f"GRANT {self._rights()} ON {table} TO stepwell_app"]

    def _read_policy(self, columns: Columns) -> list[str]:
        """Return the policy for reading: of readers, and of writers who are not named as readers too."""
        readers = self.arguments["readers"]
        others = (
            () if self.arguments["append_only"] else tuple(n for n in self.arguments["writers"] if n not in readers)
        )
        asked = [(readers, False), (others, True)]
        reads = " OR ".join(condition(names, columns, writing=writing) for names, writing in asked if names)
        return (
            [f"CREATE POLICY wall_read ON {columns.table} FOR SELECT TO stepwell_app USING ({reads})"] if reads else []
        )

    def _write_policies(self, columns: Columns) -> list[str]:
        """Return one policy for each command: a reading statement is not to pay for the conditions of writing."""
        if not self.arguments["writers"]:
            return []
        table, writes = columns.table, condition(self.arguments["writers"], columns, writing=True)
        made = [f"CREATE POLICY wall_insert ON {table} FOR INSERT TO stepwell_app WITH CHECK ({writes})"]
        if not self.arguments[
            "append_only"
        ]:  # what is true of the old row must be true of the new one: USING does both
            made.append(f"CREATE POLICY wall_update ON {table} FOR UPDATE TO stepwell_app USING ({writes})")
        if self.arguments["deletable"]:
            made.append(f"CREATE POLICY wall_delete ON {table} FOR DELETE TO stepwell_app USING ({writes})")
        return made

    def _rights(self) -> str:
        if self.arguments["append_only"]:
            return "SELECT, INSERT"
        return "SELECT, INSERT, UPDATE, DELETE" if self.arguments["deletable"] else "SELECT, INSERT, UPDATE"

    def _drop(self, model: type[models.Model]) -> list[str]:
        table = model._meta.db_table
        policies = ("tenant", "owner", "read", "insert", "update", "delete", "lookup")
        return [
            *(f"DROP POLICY IF EXISTS wall_{policy} ON {table}" for policy in policies),
            f"REVOKE ALL ON {table} FROM stepwell_app, stepwell_lookup",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ]


class SameOrganization(_Written):
    """A foreign key that cannot cross tenants: (organization_id, field) references (organization_id, id).

    The model's own ForeignKey carries db_constraint=False; keys are deferred like Django's own.

    also  columns of the target that are copied under the same names: they follow it when it changes
    """

    def __init__(self, *, field: str, also: tuple[str, ...] = (), name: str = "") -> None:
        super().__init__(name=name or f"{_PREFIX}{field}_same")
        self.field = field
        self.also = tuple(also)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field, **({"also": self.also} if self.also else {})}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameOrganization) and (self.name, self.field, self.also) == (
            other.name,
            other.field,
            other.also,
        )

    __hash__ = None  # type: ignore[assignment]

    def _make(self, model: type[models.Model]) -> list[str]:
        field: Any = model._meta.get_field(self.field)
        table, target = model._meta.db_table, field.remote_field.model._meta.db_table
        copied = "".join(f", {column}" for column in self.also)
        both = (
            f"FOREIGN KEY (organization_id, {field.column}{copied})"
            f" REFERENCES {target} (organization_id, id{copied}){' ON UPDATE CASCADE' if copied else ''}"
        )
        return [f"ALTER TABLE {table} ADD CONSTRAINT {self.name} {both} DEFERRABLE INITIALLY DEFERRED"]

    def _drop(self, model: type[models.Model]) -> list[str]:
        return [f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {self.name}"]
