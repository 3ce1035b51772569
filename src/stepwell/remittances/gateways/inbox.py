"""The folder that answers are put into: by a person, or by whatever fetches them from the clearinghouse.

A file that is still being written is left alone: one whose name begins with a dot or ends in .part, .tmp or .filepart,
and one that changed within the last seconds. What was kept goes on into `done`, what is too large into `refused`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from stepwell.config import places

SETTLED = 5.0  # seconds without a change, after which a file is whole
_PARTIAL = (".part", ".tmp", ".filepart", ".crdownload")


@dataclass(frozen=True)
class Arrived:
    """A file in the folder: where it lies, its size, and its bytes; None if it is too large to be read."""

    path: Path
    size: int
    content: bytes | None


@dataclass(frozen=True)
class Inbox:
    """The folder of one organization."""

    folder: Path

    def arrived(self, *, now: float, most: int) -> Iterator[Arrived]:
        """Yield the files that are whole, by name.

        now   seconds since the epoch
        most  bytes of a file that is read
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(self.folder.iterdir()):
            if path.is_symlink() or not path.is_file() or path.name.startswith(".") or path.suffix in _PARTIAL:
                continue
            found = path.stat()
            if now - found.st_mtime < SETTLED:
                continue
            content = path.read_bytes() if found.st_size <= most else None
            if path.stat().st_size == found.st_size:
                yield Arrived(path, found.st_size, content)

    def done(self, path: Path) -> None:
        """Put away a file that is kept."""
        self._move(path, "done")

    def refused(self, path: Path) -> None:
        """Put away a file that is not kept."""
        self._move(path, "refused")

    def _move(self, path: Path, name: str) -> None:
        folder = self.folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        target, number = folder / path.name, 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}{path.suffix}"
        path.replace(target)


def inbox(organization_id: UUID) -> Inbox:
    """Return the folder of an organization."""
    return Inbox(places.inbound() / str(organization_id))
