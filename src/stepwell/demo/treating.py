"""What a clinician does with a client: the plan, the session alone each week, measures, a crisis."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from stepwell.assessments.actions import measures
from stepwell.assessments.actions.measures import Given
from stepwell.assessments.vocabulary import Way
from stepwell.crisis.models import CrisisEvent
from stepwell.demo import words
from stepwell.demo.answers import gad, phq
from stepwell.demo.clinic import Standing
from stepwell.demo.intake import mark_of
from stepwell.demo.lives import Life
from stepwell.demo.telling import Turn
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.scheduling.actions.booking import Appointment, book_appointment
from stepwell.scheduling.actions.memberships import join_group
from stepwell.scheduling.models import Session
from stepwell.scheduling.vocabulary import Mode, SessionKind
from stepwell.treatmentplans.actions import drafts, parts, signing
from stepwell.treatmentplans.actions.drafts import Head, Words
from stepwell.treatmentplans.models import Plan
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.vocabulary import Area, Per, PlanKind, Responsible, Service

TARGET = timedelta(days=42)
COPIED = timedelta(days=2)
_SERVICES = {
    SessionKind.PROCESS: Service.PROCESS,
    SessionKind.SKILLS: Service.SKILLS,
    SessionKind.PSYCHOEDUCATION: Service.PSYCHOEDUCATION,
}


def join(turn: Turn, made: Standing, life: Life, *, from_on: date) -> None:
    """Let the client belong to the groups of their level from a day on."""
    for meeting in life.track.here.meetings:
        join_group(
            actor=turn.actor, at=turn.at, client_id=life.who.pk, series_id=made.groups[meeting.name], from_on=from_on
        )
    life.level = life.track.here


def plan(turn: Turn, made: Standing, life: Life) -> None:
    """Write the plan, sign it, and let the client sign it."""
    actor, at = turn.actor, turn.at
    head = Head(PlanKind.COMPREHENSIVE, at.astimezone(made.zone).date(), actor.membership_id)
    draft = drafts.begin_plan(actor=actor, at=at, client=life.who, head=head)
    _write(turn, life, draft, head)
    text = signing.text_to_sign(draft, tree.facts_of(draft), clinic=actor.organization_name)
    shown = digest_of(text.encode())
    signing.sign_plan(actor=actor, at=at, plan=draft, version=draft.version, mark=mark_of(actor.name), shown=shown)
    signing.sign_for_client(actor=actor, at=at, plan=draft, mark=mark_of(life.name), shown=shown)


def _write(turn: Turn, life: Life, draft: Plan, head: Head) -> None:
    actor, at = turn.actor, turn.at
    said = Words(
        words.pick(life.rng, words.STRENGTHS), "A way through evenings", "Chose the goals and the days", "None needed"
    )
    drafts.save_plan(actor=actor, at=at, plan=draft, version=draft.version, head=head, words=said)
    trouble = words.TROUBLES[life.codes[0][:3]]
    name = life.served.preferred or life.served.first
    area = Area.USE if life.codes[0] < "F2" else Area.MIND
    problem = parts.add_problem(
        actor=actor, at=at, plan=draft, new=parts.Problem(area, f"{name} {trouble}.", (life.codes[0],))
    )
    goal = parts.add_goal(
        actor=actor, at=at, plan=draft, problem_id=problem.pk, words=words.pick(life.rng, words.GOALS)
    )
    until = head.effective_from + TARGET
    life.aims = tuple(
        parts.add_objective(actor=actor, at=at, plan=draft, goal_id=goal.pk, new=new).pk
        for new in (
            parts.Objective("Will name three early signs of a lapse and what helps with each", "signs named",
                            Decimal(3), until),
            parts.Objective("Will come to the groups of each week", "groups a week", Decimal(3), until),
        )
    )  # fmt: skip
    for meeting in life.track.here.meetings:
        lasts = meeting.minutes - meeting.pause
        new = parts.Intervention(
            _SERVICES[meeting.kind], len(meeting.days), Per.WEEK, lasts, words=words.INTERVENTION,
            role=Responsible.FACILITATOR, objectives=life.aims,
        )  # fmt: skip
        parts.add_intervention(actor=actor, at=at, plan=draft, new=new)
    alone = parts.Intervention(
        Service.INDIVIDUAL, 2, Per.MONTH, life.track.here.alone, role=Responsible.COUNSELOR, objectives=life.aims[:1]
    )
    parts.add_intervention(actor=actor, at=at, plan=draft, new=alone)


def book_alone(turn: Turn, made: Standing, life: Life, *, starts: datetime) -> Session:
    """Book the next session alone with the primary clinician."""
    room = made.rooms[life.track.site, life.office.room] if life.office.room else None
    appointment = Appointment(
        SessionKind.INDIVIDUAL, made.programs[life.track.site, life.track.here.program].pk, starts,
        life.track.here.alone, leader_id=made.memberships[life.office.email], room_id=room,
        mode=Mode.IN_PERSON if room else Mode.VIDEO,
    )  # fmt: skip
    return book_appointment(actor=turn.actor, at=turn.at, client_ids=[life.who.pk], appointment=appointment)


def measure(turn: Turn, life: Life, *, week: int, is_critical: bool) -> CrisisEvent | None:
    """Ask the weekly questionnaires; returns the crisis that a critical answer opened.

    A critical answer is copied from paper two days later: a crisis of the past shall call nobody today.
    """
    taken_at = turn.at - COPIED if is_critical else turn.at
    way = Way.PAPER if is_critical else Way.SCREEN
    answers = (("phq-9", phq(life, week, is_critical=is_critical)), ("gad-7", gad(life, week)))
    recorded = [
        measures.record_response(
            actor=turn.actor, at=turn.at, client_id=life.who.pk,
            given=Given(instrument, "1", each, way, taken_at),
        )
        for instrument, each in answers
    ]  # fmt: skip
    return next((each.crisis for each in recorded if each.crisis), None)
