"""Tables of this room: charges and days held, the ledger, payments at the desk, and write-offs."""

from stepwell.billing.models.charges import Charge, ChargeLine, ChargeSource, HeldDay
from stepwell.billing.models.ledger import Entry, Transaction
from stepwell.billing.models.payments import Payment
from stepwell.billing.models.targets import IndicatorTarget
from stepwell.billing.models.writeoffs import ApprovalLimit, WriteOff, WriteOffDecision

__all__ = [
    "ApprovalLimit",
    "Charge",
    "ChargeLine",
    "ChargeSource",
    "Entry",
    "HeldDay",
    "IndicatorTarget",
    "Payment",
    "Transaction",
    "WriteOff",
    "WriteOffDecision",
]
