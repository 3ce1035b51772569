"""The keys of an installation, read from two files that only their owner can read.

`master.key` (STEPWELL_MASTER_KEY names another place, such as a systemd credential) wraps the data keys in `keys.json`
(STEPWELL_KEYS). The two are apart so that rotation can write the second while the first stays read-only, and so that a
backup may carry the second while the first lies in a safe. Neither has anything to do with Django's SECRET_KEY.

A process looks at the file again every few seconds, and at once when it meets a key it does not know, so running
servers follow a rotation without a restart. Retired keys stay in the file: last year's backup must open.

The index key behind blind indexes is not rotated with the data keys: the same value must give the same index for
years, and an index cannot be computed anew without opening every value. If it ever leaks, give the index column a new
label and fill it again.
"""

import json
import os
import threading
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stepwell.config import environment, places
from stepwell.platform.crypto.errors import KeyFileError
from stepwell.platform.crypto.keys import KEY_BYTES, DataKey, Keyring, derive, new_ring

LOOK_AGAIN_SECONDS = 2.0
_NONCE_BYTES = 12
_OPEN_TO_OTHERS = 0o077


@dataclass
class _Held:
    ring: Keyring
    stamp: tuple[int, int, int]
    looked_at: float


_held: _Held | None = None
_lock = threading.Lock()


def keys_file() -> Path:
    """Return the path of the wrapped data keys."""
    return environment.folder("STEPWELL_KEYS", places.secret("keys.json"))


def master_file() -> Path:
    """Return the path of the master key."""
    return environment.folder("STEPWELL_MASTER_KEY", places.secret("master.key"))


def current(*, needing: str = "") -> Keyring:
    """Return the keys in force, looking at the file again if it is time or if the key id `needing` is not among them.

    raises  KeyFileError, also when the file vanished under a running process: what is sealed with a key that stands in
            no file would be lost with the process
    """
    held = _held
    if held is None or monotonic() - held.looked_at >= LOOK_AGAIN_SECONDS:
        return _look_again()
    if needing and needing not in held.ring.keys:
        return _look_again()
    return held.ring


def forget() -> None:
    """Make the next use read the files."""
    global _held  # noqa: PLW0603 - the one place where a process keeps its keys
    with _lock:
        _held = None


def create_if_missing() -> bool:
    """Make both files for a new installation; returns whether they were made.

    raises  KeyFileError if only one of the two is there: then something was lost, and new keys would hide it
    """
    if not keys_file().exists() and not master_file().exists():
        create()
        return True
    load()
    return False


def create() -> None:
    """Make `keys.json`, under the master key that is there, else under a new one. Never overwrites a file.

    raises  KeyFileError if there are keys already
    """
    today = datetime.now(UTC).date()
    if keys_file().exists():
        message = f"{keys_file()} exists. It is never replaced: rotate the keys instead."
        raise KeyFileError(message)
    if not master_file().exists():
        _write_new(master_file(), b64encode(os.urandom(KEY_BYTES)).decode() + "\n")
    _write_new(keys_file(), _to_json(new_ring(today), _read_master()))
    forget()


def load() -> Keyring:
    """Read both files; raises KeyFileError naming the file and what to do."""
    master = _read_master()
    text = _read(keys_file(), "Restore it from the backup of the secrets; without it no encrypted column can be read.")
    return _from_json(text, master)


def save(ring: Keyring) -> None:
    """Replace `keys.json`, keeping its owner, so that the change survives a power cut before the first row uses it.

    raises  KeyFileError if the file cannot be written (a credential is read-only: give only the master key that way)
    """
    file, text = keys_file(), _to_json(ring, _read_master())
    draft = file.with_name(f"{file.name}.new")
    try:
        former = file.stat()
        places.write_secret(draft, text)
        os.chown(draft, former.st_uid, former.st_gid)
        draft.replace(file)
        _sync(file.parent)
    except OSError as problem:
        message = f"{file} cannot be written ({problem.strerror}). Rotation must be able to write it."
        raise KeyFileError(message) from None
    forget()


def _look_again() -> Keyring:
    global _held  # noqa: PLW0603 - see forget()
    with _lock:
        stamp = _stamp()
        if _held is None or _held.stamp != stamp:
            _held = _Held(ring=load(), stamp=stamp, looked_at=monotonic())
        _held.looked_at = monotonic()
        return _held.ring


def _stamp() -> tuple[int, int, int]:
    try:
        seen = keys_file().stat()
    except OSError:
        return (0, 0, 0)  # reading it says what is wrong
    return (seen.st_ino, seen.st_mtime_ns, seen.st_size)


def _read(file: Path, if_missing: str) -> str:
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"{file} is missing. {if_missing}"
        raise KeyFileError(message) from None
    except OSError as problem:
        message = f"{file} cannot be read ({problem.strerror}). It must belong to the user running Stepwell."
        raise KeyFileError(message) from None
    except UnicodeDecodeError:
        raise _damaged(file) from None
    if mode & _OPEN_TO_OTHERS and not _is_credential(file):
        message = f"{file} is open to other users of this machine (mode {mode & 0o777:04o}). Run: chmod 600 {file}"
        raise KeyFileError(message)
    return text


def _is_credential(file: Path) -> bool:
    # systemd shows a credential as 0440 and guards it by an access list instead.
    folder = environment.text("CREDENTIALS_DIRECTORY")
    return bool(folder) and file.is_relative_to(folder)


def _read_master() -> bytes:
    file = master_file()
    text = _read(file, "Bring back the copy kept apart from the backups; without it no encrypted column can be read.")
    try:
        master = b64decode(text.strip(), validate=True)
    except ValueError:
        raise _damaged(file) from None
    if len(master) != KEY_BYTES:
        raise _damaged(file)
    return master


def _damaged(file: Path) -> KeyFileError:
    return KeyFileError(f"{file} is damaged. Restore it from the backup of the secrets.")


def _to_json(ring: Keyring, master: bytes) -> str:
    return json.dumps(
        {
            "version": 1,
            "master": _fingerprint(master),
            "primary": ring.primary,
            "keys": {
                key_id: {
                    "made": key.made.isoformat(),
                    "retired": key.retired.isoformat() if key.retired else None,
                    "key": _wrap(master, key_id, key.secret),
                }
                for key_id, key in ring.keys.items()
            },
            "index": _wrap(master, "index", ring.index_key),
        },
        indent=1,
    )


def _from_json(text: str, master: bytes) -> Keyring:
    try:
        written = json.loads(text)
        if written["master"] != _fingerprint(master):
            raise _wrong_master(written["master"], _fingerprint(master))
        keys = {key_id: _data_key(key_id, key, master) for key_id, key in written["keys"].items()}
        ring = Keyring(primary=written["primary"], keys=keys, index_key=_unwrap(master, "index", written["index"]))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidTag):
        raise _damaged(keys_file()) from None
    if ring.primary not in ring.keys:
        raise _damaged(keys_file())
    return ring


def _wrong_master(wanted: object, given: str) -> KeyFileError:
    return KeyFileError(
        f"{keys_file()} was wrapped by master key {wanted}, but {master_file()} is master key {given}. "
        "Put back the files that belong together."
    )


def _data_key(key_id: str, written: dict[str, Any], master: bytes) -> DataKey:
    retired = written["retired"]
    return DataKey(
        secret=_unwrap(master, key_id, written["key"]),
        made=date.fromisoformat(written["made"]),
        retired=date.fromisoformat(retired) if retired else None,
    )


def _wrap(master: bytes, name: str, secret: bytes) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    return b64encode(nonce + AESGCM(derive(master, "wrapping:v1")).encrypt(nonce, secret, name.encode())).decode()


def _unwrap(master: bytes, name: str, wrapped: str) -> bytes:
    raw = b64decode(wrapped, validate=True)
    return AESGCM(derive(master, "wrapping:v1")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], name.encode())


def _fingerprint(master: bytes) -> str:
    return derive(master, "fingerprint:v1")[:4].hex()


def _write_new(file: Path, content: str) -> None:
    draft = file.with_name(f"{file.name}.new")
    places.write_secret(draft, content)
    try:
        os.link(draft, file)  # unlike a rename it fails if another process was first
    except FileExistsError:
        message = f"{file} was made by another process at this moment. Start again."
        raise KeyFileError(message) from None
    finally:
        draft.unlink()
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
