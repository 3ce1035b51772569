"""Where sealed values stand in the database: encrypted columns of all models, and tokens inside JSON columns.

Encrypted columns are found by walking the models, history tables included. Tokens that a library keeps inside a JSON
column cannot be found that way and are listed here.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from psycopg import sql

from stepwell.platform.crypto import cipher, keyring
from stepwell.platform.crypto.errors import DecryptionFailed
from stepwell.platform.crypto.fields import EncryptedField
from stepwell.platform.crypto.keys import Keyring

UNSEALED = "unsealed"
AUTHENTICATOR_LABEL = "accounts.authenticator.secret"
AUTHENTICATOR_ENTRIES = ("secret", "seed")  # one-time codes by app; recovery codes (a passkey stores a public key only)


@dataclass(frozen=True)
class Spot:
    """One column, or one entry of a JSON column (`entry`), that holds values sealed under `label`."""

    table: str
    key: str
    column: str
    label: str
    entry: str = ""

    @property
    def name(self) -> str:
        """Return table, column and entry for a report."""
        return ".".join(part for part in (self.table, self.column, self.entry) if part)

    @property
    def table_sql(self) -> sql.Composable:
        """Return the quoted table."""
        return sql.Identifier(self.table)

    @property
    def key_sql(self) -> sql.Composable:
        """Return the quoted primary key."""
        return sql.Identifier(self.key)

    @property
    def value_sql(self) -> sql.Composable:
        """Return the SQL of the sealed value: bytes, or a text token inside JSON."""
        if self.entry:
            return sql.SQL("{}->>{}").format(sql.Identifier(self.column), sql.Literal(self.entry))
        return sql.Identifier(self.column)

    @property
    def header_sql(self) -> sql.Composable:
        """Return the SQL of the beginning of the value, which tells the key."""
        if self.entry:
            return sql.SQL("left({}, {})").format(self.value_sql, sql.Literal(cipher.HEADER_LETTERS))
        return sql.SQL("substring({} from 1 for {})").format(self.value_sql, sql.Literal(cipher.HEADER_BYTES))

    @property
    def set_sql(self) -> sql.Composable:
        """Return the SQL that puts one parameter in the value's place."""
        column = sql.Identifier(self.column)
        if self.entry:
            return sql.SQL("{0} = jsonb_set({0}, {1}, to_jsonb(%s::text))").format(column, sql.Literal([self.entry]))
        return sql.SQL("{} = %s").format(column)

    def header(self, key_id: str) -> bytes | str:
        """Return what `header_sql` gives for values sealed with that key."""
        head = cipher.header(key_id)
        return cipher.as_token(head) if self.entry else head

    def key_in(self, header: bytes | str) -> str:
        """Return the key id in what `header_sql` gave, or "unsealed" for anything Stepwell did not seal."""
        try:
            head = cipher.from_token(header, self.label) if isinstance(header, str) else bytes(header)
        except DecryptionFailed:
            return UNSEALED
        return cipher.key_of(head) if len(head) == cipher.HEADER_BYTES and head[0] == cipher.VERSION else UNSEALED

    def key_of(self, value: bytes | str) -> str:
        """Return the id of the key that sealed a value, or "unsealed"."""
        return self.key_in(value[: cipher.HEADER_LETTERS if self.entry else cipher.HEADER_BYTES])

    def resealed(self, value: bytes | str, ring: Keyring) -> bytes | str:
        """Return the value sealed with the primary key; raises DecryptionFailed or UnknownKey."""
        sealed = cipher.from_token(value, self.label) if isinstance(value, str) else bytes(value)
        anew = cipher.seal(cipher.unseal(sealed, self.label, ring), self.label, ring)
        return cipher.as_token(anew) if isinstance(value, str) else anew


def seal_token(clear: str, label: str) -> str:
    """Return text sealed as a text token."""
    return cipher.as_token(cipher.seal(clear.encode(), label, keyring.current()))


def open_token(token: str, label: str) -> str:
    """Return the text of a token; raises DecryptionFailed or UnknownKey."""
    sealed = cipher.from_token(token, label)
    return cipher.unseal(sealed, label, keyring.current(needing=cipher.key_of(sealed))).decode()


def all_spots() -> list[Spot]:
    """Return every place that holds sealed values, by name."""
    columns = [
        Spot(table=model._meta.db_table, key=_key(model), column=field.column or "", label=field.aad)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedField)
    ]
    authenticator = apps.get_model("mfa.Authenticator")
    tokens = [
        Spot(authenticator._meta.db_table, _key(authenticator), "data", AUTHENTICATOR_LABEL, entry)
        for entry in AUTHENTICATOR_ENTRIES
    ]
    return sorted(columns + tokens, key=lambda spot: spot.name)


def _key(model: type[models.Model]) -> str:
    return model._meta.pk.column or ""
