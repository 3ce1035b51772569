"""Admitting: what it makes, what refuses it, who may, and that the database holds it too."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.admissions.actions.admitting import admit, undo_admission
from stepwell.admissions.actions.entering import resume, take_back, waive, withdraw
from stepwell.admissions.models import Admission, Waiver, Withdrawal
from stepwell.admissions.vocabulary import MONEY, Gate, Lost, Stage
from stepwell.attendance.actions.taking import take_back as take_attendance_back
from stepwell.attendance.models import Attendance
from stepwell.clients.actions import enrollment
from stepwell.clients.models import Episode, LevelOfCareStay
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session, SessionStaff
from tests.db.admissions.conftest import Way, decide
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
Make = Callable[..., Way]
WHY = "Reads them on Monday morning."


def refused(way: Way, action: Callable[..., Any], **facts: Any) -> list[str]:
    """Return the codes with which an action is refused."""
    with pytest.raises(Refused) as caught:
        way.do(action, **facts)
    return [finding.code for finding in caught.value.findings]


def test_who_lacks_nothing_is_ready_and_admitted_into_the_episode_decided(way: Way) -> None:
    found = way.seen()
    assert found is not None
    assert (found.place.stage, found.next, found.missing) == (Stage.READY, None, 0)

    made = way.do(admit, admitted_on=way.today)

    with acting(way.clinic["admissions"].scope):
        episode = Episode.objects.get(client=way.client)
        stay = LevelOfCareStay.objects.get(episode=episode)
        assert (episode.opened_on, episode.program_id, episode.pk) == (way.today, way.program.pk, made.episode_id)
        assert (stay.level, stay.starts_on, stay.ends_on) == ("2.1", way.today, None)
        assert made.gates["consent"] == "not_needed"
        assert made.gates["assessment"] == "done"
    after = way.seen()
    assert after is not None
    assert after.place.stage is Stage.ADMITTED


def test_in_care_an_order_outlives_a_review_that_keeps_the_level(way: Way) -> None:
    way.do(admit, admitted_on=way.today)
    decide(way, "continued_stay")

    assert way.states()["order"] == "done"


def test_on_the_way_in_the_newest_decision_wants_an_order_of_its_own(way: Way) -> None:
    decide(way)

    assert way.states()["order"] == "missing"


@pytest.mark.parametrize(
    ("missing", "codes"),
    [
        ("evaluation", ["ADM-013"]),
        ("placement", ["ADM-014", "ADM-015"]),
        ("order", ["ADM-015"]),
        ("primary", ["ADM-017"]),
        ("contact", ["ADM-010"]),
        ("notices", ["ADM-019", "ADM-020"]),
        ("session", ["ADM-021"]),
    ],
)
def test_each_gate_that_is_closed_is_named(way_of: Make, missing: str, codes: list[str]) -> None:
    way = way_of(without=(missing,))
    assert refused(way, admit, admitted_on=way.today) == codes
    with acting(way.clinic["admissions"].scope):
        assert not Episode.objects.filter(client=way.client).exists()


def test_without_any_policy_coverage_authorization_and_consents_are_missing(way_of: Make) -> None:
    way = way_of(without=("policy",))
    assert refused(way, admit, admitted_on=way.today) == ["ADM-011", "ADM-012", "ADM-016", "ADM-018"]


def test_nobody_is_admitted_in_advance_or_before_the_order(way: Way) -> None:
    assert refused(way, admit, admitted_on=way.today + timedelta(days=1)) == ["ADM-004"]
    assert "ADM-015" in refused(way, admit, admitted_on=way.today - timedelta(days=1))


def test_nobody_is_admitted_twice(way: Way) -> None:
    way.do(admit, admitted_on=way.today)
    assert refused(way, admit, admitted_on=way.today) == ["ADM-002"]


def test_what_is_not_shown_refuses_as_well(way: Way) -> None:
    found = way.states("clinician")
    assert (found["coverage"], found["assessment"]) == ("unseen", "done")
    assert refused(way, admit, by="clinician", admitted_on=way.today) == ["ADM-011", "ADM-012", "ADM-016", "ADM-018"]


def test_who_does_not_read_the_screening_sees_nobody_on_the_way(way: Way) -> None:
    assert way.seen("biller") is None
    assert way.seen("admissions south") is None
    assert refused(way, admit, by="biller", admitted_on=way.today) == ["ADM-001"]


def test_a_waiver_opens_a_soft_gate_until_it_is_taken_back(way_of: Make) -> None:
    way = way_of(without=("contact",))
    made = way.do(waive, gate=Gate.CONTACT, reason=WHY)
    assert way.states()["contact"] == "waived"
    with acting(way.clinic["admissions"].scope):
        take_back(actor=way.member(), at=timezone.now(), waiver=made, reason="They gave us a number.")
    assert way.states()["contact"] == "missing"
    way.do(waive, gate=Gate.CONTACT, reason=WHY)
    assert way.do(admit, admitted_on=way.today).gates["contact"] == "waived"


def test_who_answers_for_the_money_waives_without_seeing_the_policy(way_of: Make) -> None:
    way = way_of(without=("policy",))
    assert refused(way, waive, gate=Gate.COVERAGE, reason=WHY) == ["ADM-041"]
    for gate in (Gate.COVERAGE, Gate.AUTHORIZATION, Gate.CONSENT):
        way.do(waive, by="director", gate=gate, reason=WHY)
    way.do(waive, gate=Gate.ASKING, reason=WHY)
    way.do(admit, admitted_on=way.today)


def test_hard_gates_open_gates_and_empty_reasons_are_not_waived(way_of: Make) -> None:
    way = way_of(without=("primary", "contact"))
    assert refused(way, waive, gate=Gate.CLINICIAN, reason=WHY) == ["ADM-040"]
    assert refused(way, waive, gate=Gate.SESSION, reason=WHY) == ["ADM-042"]
    assert refused(way, waive, gate=Gate.CONTACT, reason="no") == ["ADM-043"]
    way.do(waive, gate=Gate.CONTACT, reason=WHY)
    assert refused(way, waive, gate=Gate.CONTACT, reason=WHY) == ["ADM-042"]


def test_who_does_not_start_is_lost_until_they_come_back(way: Way) -> None:
    assert refused(way, withdraw, why=Lost.OTHER) == ["ADM-051"]
    way.do(withdraw, why=Lost.UNWANTED)
    found = way.seen()
    assert found is not None
    assert (found.place.stage, found.withdrawn) == (Stage.LOST, Lost.UNWANTED)
    assert refused(way, withdraw, why=Lost.UNWANTED) == ["ADM-050"]
    assert refused(way, admit, admitted_on=way.today) == ["ADM-003"]
    way.do(resume)
    assert refused(way, resume) == ["ADM-052"]
    way.do(admit, admitted_on=way.today)
    assert refused(way, withdraw, why=Lost.UNWANTED) == ["ADM-002"]


def test_undoing_sets_admission_and_episode_aside(way: Way) -> None:
    made = way.do(admit, admitted_on=way.today)
    with acting(way.clinic["admissions"].scope):
        with pytest.raises(Refused):
            undo_admission(actor=way.member(), at=timezone.now(), admission=made, reason="no")
        undo_admission(actor=way.member(), at=timezone.now(), admission=made, reason="The wrong Dee was chosen.")
        assert not Episode.objects.filter(client=way.client, voided_at=None).exists()
        assert not LevelOfCareStay.objects.filter(client=way.client, voided_at=None).exists()
        with pytest.raises(Refused):
            undo_admission(actor=way.member(), at=timezone.now(), admission=made, reason="The wrong Dee was chosen.")
    way.do(admit, admitted_on=way.today)


def attend(way: Way) -> Attendance:
    """Let the client be absent from a group of today: that is attendance taken, too."""
    clinic, now, day = way.clinic, timezone.now(), way.today
    owned: dict[str, Any] = {"organization": clinic.organization}
    facilitator = clinic["facilitator"].membership
    with acting(clinic["director"].scope):
        series = GroupSeries.objects.create(
            **owned, site=clinic.north, program=way.program, name="Skills", kind="skills", weekdays=[day.weekday()],
            local_start=time(18), minutes=60, break_minutes=0, from_on=day,
        )  # fmt: skip
        GroupMembership.objects.create(**owned, client=way.client, series=series, from_on=day)
        session = Session.objects.create(
            **owned, site=clinic.north, program=way.program, series=series, planned_on=day, kind="skills",
            title="Skills", day=day, starts_at=now, ends_at=now + timedelta(hours=1), capacity=12,
        )  # fmt: skip
        SessionStaff.objects.create(
            **owned, session=session, site=clinic.north, membership=facilitator, role="leader",
            slot=TimestamptzRange(now, now + timedelta(hours=1)),
        )  # fmt: skip
    with acting(clinic["facilitator"].scope):
        return Attendance.objects.create(
            **owned, client=way.client, session=session, status="absent", minutes=0, reason="sick", taken_at=now,
            taken_by=facilitator,
        )  # fmt: skip


def test_nobody_undoes_an_admission_since_which_attendance_was_taken(way: Way) -> None:
    made = way.do(admit, admitted_on=way.today)
    attended = attend(way)
    undo: dict[str, Any] = {"admission": made, "reason": "The wrong Dee was chosen."}

    with acting(way.clinic["admissions"].scope):
        with pytest.raises(Refused) as caught:
            undo_admission(actor=way.member(), at=timezone.now(), **undo)
        episode = Episode.objects.get(client=way.client, voided_at=None)
        with pytest.raises(IntegrityError, match="attendance was taken in this episode"), transaction.atomic():
            enrollment.void_episode(actor=way.member(), at=timezone.now(), episode=episode, reason="Past the action")
    (finding,) = caught.value.findings
    assert finding.code == "ADM-007"
    assert f"first on {way.today:%A, %B} {way.today.day}. Ask who led those sessions" in finding.sentence
    with acting(way.clinic["facilitator"].scope):
        take_attendance_back(
            actor=way.member("facilitator"), at=timezone.now(), attendance_id=attended.pk, reason="Another Dee"
        )
    with acting(way.clinic["admissions"].scope):
        undo_admission(actor=way.member(), at=timezone.now(), **undo)
        assert not Episode.objects.filter(client=way.client, voided_at=None).exists()


def test_nobody_undoes_an_admission_whose_episode_has_ended(way: Way) -> None:
    made = way.do(admit, admitted_on=way.today)
    with acting(way.clinic["admissions"].scope):
        LevelOfCareStay.objects.filter(client=way.client).update(ends_on=way.today)
        Episode.objects.filter(client=way.client).update(closed_on=way.today)
        with pytest.raises(Refused) as caught:
            undo_admission(actor=way.member(), at=timezone.now(), admission=made, reason="The wrong Dee was chosen.")
    assert [finding.code for finding in caught.value.findings] == ["ADM-006"]


@pytest.mark.parametrize("gate", sorted(MONEY))
@pytest.mark.parametrize(("who", "may"), [("admissions", False), ("supervisor", True), ("director", True)])
def test_the_database_knows_who_answers_for_money(way: Way, gate: Gate, who: str, may: bool) -> None:
    facts: dict[str, Any] = {
        "organization": way.clinic.organization, "client": way.client, "gate": gate, "reason": WHY,
        "waived_at": timezone.now(), "waived_on": way.today, "waived_by": way.clinic[who].membership,
    }  # fmt: skip
    with acting(way.clinic[who].scope):
        if may:
            Waiver.objects.create(**facts)
        else:
            with pytest.raises(IntegrityError, match="waiver_of_money"), transaction.atomic():
                Waiver.objects.create(**facts)
            Waiver.objects.create(**facts | {"gate": "contact"})
    with acting(way.clinic["admissions"].scope):
        waiver = Waiver.objects.get()
        take_back(actor=way.member(), at=timezone.now(), waiver=waiver, reason="Paid after all")
        assert Waiver.objects.get().voided_at


def test_the_database_refuses_admissions_that_the_action_would(way: Way) -> None:
    made = way.do(admit, admitted_on=way.today)
    with acting(way.clinic["admissions"].scope):
        undo_admission(actor=way.member(), at=timezone.now(), admission=made, reason="The wrong Dee was chosen.")
        names = ("client_id", "decision_id", "order_id", "admitted_on", "admitted_at", "admitted_by_id")
        kept = {name: getattr(made, name) for name in names} | {"organization_id": made.organization_id}
        with pytest.raises(IntegrityError, match="admission_of_episode"), transaction.atomic():
            Admission.objects.create(**kept, episode_id=made.episode_id, gates=made.gates)
        episode = Episode.objects.create(
            organization_id=made.organization_id, client=way.client, program=way.program, opened_on=way.today,
            opened_by=way.clinic["admissions"].membership,
        )  # fmt: skip
        for gates in (
            made.gates | {"assessment": "waived"}, made.gates | {"contact": "missing"}, {},
            {name: state for name, state in made.gates.items() if name != "order"},
        ):  # fmt: skip
            with pytest.raises(IntegrityError, match="admission_gates"), transaction.atomic():
                Admission.objects.create(**kept, episode=episode, gates=gates)


def test_the_database_keeps_what_was_written(way_of: Make) -> None:
    way = way_of(without=("contact",))
    waiver = way.do(waive, gate=Gate.CONTACT, reason=WHY)
    left = way.do(withdraw, why=Lost.UNWANTED)
    with acting(way.clinic["admissions"].scope):
        with pytest.raises(IntegrityError, match="waiver_stands"), transaction.atomic():
            Waiver.objects.filter(pk=waiver.pk).update(gate="rules")
        with pytest.raises(IntegrityError, match="waiver_gate"), transaction.atomic():
            Waiver.objects.create(
                organization_id=waiver.organization_id, client=way.client, gate="assessment", reason="x",
                waived_at=timezone.now(), waived_on=way.today, waived_by=way.clinic["admissions"].membership,
            )  # fmt: skip
        with pytest.raises(IntegrityError, match="withdrawal_stands"), transaction.atomic():
            Withdrawal.objects.filter(pk=left.pk).update(why="other")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM admissions_withdrawal")


def test_what_was_before_an_episode_ended_does_not_count_for_the_next(way: Way, clinic: Clinic) -> None:
    way.do(admit, admitted_on=way.today)
    with acting(clinic["admissions"].scope):
        Episode.objects.filter(client=way.client).update(voided_at=None)
        LevelOfCareStay.objects.filter(client=way.client).update(ends_on=way.today)
        Episode.objects.filter(client=way.client).update(closed_on=way.today)
    found = way.seen(on=way.today + timedelta(days=1))
    assert found is not None
    states = {str(each.gate): str(each.state) for each in found.standings}
    assert found.place.stage is Stage.ASSESSMENT
    assert (states["assessment"], states["placement"], states["order"]) == ("missing", "missing", "missing")
    assert (states["rules"], states["contact"]) == ("done", "done")


def test_the_other_organization_sees_nothing(way: Way, other: Clinic) -> None:
    with acting(other["admissions"].scope):
        assert not Admission.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM stepwell.screened(%s)", [[way.client.pk]])
            assert cursor.fetchone() == (0,)
