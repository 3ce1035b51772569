"""Tables of this room: claims with their lines, versions and events; files; numbers; how claims reach payers."""

from stepwell.claims.models.claims import Claim, ClaimEvent, ClaimLine, ClaimVersion, PayerControl
from stepwell.claims.models.files import ControlNumber, OutboundClaim, OutboundFile, OutboundText
from stepwell.claims.models.settings import ClientOnFile, Rendering, Route

__all__ = [
    "Claim",
    "ClaimEvent",
    "ClaimLine",
    "ClaimVersion",
    "ClientOnFile",
    "ControlNumber",
    "OutboundClaim",
    "OutboundFile",
    "OutboundText",
    "PayerControl",
    "Rendering",
    "Route",
]
