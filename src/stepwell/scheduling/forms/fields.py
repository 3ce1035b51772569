"""What forms of the schedule share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from stepwell.scheduling.vocabulary import (
    LONGEST,
    SHORTEST,
)

Pairs = Sequence[tuple[str, str]]
NO_ROOM: Pairs = [("", "No room: by video")]
NOBODY: Pairs = [("", "Nobody yet")]


class Minutes(forms.IntegerField):
    """Minutes of a session."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=SHORTEST, max_value=LONGEST, **options)


class Fields:
    """Choices that depend on the site, and reading them."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def offer(self, name: str, pairs: Pairs) -> None:
        """Give a field what can be chosen."""
        self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]

    def id_of(self, name: str) -> UUID | None:
        """Return the id chosen; None for the empty choice."""
        chosen = self.cleaned_data[name]
        return UUID(chosen) if chosen else None
