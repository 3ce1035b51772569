"""The stories of the demonstration: a client's way, the weeks of a group, calls that came to nothing."""

from datetime import date, timedelta
from uuid import UUID

from stepwell.admissions.actions.entering import withdraw
from stepwell.admissions.vocabulary import Lost
from stepwell.attendance.actions.seeking import note_outreach
from stepwell.attendance.actions.taking import Mark, take
from stepwell.attendance.vocabulary import Absence, Location, Mode, Outcome, Way
from stepwell.demo import assessing, authorizing, helping, intake, noting, paying, treating, turning, words
from stepwell.demo.cast import Meeting
from stepwell.demo.endangering import endangered
from stepwell.demo.fates import FIRST, WEEK, Caller, Ending, Event
from stepwell.demo.lives import Life
from stepwell.demo.telling import Story, Turn
from stepwell.demo.world import World, next_on, workday
from stepwell.inquiries.actions.course import close_inquiry
from stepwell.inquiries.vocabulary import Ending as Closing
from stepwell.notes.actions.following import cosign_note
from stepwell.notes.queries.queues import to_cosign
from stepwell.privacy.actions.ending import revoke
from stepwell.privacy.vocabulary import Kind as ConsentKind
from stepwell.privacy.vocabulary import RevocationWay
from stepwell.reviews.vocabulary import Decision
from stepwell.scheduling.actions.sessions import lock
from stepwell.scheduling.models import Session
from stepwell.scheduling.queries.sessions import roster_of

DAY = timedelta(days=1)
UP = 14 * DAY  # in the level above
REVIEWED = (3, 6, 9)  # weeks of the stay
_WHY = (Lost.UNREACHED, Lost.ELSEWHERE, Lost.UNWANTED)
_REASONS = (Absence.NO_CONTACT, Absence.SICK, Absence.WORK, Absence.TRANSPORT, Absence.FAMILY)


def coming(world: World, life: Life) -> Story:
    """Tell how somebody comes: the call, consent, coverage, the assessment, the first day."""
    made, team = world.made, world.script.team
    groups = tuple(day for meeting in life.track.here.meetings for day in meeting.days)
    first = next_on(world.day(life.fate.begins), groups)
    called, minute = first - life.fate.waits * DAY, life.rng.randint(0, 59)
    yield from asking(world, life, called, minute)
    turn = yield world.step(called + DAY, 12, minute, team.admissions)
    intake.acknowledge(turn, world, life)
    turn = yield world.step(called + DAY, 15, minute, team.supervisor)
    intake.assign(turn, made, life, until=world.now)
    turn = yield world.step(workday(first - 2 * DAY), 10, minute, life.office.email)
    assessing.assess(turn, made, life)
    assessing.order(turn, life, on=first)
    if life.insurer.authorizes:
        world.teller.begin(authorizing.authorized(world, life, first))
    turn = yield world.step(first - DAY, 16, minute, team.admissions)
    treating.join(turn, made, life, from_on=first)
    turn = yield world.step(first, 8, minute, team.admissions)
    intake.admit(turn, world, life, first)
    world.teller.begin(staying(world, life, first))
    world.teller.begin(seen_alone(world, life, first))
    world.teller.begin(paying.paying(world, life, first))
    world.teller.begin(helping.helping(world, life, first))


def asking(world: World, life: Life, called: date, minute: int) -> Story:
    """Tell of the call and the day after it: who asks is reached, agrees, and says who pays."""
    made, admissions = world.made, world.script.team.admissions
    turn = yield world.step(called, 10, minute, admissions)
    inquiry = intake.call(turn, made, life)
    turn = yield world.step(called + DAY, 9, minute, admissions)
    if life.fate.caller is not Caller.PERSON:
        intake.agree(turn, inquiry, life)
    life.client = intake.reach(turn, made, life, inquiry)
    world.lives[life.client.pk] = life
    turn = yield world.step(called + DAY, 11, minute, admissions)
    life.consents = [intake.consent(turn, made, life, kind) for kind in (ConsentKind.CONTACT_PAYER, ConsentKind.TPO)]
    intake.cover(turn, made, life)


def lost(world: World, life: Life) -> Story:
    """Tell of somebody who is registered and never begins."""
    called = world.day(life.fate.begins)
    yield from asking(world, life, called, life.rng.randint(0, 59))
    turn = yield world.step(called + life.fate.waits * DAY, 16, 15, world.script.team.admissions)
    withdraw(actor=turn.actor, at=turn.at, client=life.who, why=life.rng.choice(_WHY))


def staying(world: World, life: Life, first: date) -> Story:
    """Tell the weeks in care: the plan, the questionnaires, reviews; then how it ends."""
    turn = yield world.step(first + DAY, 16, 30, life.office.email)
    treating.plan(turn, world.made, life)
    last = max(workday(world.day(life.fate.leaves)), first + 2 * DAY)
    week = 0
    while (day := first + (week + 1) * WEEK * DAY) < last:
        week += 1
        turn = yield world.step(day, 12, life.rng.randint(0, 50), life.office.email)
        crisis = treating.measure(turn, life, week=week, is_critical=(week, Event.CRISIS) in life.fate.events)
        if crisis:
            world.teller.begin(endangered(world, life, crisis))
        if (week, Event.STEP_UP) in life.fate.events:
            world.teller.begin(stepping_up(world, life, day))
        elif week in REVIEWED and life.level is life.track.here:
            turning.review(turn, world, life, Decision.PROGRESSING, life.track.here)
        if (week, Event.REVOKES) in life.fate.events:
            world.teller.begin(revoking(world, life, day + DAY))
    yield from leaving(world, life, last)


def stepping_up(world: World, life: Life, day: date) -> Story:
    """Tell of two weeks at the level above, and of the way back."""
    above, here = life.track.above, life.track.here
    if above is None:
        return
    turn = yield world.step(day, 14, 10, life.office.email)
    life.sees_alone = False
    begins = next_on(day + WEEK * DAY, (0,))
    turning.review(turn, world, life, Decision.NEEDS_MORE, above, effective_on=begins)
    turn = yield world.step(begins + UP - 3 * DAY, 17, 20, life.office.email)
    if life.is_open:
        turning.review(turn, world, life, Decision.GOALS_MET, here, effective_on=begins + UP)
        life.sees_alone = True


def leaving(world: World, life: Life, last: date) -> Story:
    """Tell the end: some weeks at the level after for some, the discharge, the call a week later."""
    who, after = life.office.email, life.track.after
    if after and life.fate.after and life.level is life.track.here:
        turn = yield world.step(last, 16, 40, who)
        life.sees_alone = False
        turning.review(turn, world, life, Decision.GOALS_MET, after, effective_on=last + DAY)
        last = workday(last + life.fate.after * WEEK * DAY)
    turn = yield world.step(last, 22, 0, who)
    turning.discharge(turn, life, last)
    turn = yield world.step(workday(last + 8 * DAY), 10, 20, world.script.team.supervisor)
    turning.call_after(turn, life)


def revoking(world: World, life: Life, day: date) -> Story:
    """Tell how somebody takes a consent back."""
    turn = yield world.step(day, 9, 35, world.script.team.admissions)
    if life.is_open:
        revoke(
            actor=turn.actor, at=turn.at, consent=life.consents[-1], way=RevocationWay.SPOKEN, asked_by=life.name,
            words="Does not want the employer’s plan to hear anything.",
        )  # fmt: skip


def seen_alone(world: World, life: Life, first: date) -> Story:
    """Tell the session alone of every second week, booked a few days ahead."""
    last = world.day(life.fate.leaves)
    weekday, hour = world.take_hour(life)
    day = next_on(first + DAY, (weekday,))
    while day < last:
        turn = yield world.step(max(day - 5 * DAY, first), 8, 59, life.office.email)
        if life.sees_alone and life.is_open:
            session = treating.book_alone(turn, world.made, life, starts=world.made.moment(day, hour))
            turn = yield world.step(day, hour, 54, world.script.team.director)
            lock(actor=turn.actor, at=turn.at, session_id=session.pk)
            turn = yield world.step(day, hour, 55, life.office.email)
            if life.is_open and attend(turn, life, session):
                noting.note_alone(turn, life, session)
        day += 2 * WEEK * DAY
    world.free_hour(life, (weekday, hour))


def meeting_weekly(world: World, meeting: Meeting) -> Story:
    """Tell what a group's leader writes down after each of its sessions."""
    day, number = world.day(-FIRST), 0
    ends = meeting.start.hour * 60 + meeting.start.minute + meeting.minutes + 5
    while True:
        day, number = next_on(day + DAY, meeting.days), number + 1
        turn = yield world.step(day, ends // 60, ends % 60 - 1, world.script.team.director)
        session = Session.objects.filter(series=world.made.groups[meeting.name], day=day, cancelled_at=None).first()
        if session is None:
            continue
        lock(actor=turn.actor, at=turn.at, session_id=session.pk)
        turn = yield world.step(day, ends // 60, ends % 60, meeting.leader)
        planned = {place.client_id: world.lives[place.client_id] for place in roster_of(session.pk)}
        present: dict[UUID, Life] = {}
        for client_id, life in planned.items():
            if attend(turn, life, session):
                present[client_id] = life
            elif life.rng.random() < 0.5:
                world.teller.begin(seeking(world, life, day + DAY))
        if present:
            turn = yield world.step(day, ends // 60 + 1, ends % 60, meeting.leader)
            # Who was discharged meanwhile is out of the leader's sight: their care ended before today.
            seen = {client_id: life for client_id, life in present.items() if life.is_open}
            if seen:
                noting.note_group(turn, session, seen, number=number)


def seeking(world: World, life: Life, day: date) -> Story:
    """Tell how somebody who did not come is called."""
    turn = yield world.step(day, 9, life.rng.randint(0, 40), life.office.email)
    if life.is_open:
        outcome = life.rng.choice((Outcome.REACHED, Outcome.MESSAGE, Outcome.NO_ANSWER))
        said = words.pick(life.rng, words.NOT_THERE)
        note_outreach(actor=turn.actor, at=turn.at, client_id=life.who.pk, way=Way.CALL, outcome=outcome, words=said)


def cosigning(world: World) -> Story:
    """Tell how the supervisor co-signs, each Friday, what colleagues without a license signed."""
    day = world.day(-FIRST)
    while True:
        day = next_on(day + DAY, (4,))
        turn = yield world.step(day, 17, 5, world.script.team.supervisor)
        for note in to_cosign(account_id=turn.actor.account_id):
            cosign_note(actor=turn.actor, at=turn.at, note_id=note.pk, mark=intake.mark_of(turn.actor.name))


def attend(turn: Turn, life: Life, session: Session) -> bool:
    """Take one client's attendance; returns whether they came."""
    is_there = life.rng.random() * 100 >= life.fate.misses
    is_gone = life.fate.ending is Ending.LOST_CONTACT and life.rng.random() < 0.2
    if not is_there or is_gone:
        mark = Mark(None, reason=life.rng.choice(_REASONS))
    elif session.room_id:
        mark = Mark(Mode.IN_PERSON)
    else:
        mark = Mark(Mode.VIDEO, location=Location.HOME, place="At home")
    take(actor=turn.actor, at=turn.at, session_id=session.pk, client_id=life.who.pk, mark=mark, version=None)
    return mark.mode is not None


def in_vain(world: World, life: Life) -> Story:
    """Tell of a call after which nobody came."""
    called, admissions = world.day(life.fate.begins), world.script.team.admissions
    turn = yield world.step(called, 11, life.rng.randint(0, 59), admissions)
    inquiry = intake.call(turn, world.made, life)
    turn = yield world.step(called + 6 * DAY, 9, 20, admissions)
    close_inquiry(actor=turn.actor, at=turn.at, inquiry_id=inquiry.pk, ending=Closing.ELSEWHERE, words="Found a place.")
