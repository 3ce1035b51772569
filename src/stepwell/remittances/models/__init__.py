"""Tables of this room: files that came in, remittances down to their lines, the bank, placements, denials, work."""

from stepwell.remittances.models.appeals import Appeal, AppealedLine, AppealTerms
from stepwell.remittances.models.bank import BankFile, BankMatch, Deposit
from stepwell.remittances.models.denials import DenialCase, DenialStep
from stepwell.remittances.models.files import InboundFile, InboundText
from stepwell.remittances.models.placing import PlacedMoney
from stepwell.remittances.models.remittances import (
    Denial,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceLine,
)
from stepwell.remittances.models.work import Patience, WorkItem

__all__ = [
    "Appeal",
    "AppealTerms",
    "AppealedLine",
    "BankFile",
    "BankMatch",
    "Denial",
    "DenialCase",
    "DenialStep",
    "Deposit",
    "InboundFile",
    "InboundText",
    "Patience",
    "PlacedMoney",
    "Remittance",
    "RemittanceAdjustment",
    "RemittanceClaim",
    "RemittanceLine",
    "WorkItem",
]
