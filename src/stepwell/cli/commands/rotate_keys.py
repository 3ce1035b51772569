"""`stepwell rotate-keys`: a new encryption key, and every encrypted value written anew under it."""

from argparse import Namespace

from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.platform.crypto import rotation
from stepwell.platform.crypto.errors import RotationRefused


def run(_: Namespace) -> int:
    """Rotate; interrupted or not finished, it goes on where it stopped when called again."""
    try:
        report = rotation.rotate()
    except RotationRefused as refusal:
        complain(str(refusal))
        return UNUSABLE
    say(f"New values are sealed with key {report.primary}.")
    for spot in report.spots:
        say(f"{spot.name}: {spot.rewritten} written anew")
        for row, key in spot.unreadable:
            complain(f"{spot.name}: the value of row {row} does not open with key {key}; it was left as it is")
    for key in report.retired:
        say(f"Key {key} is retired. Its secret stays in the file: older backups need it.")
    for key, count in report.still_used.items():
        say(f"Key {key} is still used by {count} values. Run rotate-keys again.")
    unfinished = bool(report.still_used) or any(spot.unreadable for spot in report.spots)
    return FINDINGS if unfinished else DONE
