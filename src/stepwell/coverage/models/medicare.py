"""Medicare's amounts as an organization wrote them down: Part B's deductible and share, and what a day is paid."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from stepwell.coverage.rules.medicare_years import USUAL_COINSURANCE, USUAL_SEQUESTRATION, USUAL_SHARE
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key

_OF_OFFICE = Wall(readers=("tenant", "system"), writers=("contract_keeper",), append_only=True)
_DOLLARS: dict[str, Any] = {"max_digits": 8, "decimal_places": 2}
_PERCENT: dict[str, Any] = {"max_digits": 7, "decimal_places": 4}
_PAID = ("hospital_few", "hospital_many", "cmhc_few", "cmhc_many")


def _within(name: str) -> Q:
    return Q(**{f"{name}__gte": 0, f"{name}__lte": 100})


class MedicareYear(Walled):
    """What holds from a day on, through the end of its year or until the next of that year. Never changed: of two from
    the same day the one written down last counts, and estimates keep what they used.

    site                      that it holds for alone; None for all
    hospital_*, cmhc_*        per diem of a day with up to three services, and with four or more
    wage_index, labor_share   by which the per diems are taken to the area; without an index they stand as they are
    source                    where it was read
    """

    site = key("tenancy.Site", null=True)
    from_on = models.DateField()
    deductible = models.DecimalField(**_DOLLARS)
    coinsurance = models.DecimalField(default=USUAL_COINSURANCE, **_PERCENT)
    sequestration = models.DecimalField(default=USUAL_SEQUESTRATION, **_PERCENT)
    hospital_few = models.DecimalField(null=True, **_DOLLARS)
    hospital_many = models.DecimalField(null=True, **_DOLLARS)
    cmhc_few = models.DecimalField(null=True, **_DOLLARS)
    cmhc_many = models.DecimalField(null=True, **_DOLLARS)
    wage_index = models.DecimalField(null=True, max_digits=6, decimal_places=4)
    labor_share = models.DecimalField(default=USUAL_SHARE, **_PERCENT)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _OF_OFFICE,
            SameOrganization(field="site"),
            SameOrganization(field="made_by"),
            models.CheckConstraint(condition=Q(deductible__gt=0), name="medicare_deductible"),
            models.CheckConstraint(
                condition=_within("coinsurance") & _within("sequestration") & _within("labor_share"),
                name="medicare_percents",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gt": 0}), name=f"medicare_{name}"
                )
                for name in _PAID
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{one}_few": None}) | Q(**{f"{one}_many": None})
                    | Q(**{f"{one}_many__gte": F(f"{one}_few")}),
                    name=f"medicare_{one}_more_for_more",
                )
                for one in ("hospital", "cmhc")
            ),
            models.CheckConstraint(
                condition=Q(wage_index=None) | Q(wage_index__gt=0, wage_index__lte=5), name="medicare_wage_index"
            ),
            models.CheckConstraint(condition=Q(from_on__year__gte=2024), name="medicare_from"),
            models.CheckConstraint(condition=~Q(source=""), name="medicare_source"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "from_on"], name="medicare_by_day")
        ]

    def __str__(self) -> str:
        return f"Medicare from {self.from_on}"
