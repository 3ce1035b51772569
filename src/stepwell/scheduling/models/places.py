"""Who is planned for what: dated membership of a group, and a seat in one session."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.models import guards
from stepwell.scheduling.vocabulary import CANCEL_LABELS, GUEST_LABELS, CancelReason, Guest

_PLACE = Wall(client="client_id", readers=(Category.SCHEDULE, "system"), writers=(Category.SCHEDULE,), lookup=True)
# As text, so that no plan looks for a client in an index that begins with something else.
_CLIENT = Cast("client", TextField())
_DAYS = Func(F("from_on"), F("to_on"), Value("[]"), function="daterange", output_field=DateRangeField())


@recorded(_PLACE)
class GroupMembership(Walled, Voidable):
    """Somebody belongs to a group from a day through a day; they may leave and come back.

    despite  why it is right although something spoke against it
    """

    client = key("clients.Client")
    series = key("scheduling.GroupSeries")
    from_on = models.DateField("from")
    to_on = models.DateField("through", null=True, blank=True)
    leave_reason = EncryptedTextField(aad="scheduling.group_membership.leave_reason", blank=True, null=True)
    despite = EncryptedTextField(aad="scheduling.group_membership.despite", blank=True, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PLACE,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="series"),
            SameOrganization(field="voided_by"),
            ExclusionConstraint(
                name="group_membership_once",
                expressions=[
                    ("series", RangeOperators.EQUAL),  # first: rosters are looked up by this index
                    (_DAYS, RangeOperators.OVERLAPS),
                    (_CLIENT, RangeOperators.EQUAL),
                ],
                condition=Q(voided_at=None),
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="group_membership_forward"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="group_membership_of_client"),
            models.Index(fields=["organization", "series", "from_on"], name="group_membership_of_series"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.MEMBERSHIP]

    def __str__(self) -> str:
        return f"membership of {self.client_id}"


@recorded(_PLACE, exclude=["slot", "despite"])  # both are of when it was made
class Seat(Walled, Voidable):
    """A client's place in one session: an appointment, or a single meeting of a group that is not their own.

    slot    the session's own, kept by a foreign key that cascades: nobody sits in two appointments at once
    guests  who comes along, by relation only: no name of a third person stands here
    despite why it is right although something spoke against it
    """

    client = key("clients.Client")
    session = key("scheduling.Session", related_name="seats")
    site = key("tenancy.Site")
    slot = DateTimeRangeField(editable=False)
    guests = ArrayField(models.CharField(max_length=10, choices=GUEST_LABELS), default=list, blank=True)
    removed_at = models.DateTimeField(null=True, editable=False)
    remove_reason = models.CharField(max_length=20, choices=CANCEL_LABELS, blank=True)
    despite = EncryptedTextField(aad="scheduling.seat.despite", blank=True, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PLACE,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="session", also=("site_id", "slot")),
            SameOrganization(field="site"),
            SameOrganization(field="voided_by"),
            ExclusionConstraint(
                name="seat_client_once",
                expressions=[("client", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                condition=Q(removed_at=None, voided_at=None),
            ),
            models.UniqueConstraint(
                fields=["session", "client"], condition=Q(removed_at=None, voided_at=None), name="seat_once"
            ),
            models.CheckConstraint(condition=Q(guests__contained_by=list(Guest)), name="seat_guests"),
            models.CheckConstraint(
                condition=Q(removed_at=None, remove_reason="")
                | Q(removed_at__isnull=False, remove_reason__in=list(CancelReason)),
                name="seat_removed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client"], name="seat_of_client"),
            models.Index(fields=["organization", "session"], name="seat_of_session"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.SEAT]

    def __str__(self) -> str:
        return f"seat of {self.client_id}"
