"""Who the pages of this room are for."""

from stepwell.platform.walls.rights import RIGHTS, Category, Reach, Role

OPENERS = tuple(
    dict.fromkeys(right.role for right in RIGHTS if right.category == Category.CHART and right.reach == Reach.EMERGENCY)
)
OFFICERS = frozenset({Role.PRIVACY})
