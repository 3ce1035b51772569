"""How a job is declared and deferred.

    @job
    def send(scope: Scope, *, message_id: UUID) -> None: ...

    send.defer(organization=scope.organization, message_id=message.id)

    @each_organization(cron="* * * * *")
    def seal(scope: Scope) -> None: ...

The worker runs them as the system, inside the one organization, with the job's name as purpose.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from traceback import format_tb
from typing import Any, overload
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from stepwell.platform.jobs import scopes
from stepwell.platform.jobs.queries import organizations
from stepwell.platform.jobs.rules.arguments import Value, kinds_of, packed, unpacked
from stepwell.platform.walls.scope import Scope, acting, speaking

LOG = logging.getLogger("stepwell.jobs")
RETRIES = 7  # after 3, 9, 27 ... seconds, the last one after half an hour

Function = Callable[..., None]


class JobFailed(Exception):
    """A job ended in an exception: names the job and the kind, never the message, which may quote a row."""


@dataclass(frozen=True)
class Job:
    """A declared job.

    name            of the module and function: "outbox.send"
    function        takes the scope, then its ids as keywords
    in_transaction  whether the function runs in one; otherwise it opens `acting(scope)` itself where it needs rows
    """

    name: str
    function: Function
    kinds: dict[str, type]
    in_transaction: bool

    def defer(self, *, organization: UUID, not_before: datetime | None = None, once: str = "", **ids: Value) -> int:
        """Put the job into the queue, in the caller's transaction: rolled back, there is no job.

        organization  the one it will act for
        not_before    when it may run; at once by default
        once          a word: while a job with it waits, another is refused with AlreadyEnqueued
        ids           the function's arguments
        returns       the job's number in the queue
        raises        BadJob for arguments that the function does not take or that are no ids
        """
        # Inside a worker the queue's own connection is another one than Django's: it would not roll back with us.
        deferrer = configure_task(
            name=self.name,
            job_manager=JobManager(DjangoConnector()),
            schedule_at=not_before,
            queueing_lock=f"{self.name}:{organization}:{once}" if once else None,
        )
        return int(deferrer.defer(organization=str(organization), **packed(self.kinds, ids)))

    def run(self, *, organization: UUID, **ids: Value) -> None:
        """Carry the job out now, as the worker does: as the system, inside `organization`."""
        scope = scopes.system(organization, self.name)
        opened: AbstractContextManager[Scope] = acting(scope) if self.in_transaction else speaking(scope)
        with opened:
            self.function(scope, **ids)


@overload
def job(function: Function, /) -> Job: ...
@overload
def job(*, in_transaction: bool = True, retries: int = RETRIES) -> Callable[[Function], Job]: ...


def job(
    function: Function | None = None, /, *, in_transaction: bool = True, retries: int = RETRIES
) -> Job | Callable[[Function], Job]:
    """Declare a job; in a module called `tasks` of an app, where the worker finds it.

    in_transaction  False for a job that speaks to the outside: nothing is locked while it waits
    retries         how often a failed job is tried again
    """

    def declare(declared: Function) -> Job:
        made = Job(_name_of(declared), declared, kinds_of(declared), in_transaction)
        app.task(name=made.name, retry=_retry(retries))(_worker_entry(made))
        return made

    return declare(function) if function else declare


def each_organization(*, cron: str, in_transaction: bool = True) -> Callable[[Function], Job]:
    """Declare a job that the worker runs by the clock, once for each organization.

    cron  five fields, in UTC
    """

    def declare(declared: Function) -> Job:
        made = Job(_name_of(declared), declared, kinds_of(declared), in_transaction)
        task = app.task(name=made.name, queueing_lock=made.name)(_periodic_entry(made))
        app.periodic(cron=cron)(task)
        return made

    return declare


def run_in_each(made: Job) -> None:
    """Run a job for every organization; one that fails does not keep the others from their turn.

    raises  JobFailed afterwards if there was one
    """
    failed = [organization for organization in organizations() if not _succeeds(made, organization)]
    if failed:
        message = f"{made.name} failed for {len(failed)} organizations"
        raise JobFailed(message)


def _succeeds(made: Job, organization: UUID) -> bool:
    try:
        with _telling_no_values(made):
            made.run(organization=organization)
    except JobFailed:
        return False
    return True


def _worker_entry(made: Job) -> Callable[..., None]:
    def run(*, organization: str, **stored: Any) -> None:
        with _telling_no_values(made):
            made.run(organization=UUID(organization), **unpacked(made.kinds, stored))

    return run


def _periodic_entry(made: Job) -> Callable[[int], None]:
    def run(timestamp: int) -> None:
        run_in_each(made)

    return run


@contextmanager
def _telling_no_values(made: Job) -> Iterator[None]:
    """Log where a job failed without the exception's message, and hide that from the queue's own log as well."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 (whatever it is, its message may quote a row)
        where = "".join(format_tb(error.__traceback__))
        LOG.error("%s failed: %s\n%s", made.name, type(error).__name__, where)  # noqa: TRY400 (would log the message)
        message = f"{made.name}: {type(error).__name__}"
        raise JobFailed(message) from None


def _name_of(function: Function) -> str:
    package = function.__module__.removesuffix(".tasks").rpartition(".")[2]
    return f"{package}.{function.__name__}"


def _retry(times: int) -> RetryStrategy | bool:
    return RetryStrategy(max_attempts=times, exponential_wait=3) if times else False
