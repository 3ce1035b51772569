"""What a week must respect, and proposals of weeks. Why two must not meet stands apart from that they must not."""

from stepwell.weekplans.models.apart import ApartPair, ApartReason
from stepwell.weekplans.models.changes import TakenBack, WeekChange
from stepwell.weekplans.models.curricula import Curriculum, CurriculumStart
from stepwell.weekplans.models.mendings import Mending
from stepwell.weekplans.models.needs import ClientNeeds, GroupNeeds
from stepwell.weekplans.models.proposals import Proposal, ProposalResult, Publication
from stepwell.weekplans.models.times import ClientTime, StaffTime

__all__ = [
    "ApartPair",
    "ApartReason",
    "ClientNeeds",
    "ClientTime",
    "Curriculum",
    "CurriculumStart",
    "GroupNeeds",
    "Mending",
    "Proposal",
    "ProposalResult",
    "Publication",
    "StaffTime",
    "TakenBack",
    "WeekChange",
]
