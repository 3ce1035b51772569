"""Tables of admission. What another room keeps (consents, decisions, orders, sessions) is asked there."""

from stepwell.admissions.models.admissions import Admission, Waiver, Withdrawal
from stepwell.admissions.models.firstday import AdmissionItem, ItemDone, MedicationListed

__all__ = ["Admission", "AdmissionItem", "ItemDone", "MedicationListed", "Waiver", "Withdrawal"]
