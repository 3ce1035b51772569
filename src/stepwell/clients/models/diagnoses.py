"""The official list of diagnosis codes, and which of them somebody has."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Deferrable, F, Q

from stepwell.clients.vocabulary import COURSE_LABELS, Course
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_DIAGNOSED = Wall(client="client_id", readers=(Category.CHART, Category.SERVICES, "system"), writers=(Category.CHART,))
MOST_RANKS = 12  # as many diagnoses a claim carries


class DiagnosisCode(models.Model):
    """A code of ICD-10-CM with its official title. Nobody's data: the same for every organization."""

    code = models.CharField(primary_key=True, max_length=8)  # with the point, as people write it
    title = models.CharField(max_length=300)
    is_billable = models.BooleanField("may be put on a claim; headings may not")
    valid_from = models.DateField(null=True)  # null: since before the first list that was loaded
    valid_to = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="diagnosis_code_search"),
            GinIndex(SearchVector("title", config="english"), name="diagnosis_code_words"),
        ]

    def __str__(self) -> str:
        return self.code


class CodeList(models.Model):
    """An edition of the list that was loaded, so that it is loaded once."""

    edition = models.DateField(primary_key=True)

    def __str__(self) -> str:
        return str(self.edition)


@recorded(_DIAGNOSED)
class Diagnosis(Walled, Versioned, Voidable):
    """A diagnosis that somebody has from a day to a day, ranked: the first is what the treatment is for."""

    client = key("clients.Client", related_name="diagnoses")
    code = models.ForeignKey("clients.DiagnosisCode", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    course = models.CharField("course", max_length=20, choices=COURSE_LABELS, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    diagnosed_by = key("tenancy.Membership")
    credential = models.CharField("credential of who diagnosed, as it was", max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _DIAGNOSED,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="diagnosed_by"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=MOST_RANKS), name="diagnosis_rank"),
            models.CheckConstraint(condition=Q(course="") | Q(course__in=list(Course)), name="diagnosis_course"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="diagnosis_forward"),
            models.UniqueConstraint(
                fields=["client", "code"], condition=Q(to_on=None, voided_at=None), name="diagnosis_once"
            ),
            ExclusionConstraint(  # and not unique: ranks are swapped within a transaction
                name="diagnosis_one_a_rank",
                expressions=[("client", RangeOperators.EQUAL), ("rank", RangeOperators.EQUAL)],
                condition=Q(to_on=None, voided_at=None),
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "rank"], name="diagnosis_of_client")]

    def __str__(self) -> str:
        return f"diagnosis of {self.client_id}"
