"""Funds for clients: restricted money, its movements, and awards that one asks for and another approves."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.funding.models import guards
from stepwell.funding.vocabulary import MOVEMENT_LABELS, SOURCE_LABELS, MoneySource, Movement
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
_FUND = Wall(readers=("tenant", "system"), writers=("biller",))
_MOVEMENT = Wall(readers=("bill_reader", "system"), writers=("biller",), append_only=True)
_ASKED = Wall(client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.PAYMENTS,), append_only=True)
_GIVEN = Wall(
    client="client_id",
    readers=(Category.PAYMENTS, "system"),
    writers=(Category.BILLING,),
    append_only=True,
    lookup=True,
)
_SOURCE = Wall(client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.PAYMENTS,))


class Fund(Walled):
    """Money given for clients, and what it may be used for. It never has less than nothing.

    cents  what is left: the sum of its movements, kept by the database
    to_on  the last day on which it may be awarded, if the giver set one
    """

    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _FUND,
            TARGET,
            SameOrganization(field="made_by"),
            models.UniqueConstraint(fields=["organization", "name"], name="fund_named_once"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="fund_never_below_nothing"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="fund_purpose"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="fund_forward"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ONLY_BY_MOVEMENTS]

    def __str__(self) -> str:
        return self.name


class FundMovement(Walled):
    """Money came into a fund (cents above zero) or left it. It names no client: an award does."""

    fund = key("funding.Fund", related_name="movements")
    kind = models.CharField(max_length=12, choices=MOVEMENT_LABELS)
    cents = models.BigIntegerField()
    day = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    idempotency_key = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _MOVEMENT,
            TARGET,
            *(SameOrganization(field=field) for field in ("fund", "made_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="fund_moved_once"),
            models.CheckConstraint(
                condition=Q(cents__gte=-MOST_CENTS, cents__lte=MOST_CENTS)
                & (
                    Q(kind__in=[Movement.GIVEN, Movement.TAKEN_BACK], cents__gt=0)
                    | Q(kind__in=[Movement.AWARD, Movement.RETURNED], cents__lt=0)
                ),
                name="fund_movement_cents",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "fund", "-made_at"], name="movement_of_fund")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.MOVES, guards.DECIDED, guards.STANDS]

    def __str__(self) -> str:
        return f"movement {self.id}"


class Award(Walled):
    """Somebody asks that a fund pays some of what a client owes."""

    fund = key("funding.Fund")
    client = key("clients.Client")
    cents = models.BigIntegerField()
    words = EncryptedTextField(aad="funding.award.words")
    idempotency_key = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ASKED,
            TARGET,
            *(SameOrganization(field=field) for field in ("fund", "client", "asked_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="award_asked_once"),
            models.UniqueConstraint(
                fields=["organization", "id", "client", "fund", "asked_by", "cents"], name="award_as_asked"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="award_cents"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "-asked_at"], name="award_of_client")]

    def __str__(self) -> str:
        return f"award {self.id}"


class AwardDecision(Walled):
    """What came of it: paid out of the fund onto the account, or not. Who asked for it never approves it."""

    award = key("funding.Award", related_name="decisions")
    client = key("clients.Client")
    fund = key("funding.Fund")
    asked_by = key("tenancy.Membership")
    cents = models.BigIntegerField()
    movement = key("funding.FundMovement", null=True)
    transaction = key("billing.Transaction", null=True)
    words = EncryptedTextField(aad="funding.award_decision.words", null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _GIVEN,
            SameOrganization(field="award", also=("client_id", "fund_id", "asked_by_id", "cents")),
            *(
                SameOrganization(field=field)
                for field in ("client", "fund", "asked_by", "movement", "transaction", "decided_by")
            ),
            models.UniqueConstraint(fields=["award"], name="award_decided_once"),
            models.UniqueConstraint(fields=["movement"], name="award_of_movement"),
            models.UniqueConstraint(fields=["transaction"], name="award_of_transaction"),
            models.CheckConstraint(
                condition=Q(movement=None, transaction=None)
                | (Q(movement__isnull=False, transaction__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="award_by_another",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.GIVEN]

    def __str__(self) -> str:
        return f"decision {self.id}"


class OutsideSource(Voidable, Walled):
    """Money from outside that a client counts on: a loan for health care, crowdfunding, family. It is no payment.

    cents  what is expected
    name   the lender or the page, encrypted
    """

    client = key("clients.Client")
    kind = models.CharField(max_length=14, choices=SOURCE_LABELS)
    name = EncryptedTextField(aad="funding.outside_source.name")
    cents = models.BigIntegerField()
    expected_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _SOURCE,
            TARGET,
            VOID,
            *(SameOrganization(field=field) for field in ("client", "noted_by", "voided_by")),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="outside_source_cents"),
            models.CheckConstraint(condition=Q(kind__in=list(MoneySource)), name="outside_source_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="outside_source_of_client")]

    def __str__(self) -> str:
        return f"source {self.id}"
