"""What waits and what was sent, for the settings page."""

from dataclasses import dataclass
from datetime import datetime

from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.outbox.rules.states import STATE_LABELS, Event, State, state_of
from stepwell.platform.outbox.rules.wording import TEMPLATE_LABELS, Template
from stepwell.platform.walls.scope import Scope

NEWEST = 100


@dataclass(frozen=True)
class Line:
    """A message in a list.

    detail  what the mail server answered, if it did not take it at once
    """

    what: str
    recipient: str
    made_at: datetime
    state: State
    detail: str

    @property
    def word(self) -> str:
        """The state in a word."""
        return STATE_LABELS[self.state]

    @property
    def tone(self) -> str:
        """The tone of the state's badge."""
        return {State.SENT: "success", State.WAITING: "info"}.get(self.state, "warn")


def newest(scope: Scope, *, at: datetime) -> list[Line]:
    """Return the newest messages that the current scope may see. Two queries, however many there are."""
    messages = OutboxMessage.objects.filter(organization_id=scope.tenant).prefetch_related("events")
    return [_line(message, at) for message in messages.order_by("-created_at", "id")[:NEWEST]]


def _line(message: OutboxMessage, at: datetime) -> Line:
    events = list(message.events.all())
    kinds = [Event(event.kind) for event in events]
    state = state_of(kinds, made_at=message.created_at, at=at, not_after=message.not_after)
    detail = next((event.detail for event in events if event.detail), "")
    what = TEMPLATE_LABELS[Template(message.template)]
    return Line(what, message.recipient, message.created_at, state, "" if state is State.SENT else detail)
