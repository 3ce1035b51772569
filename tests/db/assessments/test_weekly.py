"""What a program asks every week: of everybody in care, by one link a week, on its day."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.assessments.actions import asking, sending, weekly
from stepwell.assessments.actions.measures import Given, record_response
from stepwell.assessments.actions.weekly import Wanted
from stepwell.assessments.models import MeasureRequest, MeasureSchedule, WeeklyMeasures
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.assessments.rules.sending import Weekly
from stepwell.assessments.vocabulary import Way
from stepwell.clients.models import ContactMethod, Episode, LevelOfCareStay
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.platform.walls.scope import acting
from tests.db.assessments.conftest import member
from tests.db.assessments.test_sending import ZONE
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MONDAYS = Weekly(sends=True, weekday=0, hour=10)
ADMINISTRATOR = "administrator everywhere"


def on(day: int, hour: int = 12) -> datetime:
    """Return an instant so many days after the Monday."""
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, 25), ZONE)


def ask_weekly(clinic: Clinic, name: str = ADMINISTRATOR, weekly_: Weekly = MONDAYS, *instruments: str) -> None:
    with acting(clinic[name].scope):
        program = Program.objects.get(name="Evening")
        row = WeeklyMeasures.objects.filter(program=program).first()
        wanted = Wanted(instruments or ("phq-9", "gad-7"), weekly_)
        weekly.set_weekly(actor=member(clinic[name]), program=program, version=row.version if row else 1, wanted=wanted)


@pytest.fixture
def asked(clinic: Clinic) -> Clinic:
    """Ana in care since the Wednesday before, with a safe address, in a program that asks every Monday."""
    ana = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(clinic[ADMINISTRATOR].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(clinic["admissions"].scope):
        Episode.objects.create(
            **ana, program=program, opened_on=MONDAY - timedelta(days=5), opened_by=clinic["admissions"].membership
        )
        ContactMethod.objects.create(**ana, kind="email", value="ana@mail.example", value_index=b"y" * 16, is_safe=True)
    ask_weekly(clinic)
    return clinic


def run(clinic: Clinic, at: datetime) -> int:
    with acting(clinic.system("assessments.send_due")) as scope:
        weekly.schedule_all(actor=scope, on=at.astimezone(ZONE).date())
        return sending.send_due(actor=scope, at=at, zone=ZONE)


def answer(clinic: Clinic, at: datetime, *instruments: str) -> None:
    with acting(clinic["clinician"].scope):
        for code in instruments:
            items = {f"q{number}": 0 for number in range(1, 11 if code == "phq-9" else 8)}
            given = Given(code, "1", items, Way.ASKED, at)
            record_response(actor=member(clinic["clinician"]), at=at, client_id=clinic.clients["ana"].pk, given=given)


def rows(clinic: Clinic, model: Any) -> list[Any]:
    with acting(clinic.system()):
        return list(model.objects.order_by("created_at", "id"))


def test_everybody_in_care_is_scheduled_from_the_next_day_of_the_program(asked: Clinic) -> None:
    run(asked, on(-3))
    run(asked, on(-2))

    found = {(row.instrument, row.every_days, row.from_on, row.set_by_id) for row in rows(asked, MeasureSchedule)}
    assert found == {("phq-9", 7, MONDAY, None), ("gad-7", 7, MONDAY, None)}
    assert len(rows(asked, MeasureSchedule)) == 2


def test_one_link_for_all_goes_out_on_the_day_of_the_program(asked: Clinic) -> None:
    times = [on(-1), on(0, 9), on(0, 10), on(0, 11), on(1), on(2), on(6, 18)]

    assert [run(asked, at) for at in times] == [0, 0, 1, 0, 0, 0, 0]
    (row,) = rows(asked, MeasureRequest)
    assert (row.instruments, row.asked_by_id) == (["gad-7/1", "phq-9/1"], None)


def test_who_does_not_answer_is_asked_again_the_next_week_and_who_does_as_well(asked: Clinic) -> None:
    assert run(asked, on(0)) == 1
    assert run(asked, on(7)) == 1  # the link of last week waits for nobody
    answer(asked, on(9), "phq-9", "gad-7")  # late: due again on Wednesday
    assert run(asked, on(9)) == 0
    assert run(asked, on(14)) == 1  # with the links of that week


def test_a_worker_that_slept_catches_up_and_is_back_in_time_the_next_week(asked: Clinic) -> None:
    run(asked, on(-1))

    assert [run(asked, on(2)), run(asked, on(2, 15)), run(asked, on(7))] == [1, 0, 1]


def test_a_worker_that_slept_for_longer_leaves_the_week_out(asked: Clinic) -> None:
    run(asked, on(-1))

    assert [run(asked, on(3)), run(asked, on(6))] == [0, 0]


def test_nobody_gets_two_when_the_day_is_moved(asked: Clinic) -> None:
    assert run(asked, on(0)) == 1
    answer(asked, on(0, 13), "phq-9", "gad-7")
    ask_weekly(asked, ADMINISTRATOR, Weekly(sends=True, weekday=2, hour=10))

    assert [run(asked, on(2)), run(asked, on(4)), run(asked, on(9))] == [0, 0, 1]


def test_the_slower_of_two_workers_sends_nothing_and_goes_on(asked: Clinic) -> None:
    run(asked, on(-1))
    with acting(asked.system()):
        MeasureRequest.objects.create(  # as another worker writes it after this one looked
            organization=asked.organization, client=asked.clients["ana"], site=asked.north, instruments=["phq-9/1"],
            due_on=MONDAY + sending.TIME_TO_ANSWER, asked_at=on(-30), by_mail=True,
        )  # fmt: skip

    assert run(asked, on(0)) == 0


def test_a_link_that_somebody_sent_keeps_that_of_the_week_back(asked: Clinic) -> None:
    with acting(asked["clinician"].scope):
        asking.ask_by_link(
            actor=member(asked["clinician"]), at=on(-1), client=asked.clients["ana"], instruments=["phq-9"],
            due_on=MONDAY, by_mail=True,
        )  # fmt: skip

    assert [run(asked, on(0)), run(asked, on(2)), run(asked, on(7))] == [0, 0, 1]


def test_a_program_that_sends_none_by_itself_still_asks(asked: Clinic) -> None:
    ask_weekly(asked, ADMINISTRATOR, Weekly(sends=False, weekday=0, hour=10))

    assert run(asked, on(0)) == 0
    assert len(rows(asked, MeasureSchedule)) == 2


def test_what_a_clinician_ended_or_set_is_left_alone(asked: Clinic) -> None:
    ana = asked.clients["ana"].pk
    run(asked, on(-1))
    with acting(asked["clinician"].scope):
        clinician = member(asked["clinician"])
        phq = MeasureSchedule.objects.get(instrument="phq-9")
        asking.end_schedule(actor=clinician, client_id=ana, schedule_id=phq.pk, on=MONDAY)
        asking.set_schedule(
            actor=clinician, client_id=ana, instrument="audit-c", rhythm=Rhythm(28, MONDAY + timedelta(days=1))
        )
    ask_weekly(asked, ADMINISTRATOR, MONDAYS, "phq-9", "gad-7", "audit-c")

    run(asked, on(1))
    run(asked, on(8))

    found = {(row.instrument, row.every_days) for row in rows(asked, MeasureSchedule)}
    assert len(rows(asked, MeasureSchedule)) == 3
    assert found == {("phq-9", 7), ("gad-7", 7), ("audit-c", 28)}


def test_whoever_comes_back_is_asked_again(asked: Clinic) -> None:
    run(asked, on(0))
    ana = {"organization": asked.organization, "client": asked.clients["ana"]}
    with acting(asked["clinician"].scope):
        MeasureSchedule.objects.update(to_on=MONDAY)
    with acting(asked["admissions"].scope):
        Episode.objects.update(closed_on=MONDAY)
        Episode.objects.create(
            **ana, program=Program.objects.get(), opened_on=MONDAY + timedelta(days=30),
            opened_by=asked["admissions"].membership,
        )  # fmt: skip

    assert run(asked, on(28)) == 0
    assert run(asked, on(35)) == 1
    assert len(rows(asked, MeasureSchedule)) == 4


def test_the_program_of_the_level_counts_not_that_of_the_admission(asked: Clinic) -> None:
    with acting(asked[ADMINISTRATOR].scope):
        days = Program.objects.create(
            organization=asked.organization, site=asked.north, name="Days", level="1", kind="addiction"
        )
    with acting(asked["admissions"].scope):
        LevelOfCareStay.objects.create(
            organization=asked.organization, client=asked.clients["ana"], episode=Episode.objects.get(), program=days,
            level="1", starts_on=MONDAY - timedelta(days=5), reason="Stepped down",
            decided_by=asked["admissions"].membership,
        )  # fmt: skip

    assert run(asked, on(0)) == 0
    assert rows(asked, MeasureSchedule) == []


@pytest.mark.parametrize(
    ("name", "weekly_", "instruments", "code"),
    [
        ("clinician", MONDAYS, ("phq-9",), "ASM-030"),
        ("administrator south", MONDAYS, ("phq-9",), "ASM-030"),
        (ADMINISTRATOR, Weekly(sends=True, weekday=0, hour=22), ("phq-9",), "ASM-031"),
        (ADMINISTRATOR, MONDAYS, ("c-ssrs",), "ASM-021"),
    ],
)
def test_what_a_program_cannot_ask_is_refused(
    asked: Clinic, name: str, weekly_: Weekly, instruments: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        ask_weekly(asked, name, weekly_, *instruments)
    assert [one.code for one in refusal.value.findings] == [code]


def test_the_slower_of_two_sees_what_the_other_set(asked: Clinic) -> None:
    with acting(asked[ADMINISTRATOR].scope), pytest.raises(Refused, match="EDIT-001"):
        weekly.set_weekly(
            actor=member(asked[ADMINISTRATOR]), program=Program.objects.get(), version=9, wanted=Wanted((), MONDAYS)
        )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("weekday = 7", "weekly_measures_weekday"),
        ("hour = 22", "weekly_measures_by_day"),
        ("site_id = (SELECT id FROM tenancy_site WHERE name = 'South')", "at the site of their program"),
    ],
)
def test_the_database_holds_it(asked: Clinic, change: str, name: str) -> None:
    with (
        acting(asked[ADMINISTRATOR].scope),
        pytest.raises(IntegrityError, match=name),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE assessments_weeklymeasures SET {change}")
