"""Units of authorizations that attendance used."""

from collections.abc import Sequence
from uuid import UUID

from stepwell.attendance.models import Attendance
from stepwell.attendance.rules.usage import Allowed, Attended
from stepwell.attendance.rules.usage import used as counted
from stepwell.authorizations.usage import Asked
from stepwell.authorizations.vocabulary import Unit


def used(asked: Sequence[Asked]) -> dict[UUID, int]:
    """Return the units used, by authorization; one query for all."""
    found = Attendance.objects.filter(
        client__in={each.client_id for each in asked},
        voided_at=None,
        minutes__gt=0,
        session__day__range=(min(each.from_on for each in asked), max(each.to_on for each in asked)),
    )
    rows = found.values_list("client", "session__day", "session__program__level", "minutes")
    allowed = [
        Allowed(each.id, each.client_id, each.level, Unit(each.unit), each.from_on, each.to_on) for each in asked
    ]
    return counted(allowed, (Attended(*row) for row in rows))
