"""Tables of this room: the ledger, payments at the desk, and write-offs."""

from stepwell.billing.models.ledger import Entry, Transaction
from stepwell.billing.models.payments import Payment
from stepwell.billing.models.writeoffs import ApprovalLimit, WriteOff, WriteOffDecision

__all__ = ["ApprovalLimit", "Entry", "Payment", "Transaction", "WriteOff", "WriteOffDecision"]
