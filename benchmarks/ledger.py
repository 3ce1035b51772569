"""What was promised while an installation was being killed, written down on this side."""

import http.client
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from django.db import Error, connection
from django.utils import timezone

from benchmarks.visitor import NotAcknowledged, Visitor
from stepwell.platform.jobs import scopes
from stepwell.platform.outbox import actions
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.walls.scope import acting

LAST_NAME = "Durable"
_BETWEEN_WRITES, _BETWEEN_MESSAGES, _AFTER_FAILURE = 0.2, 0.25, 0.1  # seconds
# A connection found broken as it is told the scope says so in the driver's own words.
_FAILURES = (OSError, http.client.HTTPException, NotAcknowledged, Error, psycopg.Error)


@dataclass(frozen=True)
class Attempt:
    """One write: when it began and ended on the monotonic clock, and whether it was acknowledged."""

    began: float
    ended: float
    acknowledged: bool


@dataclass(frozen=True)
class Message:
    """A message whose transaction was committed: its id, and when the writing began on the monotonic clock."""

    id: UUID
    began: float


@dataclass
class Ledger:
    """Everything tried.

    records   first name of each client whose registration was acknowledged, and the record's id
    messages  by address; each address is written to once
    """

    records: dict[str, UUID] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def register(self, visitor: Visitor) -> None:
        """Register one client after another until it is over; a name is never used again, answered or not."""

        def once() -> None:
            name = f"N{next(self._numbers)}"
            self.records[name] = UUID(visitor.register(name, LAST_NAME))

        self._repeat(once, pause=_BETWEEN_WRITES, counted=True)

    def send(self, organization: UUID) -> None:
        """Write one message after another, each with the job that delivers it, until it is over."""

        def once() -> None:
            began = time.monotonic()
            address = f"n{next(self._numbers)}@example.org"
            with acting(scopes.system(organization, "benchmark")) as scope:
                made = actions.send(actor=scope, at=timezone.now(), to=address, template=Template.ATTENTION)
            self.messages[address] = Message(made.pk, began)

        self._repeat(once, pause=_BETWEEN_MESSAGES, counted=False)

    def _repeat(self, once: Callable[[], None], *, pause: float, counted: bool) -> None:
        while not self.is_over.is_set():
            began, acknowledged = time.monotonic(), True
            try:
                once()
            except _FAILURES:
                acknowledged = False
                connection.close()
            if counted:
                self.attempts.append(Attempt(began, time.monotonic(), acknowledged))
            self.is_over.wait(pause if acknowledged else _AFTER_FAILURE)
        connection.close()
