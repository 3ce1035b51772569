"""Tables of this room: charges, days held and what rules stopped, the ledger, payments at the desk, and write-offs."""

from stepwell.billing.models.charges import Charge, ChargeLine, ChargeSource, HeldDay
from stepwell.billing.models.costs import CollectingCost
from stepwell.billing.models.ledger import Balance, Entry, Transaction
from stepwell.billing.models.payments import Payment
from stepwell.billing.models.stops import Stop
from stepwell.billing.models.targets import IndicatorTarget
from stepwell.billing.models.writeoffs import ApprovalLimit, WriteOff, WriteOffDecision

__all__ = [
    "ApprovalLimit",
    "Balance",
    "Charge",
    "ChargeLine",
    "ChargeSource",
    "CollectingCost",
    "Entry",
    "HeldDay",
    "IndicatorTarget",
    "Payment",
    "Stop",
    "Transaction",
    "WriteOff",
    "WriteOffDecision",
]
