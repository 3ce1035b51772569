"""On-call staff are told by a neutral e-mail, the next ones if nobody takes over, the director if nobody is on call."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from stepwell.crisis import tasks
from stepwell.crisis.actions import events, rota
from stepwell.crisis.actions.rota import Shift
from stepwell.crisis.models import CrisisAction, CrisisCall, CrisisEvent, CrisisLine, OnCallShift
from stepwell.crisis.queries import rota as queries
from stepwell.crisis.rules.rota import Span
from stepwell.crisis.vocabulary import Place
from stepwell.kernel.findings import Refused
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import acting
from tests.db.crisis.conftest import Opens, member
from tests.worlds import Clinic

PHONE = "(937) 555-0142"
HOUR = timedelta(hours=1)


def put(
    clinic: Clinic, who: str, place: str = "first", *, by: str = "director", starts: float = -1, hours: float = 12
) -> OnCallShift:
    """Put somebody on call at north, from some hours from now on."""
    now = timezone.now()
    span = Span(now + starts * HOUR, now + (starts + hours) * HOUR)
    with acting(clinic[by].scope):
        return rota.put_on_call(
            actor=member(clinic[by]), at=now,
            shift=Shift(clinic.north.pk, clinic[who].membership.pk, Place(place), span, PHONE),
        )  # fmt: skip


def told(clinic: Clinic) -> list[str]:
    with acting(clinic.system()):
        assert set(OutboxMessage.objects.values_list("template", flat=True)) <= {"urgent"}
        return sorted(message.recipient.split("@")[0] for message in OutboxMessage.objects.all())


def steps(clinic: Clinic, event: CrisisEvent) -> list[str]:
    with acting(clinic.system()):
        return list(CrisisAction.objects.filter(event=event).order_by("at").values_list("step", flat=True))


def test_the_first_on_call_is_told_and_the_next_after_ten_minutes(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician")
    put(clinic, "prescriber", "second")
    assert clinic["supervisor"].account.pk
    event = opens("biller", "dee", tier="high")

    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)
    first = told(clinic)
    (job,) = ProcrastinateJob.objects.filter(task_name="crisis.tell_next")
    tasks.tell_next.run(organization=clinic.organization.pk, event_id=event.pk)

    assert first == ["clinician"]
    assert timedelta(minutes=9) < job.scheduled_at - timezone.now() <= timedelta(minutes=10)
    assert told(clinic) == ["clinician", "director", "prescriber", "supervisor"]
    assert steps(clinic, event) == ["reported", "called_on_call", "called_on_call", "called_on_call"]


def test_who_took_it_over_keeps_the_others_asleep(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician")
    event = opens("biller", "dee", tier="high")
    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)

    with acting(clinic["clinician"].scope):
        events.take_over(actor=member(clinic["clinician"]), at=timezone.now(), event_id=event.pk)
    tasks.tell_next.run(organization=clinic.organization.pk, event_id=event.pk)

    assert told(clinic) == ["clinician"]


def test_at_night_with_nobody_on_call_the_director_is_told_and_the_event_says_so(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician", starts=5)
    assert clinic["director south"].account.pk
    assert clinic["director everywhere"].account.pk
    event = opens("biller", "dee")

    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)

    assert told(clinic) == ["director", "director.everywhere", "supervisor"]
    assert steps(clinic, event) == ["reported", "nobody_on_call", "called_on_call"]


def test_an_owned_crisis_is_told_of_only_at_the_highest_tier_and_not_to_its_owner(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician")
    low = opens("clinician", tier="low")
    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=low.pk)
    opens("biller", tier="high")
    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=low.pk)

    assert told(clinic) == []
    assert not ProcrastinateJob.objects.filter(task_name="crisis.tell_next").exists()


def test_a_job_that_runs_twice_tells_once(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician")
    event = opens("biller", "dee")

    for _ in range(2):
        tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)

    assert told(clinic) == ["clinician"]
    with acting(clinic.system()):
        assert CrisisCall.objects.count() == 1


def test_a_closed_or_foreign_crisis_is_told_to_nobody(clinic: Clinic, other: Clinic, opens: Opens) -> None:
    event = opens("biller", "dee")
    with acting(clinic["supervisor"].scope):
        events.set_aside(
            actor=member(clinic["supervisor"]), at=timezone.now(), event_id=event.pk, reason="wrong person"
        )

    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)
    tasks.tell_on_call.run(organization=other.organization.pk, event_id=event.pk)

    assert told(clinic) == told(other) == []


def test_who_left_is_nobody(clinic: Clinic, opens: Opens) -> None:
    put(clinic, "clinician")
    with acting(clinic["administrator everywhere"].scope):
        type(clinic["clinician"].membership).objects.filter(pk=clinic["clinician"].membership.pk).update(
            ended_at=timezone.now()
        )
    event = opens("biller", "dee")

    tasks.tell_on_call.run(organization=clinic.organization.pk, event_id=event.pk)

    assert "clinician" not in told(clinic)
    assert "nobody_on_call" in steps(clinic, event)


@pytest.mark.parametrize("who", ["facilitator", "biller", "case_manager", "clinician south"])
def test_on_call_is_who_can_be_let_in(clinic: Clinic, who: str) -> None:
    with pytest.raises(Refused, match="CRI-056"):
        put(clinic, who)


@pytest.mark.parametrize("by", ["clinician", "admissions", "director south"])
def test_the_rota_is_the_directors_and_the_supervisors(clinic: Clinic, by: str) -> None:
    put(clinic, "clinician", by="supervisor")

    with pytest.raises(Refused, match="CRI-057"):
        put(clinic, "prescriber", "second", by=by)


def test_one_place_holds_one_at_a_time(clinic: Clinic) -> None:
    put(clinic, "clinician")
    put(clinic, "prescriber", "second")
    put(clinic, "prescriber", starts=11)

    with pytest.raises(Refused, match="CRI-055"):
        put(clinic, "supervisor", starts=10)


def test_taking_off_ends_a_shift_that_runs_and_sets_one_to_come_aside(clinic: Clinic, at: datetime) -> None:
    running, coming = put(clinic, "clinician"), put(clinic, "prescriber", starts=20)
    with acting(clinic["director"].scope):
        for shift in (running, coming):
            rota.take_off(
                actor=member(clinic["director"]), at=timezone.now(), shift_id=shift.pk, reason="fell ill today"
            )
        on_call = queries.on_call(clinic.north.pk, at=timezone.now())
        rows = {row.pk: row.voided_at for row in OnCallShift.objects.all()}
        with pytest.raises(Refused, match="CRI-058"):
            rota.take_off(
                actor=member(clinic["director"]), at=timezone.now(), shift_id=coming.pk, reason="fell ill today"
            )

    assert on_call == []
    assert rows[running.pk] is None
    assert rows[coming.pk] is not None


def test_the_next_gap_is_named(clinic: Clinic) -> None:
    put(clinic, "clinician")
    with acting(clinic["director"].scope):
        at = timezone.now()
        found = {row.name: row.gap for row in queries.gaps(queries.SHIFTS_AHEAD.fetched(at=at), at=at)}

    assert set(found) == {"North", "South"}
    assert timedelta(hours=10) < found["North"].since - timezone.now() < timedelta(hours=11)


def set_line(clinic: Clinic, who: str, **given: object) -> CrisisLine:
    said = {"site_id": clinic.north.pk, "version": 1, "phone": PHONE, "hours": "day and night", "words": ""}
    with acting(clinic[who].scope):
        return rota.set_line(actor=member(clinic[who]), **{**said, **given})  # type: ignore[arg-type]


def test_the_line_is_entered_and_corrected(clinic: Clinic) -> None:
    set_line(clinic, "administrator")
    set_line(clinic, "director", hours="8 am to 8 pm")

    with acting(clinic["biller"].scope):
        line = queries.line_of(clinic.north.pk)
        assert queries.line_of(clinic.south.pk) is None
    assert line is not None
    assert (line.tel, line.written, line.hours) == ("+19375550142", "(937) 555-0142", "8 am to 8 pm")
    with pytest.raises(Refused, match="EDIT-001"):
        set_line(clinic, "administrator")
    with pytest.raises(Refused, match="CRI-057"):
        set_line(clinic, "biller", site_id=clinic.south.pk)
    with pytest.raises(Refused, match="CRI-053"):
        set_line(clinic, "director", phone="12")
