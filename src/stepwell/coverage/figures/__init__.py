"""Published amounts that change by year: what Medicare asks and pays, what the law lets a plan ask, poverty.

A year that is missing is missing: nothing is carried forward.
Sources: docs/sources.md#medicare-iop, #cost-limits, #sliding-fee.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from stepwell.coverage.rules.cost.limits import YearLimits
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.cost.request import Figures
from stepwell.coverage.rules.sliding_fee import Guideline

_FOLDER = resources.files(__package__)


@cache
def published() -> Figures:
    """Return the amounts that come along."""
    medicare = TypeAdapter(tuple[PartBYear, ...]).validate_json(_FOLDER.joinpath("medicare.json").read_bytes())
    limits = TypeAdapter(Mapping[int, YearLimits]).validate_json(_FOLDER.joinpath("plan_limits.json").read_bytes())
    guidelines = TypeAdapter(tuple[Guideline, ...]).validate_json(_FOLDER.joinpath("poverty.json").read_bytes())
    return Figures(limits=limits, medicare=medicare, guidelines=guidelines)
