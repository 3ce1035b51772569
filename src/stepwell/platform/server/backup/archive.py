"""The file: a tar archive of a manifest and PostgreSQL's own dump."""

import hashlib
import io
import json
import tarfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stepwell.platform.server.failures import ServerUnusable

FORMAT = 1
_MANIFEST, _DUMP = "manifest.json", "database.dump"
_LARGEST_MANIFEST = 10_000_000  # bytes
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True)
class Keys:
    """Which keys open the encrypted columns: fingerprint of the master key, ids of the data keys. Never a key."""

    master: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    made_at     when its snapshot was taken, ISO 8601, UTC
    stepwell    version of Stepwell that wrote it
    server      version of PostgreSQL
    migrations  "app.name" of each migration applied
    rows        rows of each table, counted in the snapshot
    keys        which keys open its encrypted columns
    sha256      of the dump
    bytes       of the dump
    """

    made_at: str
    stepwell: str
    server: str
    migrations: list[str]
    rows: dict[str, int]
    keys: Keys
    sha256: str
    bytes: int
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        """Return the rows of all tables together."""
        return sum(self.rows.values())


def write(file: Path, manifest: Manifest, dump: Path) -> None:
    """Write the archive, readable to this user only."""
    described = json.dumps(asdict(manifest), indent=1).encode()
    with file.open("xb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        file.chmod(0o600)
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size, entry.mode = len(described), 0o600
        archive.addfile(entry, io.BytesIO(described))
        archive.add(dump, _DUMP, filter=_anonymous)


def read(file: Path, dump: Path) -> Manifest:
    """Return the manifest and write the dump to the path `dump`, once it is proved to be what was written.

    raises  ServerUnusable if the file is no backup, is cut short, or was changed
    """
    try:
        with tarfile.open(file, mode="r:") as archive:
            manifest = _manifest(archive)
            digest = _extract(archive, dump)
    except FileNotFoundError:
        message = f"There is no file {file}."
        raise ServerUnusable(message) from None
    except (tarfile.TarError, OSError, KeyError, ValueError, TypeError):
        message = f"{file} is not a whole backup of Stepwell: it is cut short, damaged or something else."
        raise ServerUnusable(message) from None
    if manifest.format != FORMAT:
        message = f"{file} is of format {manifest.format}; this Stepwell reads format {FORMAT}."
        raise ServerUnusable(message)
    if digest != manifest.sha256:
        message = f"{file} was changed since it was written: its checksum is another. It is not used."
        raise ServerUnusable(message)
    return manifest


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _manifest(archive: tarfile.TarFile) -> Manifest:
    entry = archive.extractfile(_MANIFEST)
    if entry is None:
        raise KeyError(_MANIFEST)
    described: dict[str, Any] = json.loads(entry.read(_LARGEST_MANIFEST))
    keys = described.pop("keys")
    return Manifest(**described, keys=Keys(master=keys["master"], ids=tuple(keys["ids"])))


def _extract(archive: tarfile.TarFile, dump: Path) -> str:
    entry = archive.extractfile(_DUMP)
    if entry is None:
        raise KeyError(_DUMP)
    digest = hashlib.sha256()
    with suppress(FileNotFoundError):
        dump.unlink()
    with dump.open("xb") as target:
        dump.chmod(0o600)
        while chunk := entry.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
