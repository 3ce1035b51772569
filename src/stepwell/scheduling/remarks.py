"""What speaks against a place that is given by hand, and yet forbids nothing: told by a room that knows."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.scheduling.models import GroupSeries

Source = Callable[[UUID, GroupSeries, date, date | None], list[str]]

_CODE = "SCH-080"
_sources: list[Source] = []


def supply(source: Source) -> None:
    """Say who knows what speaks against a client in the sessions of a group.

    source  of a client and a group, from a day on, through a day if one is said: sentences
    """
    _sources[:] = [source]


def check(despite: str | None, client_id: UUID, series: GroupSeries, first: date, last: date | None) -> None:
    """Raise Refused if something speaks against it and nobody said why it is right all the same.

    despite  the reason; None where nobody is asked, as for weeks that heed it by themselves
    """
    if despite is None or despite.strip() or not _sources:
        return
    said = _sources[0](client_id, series, first, last)
    if said:
        what = "Choose otherwise, or say why it is right all the same."
        raise Refused(Finding(_CODE, f"{' '.join(said)} {what}", "despite"))
