"""Model fields whose column holds sealed bytes.

Every field takes a label, `aad="clients.contact.value"`, that names the value for good: renaming the model or column
must not change it, and history tables, which copy the field, open their rows by it. None is NULL; "" and 0 are values.
Only `isnull` can be asked of such a column; to find a value, put a blind index (`blind.py`) beside it.

Each save seals anew, so the column changes even when the value did not: a history that records changed rows records
every save of the whole row. Save with `update_fields` where that matters.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from stepwell.platform.crypto import cipher, keyring
from stepwell.platform.crypto.errors import DecryptionFailed

_ST = TypeVar("_ST", contravariant=True)
_GT = TypeVar("_GT", covariant=True)

if TYPE_CHECKING:
    from django.db.models.lookups import Lookup

    class _Field(models.Field[_ST, _GT]):
        pass
else:

    class _Field(models.Field):
        def __class_getitem__(cls, _types: object) -> type:
            return cls


class _NotA(TypeError):
    def __init__(self, label: str, wanted: str, value: object) -> None:
        super().__init__(f"{label} takes {wanted}, not this {type(value).__name__}.")


class EncryptedField(_Field[_ST, _GT]):
    """What the encrypted fields share. Subclasses say how a value becomes bytes and comes back."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, aad: str, **options: Any) -> None:
        """Take the label of the values (`aad`) beside the usual options of a field."""
        if not aad:
            message = 'An encrypted field needs a label, for example aad="clients.contact.value".'
            raise ValueError(message)
        self.aad = aad
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Write the label into migrations and history models."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "aad": self.aad}

    def get_internal_type(self) -> str:
        """Store as bytea."""
        return "BinaryField"

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """Refuse options that cannot work on bytes that differ each time they are written."""
        wrong = [name for name in ("primary_key", "unique", "db_index") if getattr(self, name)]
        if self.has_db_default():
            wrong.append("db_default")
        return super().check(**options) + [
            checks.Error(f"An encrypted field takes no {name}.", hint="Use a blind index.", obj=self, id="crypto.E001")
            for name in wrong
        ]

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Allow `isnull`; raises FieldError for anything else."""
        if lookup_name != "isnull":
            self._refuse(lookup_name)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        """Refuse any transform; raises FieldError."""
        self._refuse(lookup_name)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Seal a value on its way to the database."""
        if value is None:
            return None
        return cipher.seal(self.to_bytes(value), self.aad, keyring.current())

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Any:
        """Open a value on its way from the database; raises DecryptionFailed or UnknownKey."""
        if value is None:
            return None
        return self.opened(bytes(value))

    def opened(self, sealed: bytes) -> Any:
        """Return the value of sealed bytes that did not come by the field; raises DecryptionFailed or UnknownKey."""
        return self.from_bytes(cipher.unseal(sealed, self.aad, keyring.current(needing=cipher.key_of(sealed))))

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse serialization (dumpdata): encrypted values leave the database only where an export names them."""
        message = f"{self.aad} is encrypted and not serialized."
        raise TypeError(message)

    def to_bytes(self, value: Any) -> bytes:
        """Return the bytes to seal."""
        raise NotImplementedError

    def from_bytes(self, clear: bytes) -> Any:
        """Return the value of opened bytes."""
        raise NotImplementedError

    def _refuse(self, lookup: str) -> NoReturn:
        message = (
            f"{self.aad} is encrypted: '{lookup}' cannot be asked of it, only 'isnull'. "
            "To find a value, keep a blind index beside it and look that up."
        )
        raise FieldError(message)


class EncryptedTextField(EncryptedField[_ST, _GT]):
    """Text of any length."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str
    _pyi_lookup_exact_type: None

    def to_bytes(self, value: Any) -> bytes:
        """Return the text in UTF-8; raises TypeError for anything but text, ValueError for text that is no Unicode."""
        if not isinstance(value, str):
            raise _NotA(self.aad, "text", value)
        try:
            return value.encode()
        except UnicodeEncodeError:
            message = f"{self.aad}: the text holds half of a surrogate pair."
            raise ValueError(message) from None

    def from_bytes(self, clear: bytes) -> str:
        """Return the text; raises DecryptionFailed if another kind of field sealed it."""
        try:
            return clear.decode()
        except UnicodeDecodeError:
            raise DecryptionFailed(self.aad, "the value is not text.") from None


class EncryptedBytesField(EncryptedField[_ST, _GT]):
    """Bytes, such as an uploaded file."""

    _pyi_private_set_type: bytes | bytearray | memoryview
    _pyi_private_get_type: bytes
    _pyi_lookup_exact_type: None

    def to_bytes(self, value: Any) -> bytes:
        """Return the bytes themselves; raises TypeError for anything else."""
        if not isinstance(value, bytes | bytearray | memoryview):
            raise _NotA(self.aad, "bytes", value)
        return bytes(value)

    def from_bytes(self, clear: bytes) -> bytes:
        """Return the bytes themselves."""
        return clear


class EncryptedJSONField(EncryptedField[_ST, _GT]):
    """Whatever JSON can hold; None is NULL."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: None

    def to_bytes(self, value: Any) -> bytes:
        """Return the value as JSON; raises TypeError for what JSON does not know, NaN and infinity included."""
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        except (TypeError, ValueError):
            raise _NotA(self.aad, "what JSON can hold", value) from None

    def from_bytes(self, clear: bytes) -> Any:
        """Return the value; raises DecryptionFailed if another kind of field sealed it."""
        try:
            return json.loads(clear)
        except ValueError:
            raise DecryptionFailed(self.aad, "the value is not JSON.") from None
