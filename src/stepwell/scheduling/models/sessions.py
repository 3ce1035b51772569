"""Group series, sessions and who leads them. No client stands in any of these tables."""

from datetime import timedelta
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.models import guards
from stepwell.scheduling.vocabulary import (
    CANCEL_LABELS,
    GROUP_LABELS,
    KIND_LABELS,
    LONGEST,
    MODE_LABELS,
    SHORTEST,
    STAFF_ROLE_LABELS,
    CancelReason,
    Mode,
    SessionKind,
    StaffRole,
)

_MINUTE = Value(timedelta(minutes=1))
_SERIES = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.SCHEDULE,), lookup=True)
_SESSION = Wall(
    site="site_id", readers=("tenant",), writers=(Category.SCHEDULE, "booker", "leader", "system"), lookup=True
)
_STAFF = Wall(site="site_id", readers=("tenant",), writers=(Category.SCHEDULE, "staffer", "system"), lookup=True)


@recorded(_SERIES)
class GroupSeries(Walled, Versioned):
    """A group that meets again and again. Its sessions are rows of their own: a change reaches only those to come.

    every_weeks  1 for each week, 2 for every other one
    room         None for a group by video
    is_shared    free seats may go to clients of the other sites, by video
    """

    site = key("tenancy.Site")
    program = key("people.Program")
    name = models.CharField("name, as it may stand on a kitchen table", max_length=60)
    kind = models.CharField(max_length=20, choices=GROUP_LABELS)
    curriculum = models.TextField("curriculum and topics", max_length=2000, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    local_start = models.TimeField("starts at")
    minutes = models.PositiveSmallIntegerField("length in minutes")
    break_minutes = models.PositiveSmallIntegerField("of these, break", default=0)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    room = key("people.Room", null=True, blank=True)
    leader = key("tenancy.Membership", null=True, blank=True)
    co_leader = key("tenancy.Membership", null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(default=12)
    minimum = models.PositiveSmallIntegerField(default=3)
    mode = models.CharField(max_length=10, choices=MODE_LABELS, default=Mode.IN_PERSON)
    is_shared = models.BooleanField("open to clients of other sites", default=False)
    from_on = models.DateField("first day")
    to_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SERIES,
            TARGET,
            SameOrganization(field="site"),
            SameOrganization(field="program"),
            SameOrganization(field="room"),
            SameOrganization(field="leader"),
            SameOrganization(field="co_leader"),
            models.CheckConstraint(condition=Q(kind__in=sorted(GROUP_LABELS)), name="series_kind"),
            models.CheckConstraint(condition=Q(mode__in=list(Mode)), name="series_mode"),
            models.CheckConstraint(condition=Q(is_shared=False) | Q(mode=Mode.VIDEO), name="series_shared_by_video"),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(range(7))) & ~Q(weekdays=[]), name="series_weekdays"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="series_length"),
            models.CheckConstraint(condition=Q(break_minutes__lt=F("minutes")), name="series_break"),
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=4), name="series_every"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=100, minimum__gte=1, minimum__lte=F("capacity")),
                name="series_capacity",
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="series_forward"),
            models.CheckConstraint(
                condition=Q(leader=None) | Q(co_leader=None) | ~Q(leader=F("co_leader")), name="series_two_leaders"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "name"], name="series_of_site"),
            models.Index(fields=["organization", "program", "to_on"], name="series_by_end"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.SERIES_CAPACITY]

    def __str__(self) -> str:
        return self.name


@recorded(_SESSION, exclude=["slot"])
class Session(Walled, Versioned):
    """One dated occurrence: of a group, or an appointment (then `series` is empty and the kind is one of `ALONE`).

    day           the date at the site on which it begins
    planned_on    the day of the pattern that it was made for, whatever day it moved to
    slot          from start to end while it is in force, empty once it is canceled
    is_withdrawn  canceled because the pattern changed: nothing that anybody was told about
    moved_from    when it was to begin before it was moved
    touched_at    somebody changed this one by itself: changes of the series leave it alone
    locked_at     something was written about it (attendance): it may not move or be canceled any more
    """

    site = key("tenancy.Site")
    program = key("people.Program")
    series = key("scheduling.GroupSeries", null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    title = models.CharField(max_length=60)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    break_minutes = models.PositiveSmallIntegerField(default=0)
    room = key("people.Room", null=True, blank=True)
    mode = models.CharField(max_length=10, choices=MODE_LABELS, default=Mode.IN_PERSON)
    capacity = models.PositiveSmallIntegerField()
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = key("tenancy.Membership", null=True, editable=False)
    cancel_reason = models.CharField(max_length=20, choices=CANCEL_LABELS, blank=True)
    is_withdrawn = models.BooleanField(default=False, editable=False)
    moved_from = models.DateTimeField(null=True, editable=False)
    touched_at = models.DateTimeField(null=True, editable=False)
    locked_at = models.DateTimeField(null=True, editable=False)
    slot = models.GeneratedField(
        expression=Case(
            When(cancelled_at__isnull=True, then=Func(F("starts_at"), F("ends_at"), function="tstzrange")),
            default=Func(F("starts_at"), F("starts_at"), function="tstzrange"),
            output_field=DateTimeRangeField(),
        ),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SESSION,
            TARGET,
            models.UniqueConstraint(fields=["organization", "id", "site", "slot"], name="session_slot_target"),
            SameOrganization(field="site"),
            SameOrganization(field="program"),
            SameOrganization(field="series"),
            SameOrganization(field="room"),
            SameOrganization(field="cancelled_by"),
            ExclusionConstraint(
                name="session_room_once",
                expressions=[("room", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                condition=Q(room__isnull=False),
            ),
            models.UniqueConstraint(fields=["series", "planned_on"], name="session_once"),
            models.CheckConstraint(condition=Q(kind__in=list(SessionKind)), name="session_kind"),
            models.CheckConstraint(condition=Q(mode__in=list(Mode)), name="session_mode"),
            models.CheckConstraint(
                condition=Q(series=None, planned_on=None) | Q(series__isnull=False, planned_on__isnull=False),
                name="session_series_pair",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at") + timedelta(minutes=SHORTEST))
                & Q(ends_at__lte=F("starts_at") + timedelta(minutes=LONGEST)),
                name="session_length",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at") + F("break_minutes") * _MINUTE), name="session_break"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=100), name="session_capacity"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancel_reason="", is_withdrawn=False)
                | Q(cancelled_at__isnull=False, cancel_reason__in=list(CancelReason)),
                name="session_cancelled",
            ),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(locked_at=None), name="session_locked_stands"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "starts_at"], name="session_of_site"),
            models.Index(fields=["organization", "series", "day"], name="session_of_series"),
            models.Index(fields=["organization", "starts_at"], name="session_by_start"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.SESSION_STANDS, guards.SESSION_MOVES]

    def __str__(self) -> str:
        return f"session {self.id}"


@recorded(_STAFF, exclude=["slot"])
class SessionStaff(Walled):
    """Who leads a session. `slot` is the session's own, by a foreign key that cascades: nobody is in two places."""

    session = key("scheduling.Session", related_name="staff")
    site = key("tenancy.Site")
    slot = DateTimeRangeField(editable=False)
    membership = key("tenancy.Membership")
    role = models.CharField(max_length=10, choices=STAFF_ROLE_LABELS)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _STAFF,
            SameOrganization(field="session", also=("site_id", "slot")),
            SameOrganization(field="site"),
            SameOrganization(field="membership"),
            ExclusionConstraint(
                name="staff_once",
                expressions=[("membership", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                condition=Q(removed_at=None),
            ),
            models.UniqueConstraint(
                fields=["session", "role"], condition=Q(removed_at=None), name="staff_one_of_each_role"
            ),
            models.CheckConstraint(condition=Q(role__in=list(StaffRole)), name="staff_role"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "session"], name="staff_of_session")
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.session_id}"
