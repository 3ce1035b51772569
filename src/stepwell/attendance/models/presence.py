"""Who was in a session, when, and how."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from stepwell.attendance.models import guards
from stepwell.attendance.vocabulary import (
    ABSENCE_LABELS,
    ATTENDED_LABELS,
    LOCATION_LABELS,
    MOST_GUESTS,
    REMOTE,
    STATUS_LABELS,
    Absence,
    Location,
    Mode,
    Status,
)
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_PRESENCE = Wall(
    client="client_id",
    readers=(Category.SERVICES, Category.SESSIONS, "system"),
    writers=(Category.SESSIONS,),
    lookup=True,
)
# Where somebody is at the moment is nobody's business who bills; those who act in a crisis need it.
_PLACE = Wall(
    client="client_id",
    readers=(Category.SESSIONS, Category.SAFETY),
    writers=(Category.SESSIONS,),
    append_only=True,
)
_THERE = Func(F("arrived_at"), F("left_at"), function="tstzrange", output_field=DateTimeRangeField())


@recorded(_PRESENCE)
class Attendance(Walled, Versioned, Voidable):
    """One client at one session. Minutes follow from the times, by the hours profile of the site.

    status     as the times say it
    mode       how they took part; empty for who was absent
    location   where somebody was who took part from afar, as claims ask it
    guests     how many came along; nobody is named
    taken_at   when it was last written, by `taken_by`
    signed_at  since when a signed note rests on it: then it changes only with a reason
    """

    client = key("clients.Client")
    session = key("scheduling.Session")
    status = models.CharField(max_length=10, choices=STATUS_LABELS)
    mode = models.CharField(max_length=10, choices=ATTENDED_LABELS, blank=True)
    location = models.CharField(max_length=10, choices=LOCATION_LABELS, blank=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=ABSENCE_LABELS, blank=True)
    guests = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField()
    taken_by = key("tenancy.Membership")
    signed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PRESENCE,
            TARGET,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="session"),
            SameOrganization(field="taken_by"),
            SameOrganization(field="voided_by"),
            models.UniqueConstraint(
                fields=["session", "client"], condition=Q(voided_at=None), name="attendance_once"
            ),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="attendance_status_known"),
            models.CheckConstraint(
                condition=Q(
                    status=Status.ABSENT, mode="", location="", arrived_at=None, left_at=None, minutes=0, guests=0,
                    reason__in=list(Absence),
                )
                | (~Q(status=Status.ABSENT) & Q(mode__in=list(Mode), arrived_at__lt=F("left_at"), reason="")),
                name="attendance_absent",
            ),
            models.CheckConstraint(
                condition=Q(location="") | Q(location__in=list(Location), mode__in=sorted(REMOTE)),
                name="attendance_location",
            ),
            models.CheckConstraint(condition=Q(guests__lte=MOST_GUESTS), name="attendance_guests"),
            ExclusionConstraint(
                name="attendance_one_place",
                expressions=[("client", RangeOperators.EQUAL), (_THERE, RangeOperators.OVERLAPS)],
                condition=Q(voided_at=None, arrived_at__isnull=False),
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "session"], name="attendance_of_client"),
            models.Index(fields=["organization", "session"], name="attendance_of_session"),
            models.Index(
                fields=["organization", "session"],
                condition=Q(status=Status.ABSENT, voided_at=None),
                name="attendance_absent_of_session",
            ),
            models.Index(
                fields=["organization", "taken_at"],
                condition=Q(status=Status.ABSENT, voided_at=None),
                name="attendance_absent_by_time",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.FITS, guards.SAME, guards.SIGNED]

    def __str__(self) -> str:
        return f"attendance {self.id}"


class TelehealthPlace(Walled):
    """Where somebody says they are while they take part from afar: where help would be sent. The last one counts."""

    client = key("clients.Client")
    session = key("scheduling.Session")
    place = EncryptedTextField[str, str](aad="attendance.telehealth_place.place")
    at = models.DateTimeField()
    by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PLACE,
            SameOrganization(field="client"),
            SameOrganization(field="session"),
            SameOrganization(field="by"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-at"], name="telehealth_place_of_client")
        ]

    def __str__(self) -> str:
        return f"place {self.id}"
