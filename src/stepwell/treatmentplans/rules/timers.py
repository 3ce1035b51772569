"""When plans are due: days by jurisdiction, each edition with its basis. A profile is data; editions are never edited.

Source: docs/sources.md#plans
"""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.treatmentplans.rules.elements import Element
from stepwell.treatmentplans.vocabulary import PlanKind

_EVER = date(2000, 1, 1)
ALERT_DAYS = 7
DEFAULT = "default"
_CORE = frozenset(Element) - {
    Element.WEAKNESSES,
    Element.REFERRALS,
    Element.CASE_MANAGEMENT,
    Element.CASE_MANAGER,
}


@dataclass(frozen=True)
class PlanProfile:
    """What one jurisdiction asks of plans from a day on.

    preliminary_days    after admission, 0 is the day itself
    comprehensive_days  after admission
    review_days         at the most between the first day of a plan and its review
    required            elements without which a plan is not signed
    unverified          what no source settles: set to our reading
    """

    code: str
    label: str
    valid_from: date
    preliminary_days: int = 0
    comprehensive_days: int = 7
    review_days: int = 30
    required: frozenset[Element] = _CORE
    basis: str = ""
    unverified: tuple[str, ...] = ()

    def due(self, kind: PlanKind, *, admitted_on: date) -> date:
        """Return the day by which a preliminary or comprehensive plan is due."""
        days = self.preliminary_days if kind == PlanKind.PRELIMINARY else self.comprehensive_days
        return admitted_on + timedelta(days=days)

    def review_by(self, effective_from: date) -> date:
        """Return the last day for reviewing a plan that begins on a day."""
        return effective_from + timedelta(days=self.review_days)


PROFILES = (
    PlanProfile(
        DEFAULT, "General: at admission, within 7 days, reviewed every 30 days", _EVER,
        basis="first plan at admission as in Pennsylvania, 7 days as in Kansas, 30 days as in a state's solicitation",
        unverified=("every number, outside the places they are taken from",),
    ),
    PlanProfile(
        "KS", "Kansas: thirteen elements, within 7 days", _EVER, required=frozenset(Element),
        basis="Kansas standards R03-606, R03-704", unverified=("preliminary plan", "30 days between reviews"),
    ),
    PlanProfile(
        "PA", "Pennsylvania: preliminary plan at admission", _EVER, basis="28 Pa. Code 709.91",
        unverified=("7 days", "30 days between reviews"),
    ),
)  # fmt: skip


def profile_for(code: str, *, on: date) -> PlanProfile:
    """Return the edition of a profile in force on a day, the general one for a code that is not known."""
    known = [each for each in PROFILES if each.code == code and each.valid_from <= on]
    return max(known or [each for each in PROFILES if each.code == DEFAULT], key=lambda each: each.valid_from)
