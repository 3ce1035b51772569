"""The program that somebody is in, and when its links go out: parts of other queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from stepwell.assessments.models import MeasureSchedule, WeeklyMeasures
from stepwell.assessments.rules.sending import Weekly
from stepwell.clients.models import Episode, LevelOfCareStay


def program_on(on: date) -> Combinable:
    """Return the program in which the client of a row is in care on a day; NULL for who is not, or is not seen."""
    return Subquery(_care(on).filter(client=OuterRef("client")).values("here")[:1])


def _care(on: date) -> QuerySet[Any]:
    """Return the episodes that are open on a day, each with the program that gives care then as `here`."""
    stays = LevelOfCareStay.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), episode=OuterRef("pk"), voided_at=None, starts_on__lte=on
    )
    here = Coalesce(Subquery(stays.values("program")[:1]), "program", output_field=UUIDField())
    return Episode.objects.filter(voided_at=None, opened_on__lte=on, closed_on=None).annotate(here=here)


def told() -> Combinable:
    """Return when the links of the program of a row, `in_program`, go out, as JSON; NULL if nobody said."""
    said = WeeklyMeasures.objects.filter(program=OuterRef("in_program"))
    return Subquery(said.values(told=JSONObject(sends="sends_links", weekday="weekday", hour="hour"))[:1])


@dataclass(frozen=True)
class Missing:
    """An instrument that a program asks every week and that nobody scheduled for a client in this episode."""

    client_id: UUID
    instrument: str
    weekly: Weekly


def not_scheduled(*, on: date) -> list[Missing]:
    """Return what is to be scheduled for those in care on a day. Two queries, for the job."""
    asked = {row.program_id: row for row in WeeklyMeasures.objects.exclude(instruments=[])}
    scheduled = MeasureSchedule.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("opened_on")), client=OuterRef("client")
    )
    rows = _care(on).filter(here__in=list(asked)).annotate(known=ArraySubquery(scheduled.values("instrument")))
    return [
        Missing(client_id, code, weekly(asked[here]))
        for client_id, here, known in rows.values_list("client", "here", "known")
        for code in asked[here].instruments
        if code not in known
    ]


def weekly(row: WeeklyMeasures) -> Weekly:
    """Return when links go out, as the rules know it."""
    return Weekly(row.sends_links, row.weekday, row.hour)


def weekly_of(program_id: UUID) -> WeeklyMeasures | None:
    """Return what everybody in care of a program is asked every week, None if nobody said."""
    return WeeklyMeasures.objects.filter(program=program_id).first()
