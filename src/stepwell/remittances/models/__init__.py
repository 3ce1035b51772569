"""Tables of this room: files that came in, remittances down to their lines, denials, and work for people."""

from stepwell.remittances.models.appeals import Appeal, AppealedLine, AppealTerms
from stepwell.remittances.models.denials import DenialCase, DenialStep
from stepwell.remittances.models.files import InboundFile, InboundText
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
    "Denial",
    "DenialCase",
    "DenialStep",
    "InboundFile",
    "InboundText",
    "Patience",
    "Remittance",
    "RemittanceAdjustment",
    "RemittanceClaim",
    "RemittanceLine",
    "WorkItem",
]
