"""Crisis events, what was done in them, how they ended, what followed."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stepwell.crisis.models import guards
from stepwell.crisis.rules.closing import FOLLOW_UP_DAYS
from stepwell.crisis.vocabulary import (
    DISPOSITION_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    SOURCE_LABELS,
    STEP_LABELS,
    TIER_LABELS,
    Disposition,
    Kind,
    Outcome,
    Source,
    Step,
    Tier,
)
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
Indexes = list[models.Index]
Triggers = list[pgtrigger.Trigger]

# Whoever comes upon a crisis says so; what was done in it is read by those who act in it, and by each what they wrote
# as long as it is open.
_EVENT = Wall(client="client_id", readers=(Category.CRISIS, "system"), writers=(Category.CRISIS, "system"), lookup=True)
_ACTION = Wall(
    client="client_id",
    author="account_id",
    readers=(Category.SAFETY, "reporter", "system"),
    writers=(Category.CRISIS, "system"),
    append_only=True,
)
_CALL = Wall(
    client="client_id", readers=(Category.CRISIS, "system"), writers=("system",), append_only=True, lookup=True
)
_DONE = Wall(client="client_id", readers=(Category.SAFETY, "system"), writers=(Category.SAFETY,), append_only=True)


@recorded(_EVENT)
class CrisisEvent(Versioned, Voidable, Walled):
    """There is, or was, a crisis: how grave, since when, who owns it. What is in it stands in other tables."""

    client = key("clients.Client")
    opened_at = models.DateTimeField()
    opened_by = key("tenancy.Membership", null=True)  # empty: a job, after somebody answered alone
    source = models.CharField(max_length=20, choices=SOURCE_LABELS)
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    tier = models.CharField(max_length=10, choices=TIER_LABELS)
    owner = key("tenancy.Membership", null=True)
    follows = key("crisis.CrisisEvent", null=True)  # the crisis that came back
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "crisis_crisis"  # names that end in "event" are those of tables that nobody changes
        constraints: ClassVar[Constraints] = [
            _EVENT,
            TARGET,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="opened_by"),
            SameOrganization(field="owner"),
            SameOrganization(field="follows"),
            SameOrganization(field="voided_by"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_at=None, voided_at=None), name="crisis_one_open"
            ),
            models.CheckConstraint(condition=Q(source__in=list(Source)), name="crisis_source"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="crisis_kind"),
            models.CheckConstraint(condition=Q(tier__in=list(Tier)), name="crisis_tier"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="crisis_forward"
            ),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["client", "-opened_at"], name="crisis_of_client"),
            models.Index(
                fields=["organization", "owner"], condition=Q(closed_at=None, voided_at=None), name="crisis_open"
            ),
        ]
        triggers: ClassVar[Triggers] = [guards.EVENT]

    def __str__(self) -> str:
        return f"crisis {self.id}"


class CrisisAction(Walled):
    """One thing that was done, seen or said. Only ever added; what was wrong is taken back by another entry."""

    event = key("crisis.CrisisEvent", related_name="actions")
    client = key("clients.Client")
    at = models.DateTimeField()
    step = models.CharField(max_length=20, choices=STEP_LABELS)
    tier = models.CharField(max_length=10, choices=TIER_LABELS, blank=True)  # after a change of tier
    words = EncryptedTextField[str, str](aad="crisis.crisis_action.words")
    told = EncryptedTextField[str, str](aad="crisis.crisis_action.told")  # who was told or spoken with
    whereabouts = EncryptedTextField[str, str](aad="crisis.crisis_action.whereabouts")  # where the person is
    corrects = key("crisis.CrisisAction", null=True)
    by = key("tenancy.Membership", null=True)  # empty: a job
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ACTION,
            TARGET,
            SameOrganization(field="event"),
            SameOrganization(field="client"),
            SameOrganization(field="corrects"),
            SameOrganization(field="by"),
            models.UniqueConstraint(fields=["corrects"], name="crisis_action_corrected_once"),
            models.CheckConstraint(condition=Q(step__in=list(Step)), name="crisis_action_step"),
            models.CheckConstraint(
                condition=Q(tier__in=list(Tier), step__in=[Step.RAISED, Step.LOWERED])
                | (Q(tier="") & ~Q(step__in=[Step.RAISED, Step.LOWERED])),
                name="crisis_action_tier",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False, step=Step.CORRECTED) | (Q(corrects=None) & ~Q(step=Step.CORRECTED)),
                name="crisis_action_correction",
            ),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "event", "at"], name="crisis_action_of_event")
        ]
        triggers: ClassVar[Triggers] = [guards.ACTION]

    def __str__(self) -> str:
        return f"{self.step} in {self.event_id}"


class CrisisCall(Walled):
    """A member was told of a crisis that nobody owned: until somebody does, it is open to them."""

    event = key("crisis.CrisisEvent", related_name="calls")
    client = key("clients.Client")
    membership = key("tenancy.Membership")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CALL,
            SameOrganization(field="event"),
            SameOrganization(field="client"),
            SameOrganization(field="membership"),
            models.UniqueConstraint(fields=["event", "membership"], name="crisis_call_once"),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "membership"], name="crisis_call_of_membership")
        ]
        triggers: ClassVar[Triggers] = [guards.CALL]

    def __str__(self) -> str:
        return f"{self.membership_id} told of {self.event_id}"


class CrisisClosing(Walled):
    """How a crisis ended, who follows up and when. The one row that closes it."""

    event = key("crisis.CrisisEvent", related_name="closings")
    client = key("clients.Client")
    closed_at = models.DateTimeField()
    closed_on = models.DateField("clinical day of closing")
    tier = models.CharField(max_length=10, choices=TIER_LABELS)
    disposition = models.CharField(max_length=20, choices=DISPOSITION_LABELS)
    words = EncryptedTextField[str, str](aad="crisis.crisis_closing.words")
    follow_up_on = models.DateField()
    follow_up_by = key("tenancy.Membership")
    by = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DONE,
            TARGET,
            SameOrganization(field="event"),
            SameOrganization(field="client"),
            SameOrganization(field="follow_up_by"),
            SameOrganization(field="by"),
            models.UniqueConstraint(fields=["event"], name="crisis_closed_once"),
            models.CheckConstraint(condition=Q(tier__in=list(Tier)), name="crisis_closing_tier"),
            models.CheckConstraint(condition=Q(disposition__in=list(Disposition)), name="crisis_disposition"),
            models.CheckConstraint(condition=Q(follow_up_on__gte=F("closed_on")), name="crisis_follow_up_is_to_come"),
            *(
                models.CheckConstraint(
                    condition=~Q(tier=tier) | Q(follow_up_on__lte=F("closed_on") + days),
                    name=f"crisis_follow_up_in_time_{tier}",
                )
                for tier, days in FOLLOW_UP_DAYS.items()
            ),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "follow_up_on"], name="crisis_follow_ups"),
            models.Index(fields=["client"], name="crisis_closing_of_client"),
        ]
        triggers: ClassVar[Triggers] = [guards.CLOSING]

    def __str__(self) -> str:
        return f"closing of {self.event_id}"


class FollowUp(Walled):
    """What came of a follow-up; one that reached nobody names the next."""

    event = key("crisis.CrisisEvent", related_name="follow_ups")
    client = key("clients.Client")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=OUTCOME_LABELS)
    words = EncryptedTextField[str, str](aad="crisis.follow_up.words")
    next_on = models.DateField(null=True)
    next_by = key("tenancy.Membership", null=True)
    by = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DONE,
            SameOrganization(field="event"),
            SameOrganization(field="client"),
            SameOrganization(field="next_by"),
            SameOrganization(field="by"),
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="crisis_follow_up_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NOT_REACHED, next_on__isnull=False, next_by__isnull=False)
                | (~Q(outcome=Outcome.NOT_REACHED) & Q(next_on=None, next_by=None)),
                name="crisis_follow_up_goes_on",
            ),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "event", "-at"], name="crisis_follow_up_of_event")
        ]
        triggers: ClassVar[Triggers] = [guards.FOLLOW_UP]

    def __str__(self) -> str:
        return f"follow-up of {self.event_id}"
