"""Write-offs: asked for by one, decided by another, within limits that are data."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models import guards
from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.billing.vocabulary import ACCOUNT_LABELS, REASON_LABELS, Account, WriteOffReason
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import ROLE_LABELS, Category

Constraints = list[models.BaseConstraint]
_ASKED = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING,), append_only=True)
_DECIDED = Wall(
    client="client_id", readers=(Category.BILLING, "system"), writers=(Category.BILLING,), append_only=True, lookup=True
)
_LIMIT = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION,))


class WriteOff(Walled):
    """Somebody asks that nobody is asked for some money any more.

    account  of the client or of a payer; then `policy` and `payer` say whose
    """

    client = key("clients.Client")
    account = models.CharField(max_length=20, choices=ACCOUNT_LABELS)
    policy = key("coverage.Policy", null=True)
    payer = key("coverage.Payer", null=True)
    cents = models.BigIntegerField()
    reason = models.CharField(max_length=20, choices=REASON_LABELS)
    words = EncryptedTextField(aad="billing.write_off.words")
    idempotency_key = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ASKED,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "policy", "payer", "asked_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="write_off_asked_once"),
            models.UniqueConstraint(
                fields=["organization", "id", "client", "asked_by", "cents"], name="write_off_as_asked"
            ),
            models.CheckConstraint(
                condition=Q(account=Account.CLIENT, policy=None, payer=None)
                | Q(account=Account.PAYER, policy__isnull=False, payer__isnull=False),
                name="write_off_account",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="write_off_cents"),
            models.CheckConstraint(condition=Q(reason__in=list(WriteOffReason)), name="write_off_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-asked_at"], name="write_off_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.STANDS]

    def __str__(self) -> str:
        return f"write-off {self.id}"


class WriteOffDecision(Walled):
    """What came of it: written off by a transaction, or not. Who asked may only take it back.

    client, asked_by, cents  as asked for
    """

    write_off = key("billing.WriteOff", related_name="decisions")
    client = key("clients.Client")
    asked_by = key("tenancy.Membership")
    cents = models.BigIntegerField()
    transaction = key("billing.Transaction", null=True)
    words = EncryptedTextField(aad="billing.write_off_decision.words", null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _DECIDED,
            SameOrganization(field="write_off", also=("client_id", "asked_by_id", "cents")),
            *(SameOrganization(field=field) for field in ("client", "asked_by", "transaction", "decided_by")),
            models.UniqueConstraint(fields=["write_off"], name="write_off_decided_once"),
            models.UniqueConstraint(fields=["transaction"], name="write_off_of_transaction"),
            models.CheckConstraint(
                condition=Q(transaction=None) | ~Q(decided_by=F("asked_by")), name="write_off_by_another"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.STANDS]

    def __str__(self) -> str:
        return f"decision {self.id}"


@recorded(_LIMIT)
class ApprovalLimit(Walled, Versioned):
    """Up to how much holders of a role may approve."""

    role = models.CharField(max_length=20, choices=ROLE_LABELS)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _LIMIT,
            models.UniqueConstraint(fields=["organization", "role"], name="approval_limit_once"),
            models.CheckConstraint(condition=Q(cents__gte=0, cents__lte=MOST_CENTS), name="approval_limit_cents"),
        ]

    def __str__(self) -> str:
        return f"limit of {self.role}"
