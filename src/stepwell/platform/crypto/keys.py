"""The keys themselves, in memory: which one seals, which ones open, and what is derived from them for each use."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import date

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
KEY_ID_BYTES = 2


@dataclass(frozen=True)
class DataKey:
    """A key that seals columns. `retired` is the day from which no row was known to use it any more."""

    secret: bytes = field(repr=False)
    made: date
    retired: date | None = None


@dataclass(frozen=True, eq=False)
class Keyring:
    """All data keys by id (4 hexadecimal digits), the one that seals, and the index key, which never rotates."""

    primary: str
    keys: dict[str, DataKey]
    index_key: bytes = field(repr=False)
    _derived: dict[tuple[str, str], AESGCM] = field(default_factory=dict, repr=False, init=False)
    _indexes: dict[str, bytes] = field(default_factory=dict, repr=False, init=False)

    def cipher(self, key_id: str, label: str) -> AESGCM:
        """Return the cipher of one label under one key; deriving it is done once. Raises KeyError for an unknown id."""
        found = self._derived.get((key_id, label))
        if found is None:
            found = AESGCM(derive(self.keys[key_id].secret, f"field:{label}:v1"))
            self._derived[key_id, label] = found
        return found

    def index_secret(self, label: str) -> bytes:
        """Return the key of the blind index of one label."""
        found = self._indexes.get(label)
        if found is None:
            found = self._indexes[label] = derive(self.index_key, f"blind:{label}:v1")
        return found

    @property
    def former(self) -> list[str]:
        """Return the ids of keys that no longer seal but are not retired: a rotation is under way if there are any."""
        return [key_id for key_id, key in self.keys.items() if key_id != self.primary and key.retired is None]

    def with_new_primary(self, on: date) -> "Keyring":
        """Return a ring with one more key, made `on` that day, which seals from now on."""
        key_id = _unused_id(self.keys)
        key = DataKey(secret=secrets.token_bytes(KEY_BYTES), made=on)
        return replace(self, primary=key_id, keys={**self.keys, key_id: key})

    def with_retired(self, key_ids: list[str], on: date) -> "Keyring":
        """Return a ring in which these keys are marked as out of use; they still open."""
        return replace(self, keys={**self.keys, **{name: replace(self.keys[name], retired=on) for name in key_ids}})

    def without(self, key_ids: list[str]) -> "Keyring":
        """Return a ring that cannot open what these keys sealed."""
        return replace(self, keys={name: key for name, key in self.keys.items() if name not in key_ids})


def new_ring(on: date) -> Keyring:
    """Return a ring of one data key, made `on` that day, and an index key."""
    key_id = _unused_id({})
    key = DataKey(secret=secrets.token_bytes(KEY_BYTES), made=on)
    return Keyring(primary=key_id, keys={key_id: key}, index_key=secrets.token_bytes(KEY_BYTES))


def derive(secret: bytes, purpose: str) -> bytes:
    """Return the 32-byte key of one purpose. Source: RFC 5869; no salt, as the secret is uniformly random."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"stepwell {purpose}".encode()).derive(secret)


def _unused_id(taken: dict[str, DataKey]) -> str:
    # Random and not counted, so that a key file made by mistake is not taken for the one that was lost.
    while (key_id := secrets.token_hex(KEY_ID_BYTES)) in taken:
        pass
    return key_id
