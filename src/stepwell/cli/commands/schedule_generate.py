"""`stepwell schedule generate`: an instance to try the optimizer and the checker with."""

from argparse import Namespace

from stepwell.cli import weeks
from stepwell.cli.command import DONE, UNUSABLE
from stepwell.cli.say import complain
from stepwell.scheduling.optimizer.generating import Wanted, generate

_MOST = 10_000


def run(options: Namespace) -> int:
    """Write a made-up instance, with the planted week if asked for."""
    if not (1 <= options.clients <= _MOST and 0 < options.tightness <= 1 and 0 <= options.free <= 1):
        complain(f"Give 1 to {_MOST} clients, a tightness above 0 and up to 1, and a free share of 0 to 1.")
        return UNUSABLE
    wanted = Wanted(
        size=options.clients,
        tightness=options.tightness,
        seed=options.seed,
        free=options.free,
        conflict=options.conflict,
        conflicts=options.conflicts,
        shape=options.shape,
    )
    made = generate(wanted)
    if not options.with_week:
        del made["week"]
    weeks.write(made)
    return DONE
