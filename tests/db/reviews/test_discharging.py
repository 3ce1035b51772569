"""Discharge: what ends with the episode, what undoing brings back, whom it plans to call."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from stepwell.clients.models import ContactMethod, Episode
from stepwell.clients.vocabulary import Answer
from stepwell.kernel.findings import Refused
from stepwell.placement.models import ServicesOrder
from stepwell.platform.walls.scope import acting
from stepwell.reviews.actions import calling, discharging, summarizing
from stepwell.reviews.actions.calling import AttemptEntry
from stepwell.reviews.models import Discharge, DischargeSummary, FollowUpAttempt, FollowUpTask
from stepwell.reviews.queries import discharges, followups
from stepwell.reviews.queries.now import now_of
from stepwell.reviews.vocabulary import Reached, Way
from stepwell.scheduling.models import GroupMembership, Seat
from tests.db.reviews.conftest import AT, TODAY, Care, license_, member
from tests.db.reviews.test_reviewing import codes, refusals, run

pytestmark = pytest.mark.django_db


def test_everything_ends_with_the_episode_and_calls_are_planned(care: Care) -> None:
    made = care.discharge(care.summary())

    with acting(care.clinic["clinician"].scope):
        now = now_of(care.ana.pk, TODAY + timedelta(days=1))
        episode = Episode.objects.get()
        order = ServicesOrder.objects.get()
        ends = set(GroupMembership.objects.values_list("to_on", flat=True))
        seat = Seat.objects.get()
        calls = list(FollowUpTask.objects.order_by("days").values_list("days", "due_on"))
        text = DischargeSummary.objects.get().signed_text or ""
    assert (made.reason, episode.closed_on, order.ends_on, ends) == ("completed", TODAY, TODAY, {TODAY})
    assert (now.episode, now.order, now.places) == (None, None, ())
    assert seat.removed_at == AT
    assert calls == [(7, date(2026, 3, 27)), (30, date(2026, 4, 19)), (90, date(2026, 6, 18))]
    assert "Reason: Completed treatment here (reported as 1, completed)" in text
    assert "Next: Tuesday, March 24, 2026: therapy, Dr. Vance" in text


def test_those_who_know_the_episode_know_that_it_ended_and_not_how_it_went(care: Care) -> None:
    care.discharge(care.summary())

    for who, sees in (("biller", 1), ("admissions", 1), ("facilitator", 0), ("director", 1)):
        with acting(care.clinic[who].scope):
            assert Discharge.objects.count() == sees
            assert DischargeSummary.objects.count() == (1 if who == "director" else 0)


def test_undone_everything_is_as_it_was_but_the_freed_appointment(care: Care) -> None:
    made = care.discharge(care.summary())

    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lost = discharging.undo_discharge(actor=care.actor, at=AT, discharge=made, reason="The wrong person")

    with acting(care.clinic["clinician"].scope):
        now = now_of(care.ana.pk, TODAY + timedelta(days=30))
        due = followups.due(on=date(2026, 7, 1))
    assert lost == []
    assert now.stay
    assert now.order
    assert len(now.places) == 2
    assert due == []
    again = care.clinic["clinician"]
    with acting(again.scope), transaction.atomic():
        copied = summarizing.begin_summary(actor=care.actor, at=AT, client=care.ana)
        assert copied.words["course"] == "Came to most groups."
        assert len(discharges.appointments_of(copied.pk)) == 1
        assert discharges.parts_of(copied.pk)["triggers"] == ("triggers line",)


def test_a_group_that_is_full_by_then_is_named(care: Care) -> None:
    made = care.discharge(care.summary())
    with acting(care.clinic["director"].scope), transaction.atomic():
        run("UPDATE scheduling_groupseries SET capacity = 1, minimum = 1")
        GroupMembership.objects.create(
            organization=care.clinic.organization, client=care.clinic.clients["bo"],
            series=care.series["Evening skills"], from_on=TODAY + timedelta(days=1),
        )  # fmt: skip

    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lost = discharging.undo_discharge(actor=care.actor, at=AT, discharge=made, reason="The wrong person")

    assert [words.partition(":")[0] for words in lost] == ["Evening skills"]


def test_all_that_is_missing_is_said_at_once(care: Care) -> None:
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        bare = summarizing.begin_summary(actor=care.actor, at=AT, client=care.ana)

    with pytest.raises(Refused) as refused:
        care.discharge(bare)

    assert codes(refused) == {f"DIS-{n:03}" for n in (1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18)}


def test_nobody_is_called_who_cannot_be_reached_safely(care: Care) -> None:
    with acting(care.clinic["admissions"].scope):
        ContactMethod.objects.update(is_safe=False)

    with pytest.raises(Refused) as refused:
        care.discharge(care.summary())

    assert codes(refused) == {"DIS-014"}


def test_who_does_not_want_calls_gets_none(care: Care) -> None:
    care.discharge(care.summary(follow_up=False))

    with acting(care.clinic["clinician"].scope):
        assert not FollowUpTask.objects.exists()


def test_only_who_writes_the_course_of_care_discharges(care: Care) -> None:
    license_(care.clinic, "prescriber")
    summary = care.summary()

    with pytest.raises(Refused) as refused:
        care.discharge(summary, who="prescriber")

    assert codes(refused) == {"REV-014"}


def attempt(care: Care, days: int, outcome: Reached, who: str = "case_manager", **how: Any) -> FollowUpAttempt:
    with acting(care.clinic[who].scope), transaction.atomic():
        task = followups.get_task(care.ana.pk, FollowUpTask.objects.get(days=days).pk)
        assert task
        entry = AttemptEntry(Way.CALL, outcome, **how)
        return calling.note_attempt(actor=member(care.clinic[who]), at=AT, task=task, entry=entry)


def test_a_case_manager_calls_until_reached(care: Care) -> None:
    care.discharge(care.summary())

    attempt(care, 7, Reached.NO_ANSWER)
    attempt(care, 7, Reached.REACHED, abstinent=Answer.YES, in_care=Answer.YES, wants_back=True)

    with acting(care.clinic["case_manager"].scope):
        assert [row.is_open for row in followups.of_client(care.ana.pk, on=date(2026, 5, 1))[0]] == [False, True, False]
        said = {row.how for row in followups.attempts_of(care.ana.pk)}
    assert "Free of use since: yes; in care or a group: yes; wants to come back" in said
    with pytest.raises(Refused) as refused:
        attempt(care, 7, Reached.NO_ANSWER)
    assert codes(refused) == {"FUP-002"}


def test_who_wants_no_more_calls_gets_none(care: Care) -> None:
    care.discharge(care.summary())
    attempt(care, 7, Reached.DECLINED)

    with acting(care.clinic["clinician"].scope):
        assert followups.due(on=date(2026, 12, 1)) == []
    with pytest.raises(Refused) as refused:
        attempt(care, 30, Reached.NO_ANSWER)
    assert codes(refused) == {"FUP-001"}


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE reviews_discharge SET last_day = '2026-03-19'", "discharge_stands"),
        ("UPDATE reviews_discharge SET reason = 'died'", "discharge_stands"),
        ("UPDATE reviews_dischargesummary SET reason = 'died'", "summary_stands"),
        ("UPDATE reviews_nextappointment SET day = '2026-03-30'", "appointment_of_draft"),
        ("UPDATE reviews_relapseplan SET version = 7", "relapse_plan_of_draft"),
        ("UPDATE reviews_followuptask SET due_on = '2026-12-01'", "follow_up_of_discharge"),
    ],
)
def test_what_was_signed_is_never_changed(care: Care, statement: str, name: str) -> None:
    care.discharge(care.summary())

    assert refusals(care, statement) == {name}


def test_nobody_is_discharged_from_an_episode_that_goes_on(care: Care) -> None:
    summary = care.summary()
    with acting(care.clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        Discharge.objects.create(
            organization=care.clinic.organization, client=care.ana, episode_id=summary.episode_id, summary=summary,
            reason="completed", last_day=TODAY, done_at=AT, done_by=care.clinic["clinician"].membership,
        )  # fmt: skip
