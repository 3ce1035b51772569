"""Making the demonstration: the people of the script do it, in order, through the actions of their rooms."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from threading import Barrier, BrokenBarrierError

from django.conf import settings
from django.db import connection, transaction

from stepwell.demo import clinic, history, standing
from stepwell.demo.cast import Script
from stepwell.demo.harbor import HARBOR
from stepwell.demo.millrace import MILLRACE
from stepwell.kernel.findings import Finding, Refused
from stepwell.people.actions.beginning import one_at_a_time
from stepwell.platform.tenancy.queries import installation

_REAL = Finding("DEMO-001", "There is a real organization here. Make the demonstration on another installation.")
_TOUCHED = Finding(
    "DEMO-002",
    "The demonstration here has been worked in, so it is left as it is. For a fresh one, start with an empty folder: "
    "STEPWELL_HOME=/another/folder stepwell up --demo",
)
_PRODUCTION = Finding("DEMO-003", "In production there is no demonstration: anybody could sign in to it.")


SCRIPTS = (MILLRACE, HARBOR)


class Outcome(StrEnum):
    """What there was to do."""

    MADE = "made"
    STANDS = "stands"


def _silent(_: str) -> None:
    """Say nothing."""


def make(*, scripts: Sequence[Script] = SCRIPTS, say: Callable[[str], None] = _silent) -> Outcome:
    """Make the demonstration, whole or not at all.

    scripts  the organizations
    say      told how far it is, now and then
    returns  whether it was made, or stands already just as it was made
    raises   Refused where anything else stands, or in production
    """
    if settings.PRODUCTION:
        raise Refused(_PRODUCTION)
    is_alone = not connection.in_atomic_block
    with transaction.atomic():
        if not _is_empty():
            return Outcome.STANDS
        clinic.know(scripts)  # first: neither organization then waits for a colleague whom the other one adds
    with transaction.atomic():
        if not _is_empty():
            return Outcome.STANDS
        if is_alone and len(scripts) > 1:
            _side_by_side(scripts, say)
        else:
            for script in scripts:
                history.tell(script, now=_transaction_began(), say=say)
    return Outcome.MADE


def _is_empty() -> bool:
    """Return whether nothing is here, and not the demonstration as it was made; raises Refused for anything else."""
    one_at_a_time()
    here = installation()
    if here.is_empty:
        return True
    if not here.is_only_demo:
        raise Refused(_REAL)
    if not standing.is_untouched():
        raise Refused(_TOUCHED)
    return False


def _side_by_side(scripts: Sequence[Script], say: Callable[[str], None]) -> None:
    """Tell the first organization here and the others in threads: nothing is committed until all are told.

    The others are committed when this returns; the first one by the caller, right after.
    """
    told = Barrier(len(scripts))
    with ThreadPoolExecutor(len(scripts) - 1) as pool:
        others = [pool.submit(_tell_apart, script, told, say) for script in scripts[1:]]
        try:
            history.tell(scripts[0], now=_transaction_began(), say=say)
            _wait(told)
        except BrokenBarrierError:  # another one failed, and says below why
            pass
        except BaseException:
            told.abort()
            raise
    for other in others:
        other.result()


def _tell_apart(script: Script, told: Barrier, say: Callable[[str], None]) -> None:
    try:
        with transaction.atomic():
            history.tell(script, now=_transaction_began(), say=say)
            _wait(told)
    except BaseException:
        told.abort()
        raise
    finally:
        connection.close()


def _wait(told: Barrier) -> None:
    """Wait for the others, however long they take: a transaction that is idle is ended otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    told.wait()


def _transaction_began() -> datetime:
    """Return the instant that rows of this transaction carry: with it, everything here happens at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at
