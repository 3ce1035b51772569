"""The twenty weeks before the present: an organization is founded, and everybody's story is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.db import connection

from stepwell.admissions.actions.firstday import begin_items
from stepwell.admissions.models import AdmissionItem
from stepwell.assessments.actions.weekly import schedule_all
from stepwell.coverage.actions.payers import PayerFacts, add_payer
from stepwell.crisis.actions.rota import Shift, put_on_call
from stepwell.crisis.rules.rota import Span
from stepwell.crisis.vocabulary import Place
from stepwell.demo import (
    charging,
    claiming,
    clinic,
    contracting,
    costing,
    covering,
    fates,
    reminding,
    stories,
    unsettling,
    verifying,
)
from stepwell.demo.cast import Level, Meeting, Script
from stepwell.demo.clinic import Standing
from stepwell.demo.fates import FIRST, WEEK
from stepwell.demo.lives import Life, lives
from stepwell.demo.telling import Story, Teller
from stepwell.demo.world import World
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions.notices import begin_texts
from stepwell.privacy.models import NoticeVersion
from stepwell.scheduling.actions.series import add_series, materialize
from stepwell.scheduling.rules.series import SeriesFacts

BEFORE = timedelta(days=FIRST + 2 * WEEK)  # the present: when the organization is founded
ON_CALL = 10  # days of the rota that are filled
CALLED = "614 555 0195"  # the number of whoever is on call
IN_VAIN = 5  # clients for each call that comes to nothing


def tell(script: Script, *, now: datetime, say: Callable[[str], None]) -> None:
    """Found an organization and tell its twenty weeks.

    now  the present, at which the stories stop
    say  told how far it is, week by week
    """
    began = now - BEFORE
    made = clinic.found(script, at=began, now=now)
    world = World(script, made, Teller(made, until=now), now)
    _prepare(world, at=began)
    for story in _stories(world):
        world.teller.begin(story)
    told = 0

    def passed(at: datetime) -> None:
        nonlocal told
        week = (at - began).days // WEEK
        if week > told:
            told = week
            _plan_anew()
            say(f"{script.organization.name}: week {week} of {BEFORE.days // WEEK}")

    world.teller.tell(passed)
    unsettling.unsettle(world)
    _fill_rota(world)
    _ask_weekly(world)
    charging.last_night(world)
    claiming.send_weeks(world)
    covering.cover_twice(world)
    costing.enter_costs(world)
    verifying.verify(world)
    reminding.remind(world)


def _ask_weekly(world: World) -> None:
    """Schedule what programs ask every week since their last day, as the hourly job does."""
    with acting(system(world.made.administrator.tenant, "assessments.send_due")) as scope:
        schedule_all(actor=scope, on=(world.now - timedelta(days=WEEK - 1)).astimezone(world.made.zone).date())


def _fill_rota(world: World) -> None:
    """Put the clinicians of each site on call for the days to come, in turn."""
    made, director = world.made, world.script.team.director
    tracks = {track.site: track for track in world.script.tracks}
    with acting(made.scope_of(director)):
        for site, track in tracks.items():
            for number in range(ON_CALL):
                starts = world.now + timedelta(days=number)
                who = track.offices[number % len(track.offices)].email
                span = Span(starts, starts + timedelta(days=1))
                shift = Shift(made.sites[site], made.memberships[who], Place.FIRST, span, CALLED)
                put_on_call(actor=made.member(director), at=world.now, shift=shift)


def _plan_anew() -> None:
    """Let the database plan its queries by how large the tables are now: they were empty when it planned them first."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _prepare(world: World, *, at: datetime) -> None:
    script, made, team = world.script, world.made, world.script.team
    with acting(made.scope_of(team.administrator)):
        begin_texts(actor=made.member(team.administrator), at=at)
        begin_items(actor=made.member(team.administrator), at=at)
        world.texts, world.items = list(NoticeVersion.objects.all()), list(AdmissionItem.objects.all())
    with acting(made.scope_of(team.admissions)):
        for number, insurer in enumerate(script.insurers, 1):
            facts = PayerFacts(insurer.name, insurer.kind, payer_id=f"DEMO{number}")
            made.payers[insurer.name] = add_payer(actor=made.member(team.admissions), at=at, facts=facts).pk
        contracting.list_others(world, at=at)
        verifying.say_how(world, at=at)
    with acting(made.scope_of(team.director)):
        contracting.agree(world, at=at)
        claiming.say_how(world, at=at)
        for site, level, meeting in meetings(script):
            _plan(made, site, level, meeting, director=team.director, at=at)


def meetings(script: Script) -> Iterator[tuple[str, Level, Meeting]]:
    """Yield every group of a script once, with its site and level."""
    seen = set()
    for track in script.tracks:
        for level in track.levels:
            for meeting in level.meetings:
                if meeting.name not in seen:
                    seen.add(meeting.name)
                    yield track.site, level, meeting


def _plan(made: Standing, site: str, level: Level, meeting: Meeting, *, director: str, at: datetime) -> None:
    facts = SeriesFacts(
        meeting.name, meeting.kind, frozenset(meeting.days), meeting.start, meeting.minutes,
        at.astimezone(made.zone).date(), break_minutes=meeting.pause, leader_id=made.memberships[meeting.leader],
        room_id=made.rooms[site, meeting.room] if meeting.room else None, capacity=meeting.seats, mode=meeting.mode,
    )  # fmt: skip
    program = made.programs[site, level.program]
    series = add_series(actor=made.member(director), at=at, program_id=program.pk, facts=facts)
    made.groups[meeting.name] = series.pk


def _stories(world: World) -> Iterator[Story]:
    yield _nights(world)
    for _, _, meeting in meetings(world.script):
        yield stories.meeting_weekly(world, meeting)
    yield stories.cosigning(world)
    yield charging.weekly(world)
    everybody = lives(world.script)
    for life in everybody:
        yield stories.lost(world, life) if life.fate.is_lost else stories.coming(world, life)
    yield from _calls(world, everybody)


def _calls(world: World, everybody: list[Life]) -> Iterator[Story]:
    """Yield calls after which nobody came: by people who are called like others here."""
    rng = Random(world.script.organization.name)
    for day in fates.days_of(rng, count=len(everybody) // IN_VAIN):
        like = rng.choice(everybody)
        life = replace(like, fate=replace(like.fate, begins=day), rng=Random(f"call {day}"))
        yield stories.in_vain(world, life)


def _nights(world: World) -> Story:
    """Make the sessions of the weeks to come, as the nightly job does."""
    day = world.day(-FIRST)
    while True:
        turn = yield world.step(day, 2, 0, world.script.team.director)
        materialize(at=turn.at)
        day += timedelta(days=WEEK)
