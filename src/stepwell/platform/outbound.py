"""By which way a file leaves: into a folder from which the clinic's own transfer takes it.

A file is first laid down whole beside the folder and then moved into it, in one step that cannot be done by half. As
long as it lies beside, it has not left; a crash between two steps leaves no doubt.
"""

import os
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

_SPOOL = ".spool"


class Gateway(Protocol):
    """What sending asks of a way. Each may be done again after a crash, with the same outcome."""

    def spool(self, name: str, content: bytes) -> None:
        """Keep a file whole, so that it survives a crash, and do not let it leave yet."""

    def lies_there(self, name: str) -> bool:
        """Return whether a file that was kept has not left."""

    def release(self, name: str) -> None:
        """Let a file that was kept leave."""

    def discard(self, name: str) -> None:
        """Throw a file away that was kept and will not leave."""


class Folder:
    """A folder of one organization. What stands in it may be taken away at any moment, and is never written again."""

    def __init__(self, root: Path, organization_id: UUID) -> None:
        """Take the folder of the installation and whose files these are; the folder is made when the first is kept."""
        self.path = root / str(organization_id)
        self._spool = self.path / _SPOOL

    def spool(self, name: str, content: bytes) -> None:
        for folder in (self.path.parent, self.path, self._spool):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._spool / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._spool / name)
        _sync(self._spool)

    def lies_there(self, name: str) -> bool:
        return (self._spool / name).exists()

    def release(self, name: str) -> None:
        (self._spool / name).rename(self.path / name)
        _sync(self.path)
        _sync(self._spool)

    def discard(self, name: str) -> None:
        (self._spool / name).unlink(missing_ok=True)


def folder_of(organization_id: UUID) -> Folder:
    """Return the folder by which an organization's files leave."""
    return Folder(settings.OUTBOUND_FOLDER, organization_id)


def _sync(folder: Path) -> None:
    """Have the disk keep which files stand in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
