"""Payment plans: a balance in instalments, laid out anew by a pause or for hardship, and what was paid on them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.coverage.rules.payment_plans import Every
from stepwell.funding.models import guards
from stepwell.funding.vocabulary import CHANGE_LABELS, EVERY_LABELS, PLAN_END_LABELS, Change, PlanEnd
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_PLAN = Wall(client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.PAYMENTS,))
_PART = Wall(client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.PAYMENTS,), append_only=True)


class PaymentPlan(Walled):
    """What a client owed on a day, in instalments without interest. A client has one that runs at most."""

    client = key("clients.Client")
    cents = models.BigIntegerField()
    every = models.CharField(max_length=10, choices=EVERY_LABELS)
    idempotency_key = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=PLAN_END_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PLAN,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "made_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="payment_plan_made_once"),
            models.UniqueConstraint(fields=["client"], condition=Q(ended_at=None), name="payment_plan_one_runs"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="payment_plan_cents"),
            models.CheckConstraint(condition=Q(every__in=list(Every)), name="payment_plan_every"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | Q(ended_at__isnull=False, ended_why__in=list(PlanEnd)),
                name="payment_plan_ended",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ONLY_ENDS]

    def __str__(self) -> str:
        return f"payment plan {self.id}"


class PlanInstalment(Walled):
    """One part of a plan, as it was laid out the first, second ... time. The last layout counts."""

    plan = key("funding.PaymentPlan", related_name="instalments")
    client = key("clients.Client")
    layout = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("plan", "client")),
            models.UniqueConstraint(fields=["plan", "layout", "number"], name="instalment_number"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="instalment_cents"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "due_on"], name="instalment_by_day")
        ]

    def __str__(self) -> str:
        return f"instalment {self.number}"


class PlanChange(Walled):
    """Why instalments were laid out anew: a pause, or less each time for hardship."""

    plan = key("funding.PaymentPlan", related_name="changes")
    client = key("clients.Client")
    kind = models.CharField(max_length=10, choices=CHANGE_LABELS)
    layout = models.PositiveSmallIntegerField()
    words = EncryptedTextField(aad="funding.plan_change.words")
    changed_at = models.DateTimeField()
    changed_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("plan", "client", "changed_by")),
            models.UniqueConstraint(fields=["plan", "layout"], name="plan_change_of_layout"),
            models.CheckConstraint(condition=Q(kind__in=list(Change)), name="plan_change_kind"),
        ]

    def __str__(self) -> str:
        return f"change {self.id}"


class PlanPayment(Walled):
    """What of a payment at the desk went to a plan."""

    plan = key("funding.PaymentPlan", related_name="payments")
    client = key("clients.Client")
    payment = key("billing.Payment")
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PART,
            *(SameOrganization(field=field) for field in ("plan", "client", "payment")),
            models.UniqueConstraint(fields=["payment"], name="plan_payment_once"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="plan_payment_cents"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "plan"], name="plan_payment_of_plan")
        ]

    def __str__(self) -> str:
        return f"paid {self.id}"
