"""What everybody in care of a program is asked every week: set for the program, and kept up for who is admitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.assessments import library
from stepwell.assessments.actions.asking import NOT_ALONE
from stepwell.assessments.models import MeasureSchedule, WeeklyMeasures
from stepwell.assessments.queries import weekly as queries
from stepwell.assessments.rules.sending import WEEK, Weekly, check
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.writing import save
from stepwell.people.models import Program
from stepwell.people.queries.reach import reach
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed
from stepwell.platform.walls.scope import Scope

NO_REACH = Finding("ASM-030", "Only an administrator of this site may do this. Ask one of them.")


@dataclass(frozen=True)
class Wanted:
    """What a program asks every week, and when its links go out.

    instruments  codes; each in its newest version
    """

    instruments: Sequence[str]
    weekly: Weekly


def set_weekly(*, actor: Member, program: Program, version: int, wanted: Wanted) -> None:
    """Say what everybody in care of a program is asked every week, and when the links go out.

    version  of what stood there, 1 if nothing did
    raises   Refused (ASM-021, ASM-030, ASM-031, EDIT-001)
    """
    if not reach().covers(program.site_id):
        raise Refused(NO_REACH)
    definitions = [library.newest(code) for code in dict.fromkeys(wanted.instruments)]
    refuse([NOT_ALONE] * any(one.respondent != "client" for one in definitions) + check(wanted.weekly))
    values = {
        "instruments": [one.code for one in definitions],
        "sends_links": wanted.weekly.sends,
        "weekday": wanted.weekly.weekday,
        "hour": wanted.weekly.hour,
    }
    row = queries.weekly_of(program.pk)
    if row is None:
        made = WeeklyMeasures(organization_id=actor.organization_id, site_id=program.site_id, program=program, **values)
        save(made, taken={"weekly_measures_once": STALE})
    else:
        save_changed(row, version=version, values=values)


def schedule_all(*, actor: Scope, on: date) -> None:
    """Schedule for everybody in care what their program asks every week, from its next sending day on.

    Who was scheduled in this episode before is left alone: somebody who ended a schedule meant it.
    """
    made = [
        MeasureSchedule(
            organization_id=actor.tenant,
            client_id=one.client_id,
            instrument=one.instrument,
            every_days=WEEK.days,
            from_on=one.weekly.next_day(on),
        )
        for one in queries.not_scheduled(on=on)
    ]
    # Another worker may have been as fast: the constraint of one at a time keeps what is there.
    MeasureSchedule.objects.bulk_create(made, ignore_conflicts=True)
