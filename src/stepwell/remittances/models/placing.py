"""Where money of a payer went that belonged to no claim when it came."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.remittances.models.guards import only, refusal
from stepwell.remittances.rules.placing import TARGET_LABELS, Target

Constraints = list[models.BaseConstraint]
_PLACED = Wall(readers=("bill_reader", "system"), writers=("biller",), lookup=True)
# One at a time for what is placed; then all that stands of it is read anew, and comes to no more than there is.
_NEVER_MORE = pgtrigger.Trigger(
    name="never_more",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[("there", "bigint"), ("placed", "bigint"), ("booked", "bigint")],
    func=f"""
PERFORM pg_advisory_xact_lock(hashtextextended(coalesce(NEW.answer_id, NEW.adjustment_id)::text, 83));
IF NEW.answer_id IS NULL THEN
  SELECT a.cents INTO there FROM remittances_remittanceadjustment a WHERE a.id = NEW.adjustment_id;
ELSE
  SELECT a.paid INTO there FROM remittances_remittanceclaim a WHERE a.id = NEW.answer_id AND a.outcome = 'waiting';
END IF;
SELECT sum(p.cents) INTO placed FROM remittances_placedmoney p
WHERE p.undone_at IS NULL AND p.answer_id IS NOT DISTINCT FROM NEW.answer_id
  AND p.adjustment_id IS NOT DISTINCT FROM NEW.adjustment_id;
IF there IS NULL OR sign(NEW.cents) <> sign(there) OR abs(placed) > abs(there) THEN
  {refusal("No more is placed than is left.", "placed_money_never_more")}
END IF;
SELECT sum(e.cents) INTO booked FROM billing_entry e JOIN billing_transaction t ON t.id = e.transaction_id
WHERE t.id = NEW.transaction_id AND t.kind = 'placement'
  AND e.account = CASE WHEN NEW.answer_id IS NULL THEN 'provider_level' ELSE 'unposted' END;
IF booked IS DISTINCT FROM NEW.cents THEN
  {refusal("What is placed is booked so.", "placed_money_as_booked")}
END IF;
RETURN NULL;
""",
)
_UNDONE_EXACTLY = pgtrigger.Trigger(
    name="undone_exactly",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF NOT EXISTS (
  SELECT FROM billing_transaction t WHERE t.id = NEW.reversal_id AND t.reverses_id = OLD.transaction_id
) THEN
  {refusal("What is taken from its place is reversed.", "placed_money_undone_exactly")}
END IF;
RETURN NEW;
""",
)


class PlacedMoney(Walled):
    """Some of what waited, or of what a payer settles with the program, put where it belongs. Undone, it stays.

    answer       whose money waited; `adjustment` where it is one of those with the program itself
    cents        below zero where it was kept back
    transaction  the ledger's; whose account it went to stands there, behind that account's wall
    reversal     what undid it
    """

    answer = key("remittances.RemittanceClaim", null=True, related_name="placed_money")
    adjustment = key("remittances.RemittanceAdjustment", null=True, related_name="placed_money")
    cents = models.BigIntegerField()
    target = models.CharField(max_length=12, choices=TARGET_LABELS)
    words = EncryptedTextField(aad="remittances.placed_money.words")
    transaction = key("billing.Transaction")
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")
    undone_at = models.DateTimeField(null=True)
    undone_by = key("tenancy.Membership", null=True)
    undone_why = EncryptedTextField(aad="remittances.placed_money.undone_why", null=True, blank=True)
    reversal = key("billing.Transaction", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _PLACED,
            TARGET,
            *(
                SameOrganization(field=field)
                for field in ("answer", "adjustment", "transaction", "made_by", "undone_by", "reversal")
            ),
            models.UniqueConstraint(fields=["transaction"], name="placed_money_of_transaction"),
            models.CheckConstraint(
                condition=Q(answer__isnull=False, adjustment=None) | Q(answer=None, adjustment__isnull=False),
                name="placed_money_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(cents=0) & Q(cents__gte=-MOST_CENTS, cents__lte=MOST_CENTS, target__in=list(Target)),
                name="placed_money_cents",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_why__isnull=True, reversal=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, undone_why__isnull=False, reversal__isnull=False),
                name="placed_money_undone",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "answer"], name="placed_money_of_answer"),
            models.Index(fields=["organization", "adjustment"], name="placed_money_of_adjustment"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only(
                "undone_at,undone_by_id,undone_why,reversal_id", "A placement is undone once.", "placed_money_stands",
                "undone_at",
            ),
            _NEVER_MORE,
            _UNDONE_EXACTLY,
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"placement {self.id}"
