"""Tables of placement: placements with what belongs to them, the decisions that count, services orders."""

from stepwell.placement.models.orders import ServicesOrder
from stepwell.placement.models.placements import Cosignature, LevelDecision, Override, Placement

__all__ = ["Cosignature", "LevelDecision", "Override", "Placement", "ServicesOrder"]
