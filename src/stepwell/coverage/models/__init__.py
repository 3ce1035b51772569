"""Tables of this room: payers and plans, policies and benefit checks, contracts with payers and what they pay for;
answers of payers by file; estimates."""

from stepwell.coverage.models.benefits import BenefitCheck, Payer, Policy
from stepwell.coverage.models.contracts import Contract, ContractService
from stepwell.coverage.models.estimates import Estimate
from stepwell.coverage.models.plans import Arrangement, PayerPlan
from stepwell.coverage.models.verification import EligibilityAnswer

__all__ = [
    "Arrangement",
    "BenefitCheck",
    "Contract",
    "ContractService",
    "EligibilityAnswer",
    "Estimate",
    "Payer",
    "PayerPlan",
    "Policy",
]
