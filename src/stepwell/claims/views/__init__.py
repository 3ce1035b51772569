"""Pages of claims and of the files that they leave in."""

from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.walls.rights import Category

READS = holding(Category.BILLING)
WRITES = holding(Category.BILLING, writes=True)
PAGE = 50
