"""Tables of this room: payers, policies and benefit checks; contracts with payers and what they pay for."""

from stepwell.coverage.models.benefits import BenefitCheck, Payer, Policy
from stepwell.coverage.models.contracts import Contract, ContractService

__all__ = ["BenefitCheck", "Contract", "ContractService", "Payer", "Policy"]
