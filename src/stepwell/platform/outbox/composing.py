"""Messages whose words a room writes as they leave, because they may no longer be so. It registers when it starts."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from stepwell.platform.outbox.rules.wording import Template, Wording

# Given the message, its link and the instant: the words, or None where it is not to leave. Runs in the job's scope.
Composer = Callable[[UUID, str, datetime], Wording | None]

composers: dict[Template, Composer] = {}


def register(template: Template, composer: Composer) -> None:
    """Let a room write the messages of a template; registering again replaces it."""
    composers[template] = composer
