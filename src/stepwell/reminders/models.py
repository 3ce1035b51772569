"""What a client asked for, and the reminders that were written. Of an address stands here the digest that finds it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.blind import INDEX_BYTES
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.reminders.vocabulary import BY_STAFF, END_LABELS, LEAD_LABELS, TOLD_LABELS, End, Lead, Told

# Whoever holds a link to it confirms it or ends it; that one row and nothing else.
_REQUEST = Wall(
    client="client_id",
    readers=(Category.SCHEDULE, "visitor", "system"),
    writers=(Category.SCHEDULE, "visitor", "system"),
)
_REMINDER = Wall(client="client_id", readers=(Category.SCHEDULE, "system"), writers=("system",), append_only=True)

_BEGINS = pgtrigger.Trigger(
    name="begins_open",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__confirmed_at__isnull=False) | pgtrigger.Q(new__ended_at__isnull=False),
    func="""
    RAISE EXCEPTION 'Only the client confirms, later.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_request_begins';
    """,
)
_STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
    IF OLD.ended_at IS NOT NULL
       OR ROW(NEW.client_id, NEW.address_index, NEW.told_how, NEW.asked_by_id, NEW.asked_at)
          IS DISTINCT FROM ROW(OLD.client_id, OLD.address_index, OLD.told_how, OLD.asked_by_id, OLD.asked_at)
       OR (OLD.confirmed_at IS NOT NULL
           AND ROW(NEW.confirmed_at, NEW.lead) IS DISTINCT FROM ROW(OLD.confirmed_at, OLD.lead)) THEN
      RAISE EXCEPTION 'What was asked, confirmed or ended stands.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_request_stands';
    END IF;
    IF ROW(NEW.confirmed_at, NEW.lead) IS DISTINCT FROM ROW(OLD.confirmed_at, OLD.lead)
       AND stepwell.kind() <> 'visitor' THEN
      RAISE EXCEPTION 'Only the client confirms, by the link.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_request_confirmed';
    END IF;
    RETURN NEW;
    """,
)
_ASKED_FOR = pgtrigger.Trigger(
    name="asked_for",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
    IF NOT EXISTS (SELECT FROM reminders_reminderrequest r WHERE r.id = NEW.request_id AND r.client_id = NEW.client_id
                   AND r.confirmed_at IS NOT NULL AND r.ended_at IS NULL) THEN
      RAISE EXCEPTION 'Nobody asked for it.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_asked_for';
    END IF;
    RETURN NULL;
    """,
)


@recorded(_REQUEST)
class ReminderRequest(Walled):
    """A client wants reminders at one of their addresses, or is asked whether they do.

    address_index  by which the contact is found; changed or ended, it is another address and nothing goes there
    lead           as told, until the client confirms it or another
    told_how       how the client said so, to `asked_by`
    confirmed_at   since when the client said so from that address itself
    """

    client = key("clients.Client")
    address_index = models.BinaryField(max_length=INDEX_BYTES, editable=False)
    lead = models.CharField("when they go", max_length=10, choices=LEAD_LABELS)
    told_how = models.CharField("how the client said so", max_length=10, choices=TOLD_LABELS)
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership")
    confirmed_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = key("tenancy.Membership", null=True, editable=False)
    ended_how = models.CharField(max_length=10, choices=END_LABELS, blank=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _REQUEST,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="asked_by"),
            SameOrganization(field="ended_by"),
            models.UniqueConstraint(fields=["client"], condition=Q(ended_at=None), name="reminder_request_once"),
            models.CheckConstraint(condition=Q(lead__in=list(Lead)), name="reminder_request_lead"),
            models.CheckConstraint(condition=Q(told_how__in=list(Told)), name="reminder_request_told"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_how="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_how__in=sorted(BY_STAFF))
                | Q(ended_at__isnull=False, ended_by=None, ended_how__in=sorted(set(End) - BY_STAFF)),
                name="reminder_request_ended",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-asked_at"], name="reminder_request_of_client"),
            models.Index(
                fields=["organization", "client"],
                condition=Q(confirmed_at__isnull=False, ended_at=None),
                name="reminder_request_in_force",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_BEGINS, _STANDS]

    def __str__(self) -> str:
        return f"reminders of {self.client_id}"


class Reminder(Walled):
    """A reminder that was written, of one start. Only ever added; each start is told once.

    instead_of  the start that was told before and is no longer so
    """

    client = key("clients.Client")
    request = key("reminders.ReminderRequest")
    starts_at = models.DateTimeField()
    instead_of = models.DateTimeField(null=True)
    message = key("outbox.OutboxMessage")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _REMINDER,
            SameOrganization(field="client"),
            SameOrganization(field="request"),
            SameOrganization(field="message"),
            models.UniqueConstraint(fields=["client", "starts_at"], name="reminder_once"),
            models.UniqueConstraint(fields=["message"], name="reminder_of_message"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [_ASKED_FOR]

    def __str__(self) -> str:
        return f"reminder {self.id}"
