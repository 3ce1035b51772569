"""Tables of this room: payers and plans, policies and benefit checks, contracts with payers and what they pay for."""

from stepwell.coverage.models.benefits import BenefitCheck, Payer, Policy
from stepwell.coverage.models.contracts import Contract, ContractService
from stepwell.coverage.models.plans import Arrangement, PayerPlan

__all__ = ["Arrangement", "BenefitCheck", "Contract", "ContractService", "Payer", "PayerPlan", "Policy"]
