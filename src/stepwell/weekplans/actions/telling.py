"""Telling who cares for clients that their weeks were changed as a whole."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from stepwell.platform.tenancy.members import Member
from stepwell.weekplans.models import WeekChange
from stepwell.weekplans.rules.comparing import Moves
from stepwell.weekplans.vocabulary import By


def tell(*, actor: Member, week_on: date, by: By, moved: Iterable[Moves]) -> None:
    """Note whose week was changed, and by how many sessions: in the transaction that changed it."""
    WeekChange.objects.bulk_create(
        WeekChange(
            organization_id=actor.organization_id,
            client_id=UUID(one.client),
            week_on=week_on,
            by=by,
            came=len(one.added),
            went=len(one.dropped),
        )
        for one in moved
        if one.added or one.dropped
    )
