"""`stepwell keys`: make, inspect, rotate and discard the keys of encrypted columns, as the owner of the database."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stepwell.platform.crypto import keyring, rotation
from stepwell.platform.crypto.errors import CryptoError


class Command(BaseCommand):
    """Runs one of the deeds below and prints what it found or did; exit status 1 if something is left to do."""

    help = "Make, inspect, rotate and discard the keys of encrypted columns."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the deed."""
        meaning = "; ".join(f"{name}: {deed.__doc__}" for name, deed in DEEDS.items())
        parser.add_argument("deed", choices=sorted(DEEDS), help=meaning)

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        """Do it; a refusal is one sentence, not a traceback."""
        try:
            for line in DEEDS[deed]():
                self.stdout.write(line)
        except CryptoError as refusal:
            raise CommandError(str(refusal)) from None


def create() -> Iterator[str]:
    """make the key file of a new installation, under a master key that was provided"""
    keyring.create()
    yield f"{keyring.keys_file()} made."


def status() -> Iterator[str]:
    """show the keys and how many values each holds"""
    ring = keyring.load()
    used = rotation.keys_in_use()
    for key_id, key in ring.keys.items():
        state = "seals" if key_id == ring.primary else f"retired {key.retired}" if key.retired else "being replaced"
        yield f"{key_id}  made {key.made}  {state}  {used.pop(key_id, 0)} values"
    if used:
        lost = ", ".join(f"{key_id} ({count} values)" for key_id, count in sorted(used.items()))
        message = f"No key for: {lost}. Restore the key file that held them."
        raise CryptoError(message)


def rotate() -> Iterator[str]:
    """make a new key and seal every value with it, or go on with an unfinished rotation"""
    report = rotation.rotate()
    yield f"Key {report.primary} seals now{' (unfinished rotation resumed)' if report.resumed else ''}."
    for spot in report.spots:
        yield f"{spot.name}: {spot.rewritten} values sealed anew"
        if spot.unreadable:
            rows = ", ".join(row for row, _ in spot.unreadable[:10])
            yield f"{spot.name}: {len(spot.unreadable)} do not open, rows {rows}"
    yield f"Retired: {', '.join(report.retired) or 'none'}."
    if report.still_used:
        left = ", ".join(f"{key_id} ({count} values)" for key_id, count in sorted(report.still_used.items()))
        message = f"Still in use: {left}. Run it again; values that do not open stay as they are."
        raise CryptoError(message)


def discard() -> Iterator[str]:
    """delete retired keys for good; older backups can then not be opened"""
    yield f"Discarded: {', '.join(rotation.discard_retired()) or 'none'}."


DEEDS: dict[str, Callable[[], Iterator[str]]] = {
    "create": create,
    "status": status,
    "rotate": rotate,
    "discard": discard,
}
