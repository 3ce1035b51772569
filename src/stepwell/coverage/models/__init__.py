"""Tables of this room: payers and plans, policies and benefit checks, contracts with payers and what they pay for;
questions to payers by file and their answers; estimates; Medicare's amounts by year."""

from stepwell.coverage.models.again import VerificationDue
from stepwell.coverage.models.asking import AskingHabit, EligibilityRequest
from stepwell.coverage.models.benefits import BenefitCheck, Payer, Policy
from stepwell.coverage.models.contracts import Contract, ContractService
from stepwell.coverage.models.estimates import Estimate
from stepwell.coverage.models.medicare import MedicareYear
from stepwell.coverage.models.plans import Arrangement, PayerPlan
from stepwell.coverage.models.verification import EligibilityAnswer

__all__ = [
    "Arrangement",
    "AskingHabit",
    "BenefitCheck",
    "Contract",
    "ContractService",
    "EligibilityAnswer",
    "EligibilityRequest",
    "Estimate",
    "MedicareYear",
    "Payer",
    "PayerPlan",
    "Policy",
    "VerificationDue",
]
