"""Money in the bank: deposits, files of the bank they came from, and the payments that they hold."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.platform.crypto.fields import EncryptedBytesField, EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.remittances.models.guards import kept_sum, only, refusal
from stepwell.remittances.models.remittances import KEY_LETTERS

Constraints = list[models.BaseConstraint]
_BANK = Wall(readers=("bill_reader", "system"), writers=("biller", "system"))
_MATCH = Wall(readers=("bill_reader", "system"), writers=("biller", "system"))
_OF_PAYMENT = pgtrigger.Trigger(
    name="of_payment",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
IF (NEW.remittance_id IS NOT NULL AND NOT EXISTS (
     SELECT FROM remittances_remittance r
     WHERE r.id = NEW.remittance_id AND r.outcome = 'posted' AND r.cents = NEW.cents))
   OR (NEW.payment_id IS NOT NULL AND NOT EXISTS (
     SELECT FROM billing_payment p WHERE p.id = NEW.payment_id AND p.cents = NEW.cents)) THEN
  {refusal("A deposit holds a payment whole.", "bank_match_whole")}
END IF;
RETURN NEW;
""",
)

_ADDS = "UPDATE remittances_deposit SET matched = matched + NEW.cents WHERE id = NEW.deposit_id; RETURN NULL;"
_TAKES = """
IF OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL THEN
  UPDATE remittances_deposit SET matched = matched - OLD.cents WHERE id = OLD.deposit_id;
END IF;
RETURN NULL;
"""
_SUMS = (
    pgtrigger.Trigger(name="adds", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ADDS),
    pgtrigger.Trigger(name="takes", when=pgtrigger.After, operation=pgtrigger.Update, func=_TAKES),
)


class BankFile(Walled):
    """A list of transactions from the bank, as it was downloaded. Its deposits are taken once somebody has looked.

    taken_at  since when its deposits stand
    """

    name = EncryptedTextField(aad="remittances.bank_file.name")
    digest = models.CharField(max_length=64)
    content = EncryptedBytesField[bytes, bytes](aad="remittances.bank_file.content")
    added_at = models.DateTimeField()
    added_by = key("tenancy.Membership")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _BANK,
            TARGET,
            SameOrganization(field="added_by"),
            models.UniqueConstraint(fields=["organization", "digest"], name="bank_file_once"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only("taken_at", "A file of the bank stays as it came.", "bank_file_stands")
        ]

    def __str__(self) -> str:
        return f"bank file {self.id}"


class Deposit(Walled, Voidable):
    """Money that came into the clinic's account at the bank. Amounts in cents.

    fact     key: the same deposit is kept once, however often a file tells of it
    number   of the transfer or check, where the bank says it apart; `words` what it says besides
    matched  of it, for what a payment is known: the sum of its matches, kept by the database
    file     None where somebody entered it
    """

    day = models.DateField()
    cents = models.BigIntegerField()
    matched = models.BigIntegerField(default=0)
    number = models.CharField(max_length=50, blank=True)
    words = EncryptedTextField(aad="remittances.deposit.words", null=True, blank=True)
    fact = models.CharField(max_length=KEY_LETTERS)
    file = key("remittances.BankFile", null=True, related_name="deposits")
    added_at = models.DateTimeField()
    added_by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _BANK,
            TARGET,
            VOID,
            *(SameOrganization(field=field) for field in ("file", "added_by", "voided_by")),
            models.UniqueConstraint(fields=["organization", "fact"], name="deposit_once"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST_CENTS), name="deposit_cents"),
            models.CheckConstraint(condition=Q(matched__lte=F("cents")), name="deposit_never_more_than_it_is"),
            models.CheckConstraint(condition=Q(voided_at=None) | Q(matched=0), name="deposit_void_holds_nothing"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-day"], name="deposit_by_day"),
            models.Index(
                fields=["organization", "cents"],
                condition=Q(voided_at=None) & ~Q(matched=F("cents")),
                name="deposit_open",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only("matched,voided_at,voided_by_id,void_reason", "A deposit stays as the bank has it.", "deposit_stands"),
            kept_sum("matched", "A deposit holds what its matches add up to.", "deposit_by_matches"),
        ]

    def __str__(self) -> str:
        return f"deposit {self.id}"


class BankMatch(Walled):
    """What a deposit holds: a payment of a payer, one of a client, or something else in words. Undone, it stays.

    cents    all of the payment; of something else also below zero, such as a fee that the bank kept
    made_by  None where number and amount agreed by themselves
    """

    deposit = key("remittances.Deposit", related_name="matches")
    remittance = key("remittances.Remittance", null=True, related_name="bank_matches")
    payment = key("billing.Payment", null=True, related_name="bank_matches")
    words = EncryptedTextField(aad="remittances.bank_match.words", null=True, blank=True)
    cents = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership", null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = key("tenancy.Membership", null=True)
    undone_why = EncryptedTextField(aad="remittances.bank_match.undone_why", null=True, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _MATCH,
            TARGET,
            *(SameOrganization(field=field) for field in ("deposit", "remittance", "payment", "made_by", "undone_by")),
            models.UniqueConstraint(
                fields=["remittance"], condition=Q(undone_at=None), name="bank_match_of_remittance"
            ),
            models.UniqueConstraint(fields=["payment"], condition=Q(undone_at=None), name="bank_match_of_payment"),
            models.CheckConstraint(
                condition=Q(remittance__isnull=False, payment=None, words__isnull=True, cents__gt=0)
                | Q(remittance=None, payment__isnull=False, words__isnull=True, cents__gt=0)
                | (Q(remittance=None, payment=None, words__isnull=False, made_by__isnull=False) & ~Q(cents=0)),
                name="bank_match_of_one",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_why__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False, undone_why__isnull=False),
                name="bank_match_undone",
            ),
            models.CheckConstraint(condition=Q(cents__gte=-MOST_CENTS, cents__lte=MOST_CENTS), name="bank_match_cents"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "deposit"], name="bank_match_of_deposit")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only("undone_at,undone_by_id,undone_why", "A match is undone once.", "bank_match_stands", "undone_at"),
            _OF_PAYMENT,
            *_SUMS,
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"match {self.id}"
