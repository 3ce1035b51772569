"""The ledger: transactions of two or more entries that add up to nothing. Only ever added to."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Func, Q

from stepwell.billing.models import guards
from stepwell.billing.vocabulary import ACCOUNT_LABELS, KIND_LABELS, SOURCE_LABELS, Account, Kind, Source
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.trail.models import TransactionId
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
MOST_CENTS = 999_999_999_99  # what one entry may be; no day of care costs as much

_BALANCE = Wall(
    client="client_id", readers=(Category.PAYMENTS, "system"), writers=(Category.BILLING, Category.PAYMENTS, "system")
)
_OF_NOBODY = (Kind.PROVIDER_LEVEL, Kind.UNPOSTED, Kind.PLACEMENT, Kind.PAYER_REFUND_PAID, Kind.REVERSAL)

# A nightly job posts charges and remittances. Who only takes payments books nothing else: see the audiences.
_TRANSACTION = Wall(
    client="client_id",
    readers=(Category.PAYMENTS, "system"),
    writers=(Category.BILLING, "cashier", "system"),
    append_only=True,
    lookup=True,
)
_ENTRY = Wall(
    client="client_id",
    readers=(Category.PAYMENTS, "system"),
    writers=(Category.BILLING, "till", "system"),
    append_only=True,
    lookup=True,
)


class Balance(Walled):
    """What a client, or a payer under a policy, owes: the sum of the entries on it, kept by the database.

    So who asks what is open reads what is open, and not all that was ever posted.
    """

    client = key("clients.Client")
    account = models.CharField(max_length=20, choices=ACCOUNT_LABELS)
    policy = key("coverage.Policy", null=True)
    payer = key("coverage.Payer", null=True)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _BALANCE,
            *(SameOrganization(field=field) for field in ("client", "policy", "payer")),
            models.UniqueConstraint(
                fields=["client", "account", "policy", "payer"], nulls_distinct=False, name="balance_once"
            ),
            models.CheckConstraint(condition=Q(account__in=[Account.CLIENT, Account.PAYER]), name="balance_account"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "client"], condition=~Q(cents=0), name="balance_open")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.BY_ENTRIES]

    def __str__(self) -> str:
        return f"balance {self.id}"


class Transaction(Walled):
    """One thing that happened to money.

    client           whose account; None for what a payer settles with the program, or what is not posted yet
    day              the business day
    service_day      the day of care it is about, if it is about one
    source           what it came from; `source_id` names the row
    idempotency_key  lets it be posted once only
    reverses         the transaction that it negates, exactly and once
    posted_by        None for a job
    """

    client = key("clients.Client", null=True)
    kind = models.CharField(max_length=20, choices=KIND_LABELS)
    day = models.DateField()
    service_day = models.DateField(null=True)
    source = models.CharField(max_length=20, choices=SOURCE_LABELS)
    source_id = models.UUIDField(null=True)
    idempotency_key = models.CharField(max_length=80)
    reverses = key("billing.Transaction", null=True)
    reason = EncryptedTextField(aad="billing.transaction.reason", null=True, blank=True)
    posted_at = models.DateTimeField()
    posted_by = key("tenancy.Membership", null=True)
    written_in = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _TRANSACTION,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "reverses", "posted_by")),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="ledger_posted_once"),
            models.UniqueConstraint(fields=["reverses"], name="ledger_reversed_once"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)) & ~Q(idempotency_key=""), name="ledger_kind"),
            models.CheckConstraint(condition=Q(source__in=list(Source)), name="ledger_source"),
            models.CheckConstraint(
                condition=Q(kind=Kind.REVERSAL, reverses__isnull=False) | (~Q(kind=Kind.REVERSAL) & Q(reverses=None)),
                name="ledger_reversal_of",
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(kind__in=_OF_NOBODY),
                name="ledger_of_a_client",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-day", "-posted_at"], name="ledger_of_client"),
            models.Index(fields=["organization", "day"], name="ledger_by_day"),
            models.Index(fields=["organization", "source", "source_id"], name="ledger_by_source"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.NOW, guards.STANDS, guards.TRANSACTION_HOLDS]

    def __str__(self) -> str:
        return f"transaction {self.id}"


class Entry(Walled):
    """One side of a transaction: cents above zero are debits, below zero credits.

    client  as the transaction has it
    policy  and `payer`, of what a payer owes: who owed it when it was posted
    """

    transaction = key("billing.Transaction", related_name="entries")
    client = key("clients.Client", null=True)
    account = models.CharField(max_length=20, choices=ACCOUNT_LABELS)
    policy = key("coverage.Policy", null=True)
    payer = key("coverage.Payer", null=True)
    cents = models.BigIntegerField()
    written_in = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ENTRY,
            *(SameOrganization(field=field) for field in ("transaction", "client", "policy", "payer")),
            models.CheckConstraint(condition=Q(account__in=list(Account)), name="entry_account"),
            models.CheckConstraint(
                condition=~Q(cents=0) & Q(cents__gte=-MOST_CENTS, cents__lte=MOST_CENTS), name="entry_cents"
            ),
            models.CheckConstraint(
                condition=Q(account=Account.PAYER, client__isnull=False, policy__isnull=False, payer__isnull=False)
                | (~Q(account=Account.PAYER) & Q(policy=None)),
                name="entry_of_a_policy",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "transaction"], name="entry_of_transaction"),
            models.Index(fields=["client", "account"], name="entry_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            guards.NOW,
            guards.STANDS,
            guards.ENTRIES_HOLD,
            guards.KEEPS_BALANCES,
        ]

    def __str__(self) -> str:
        return f"entry {self.id}"
