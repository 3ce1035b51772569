"""Why the weeks to come fall short: some found work or care for children in an evening, and a new group has free seats.

A director who plans the week finds them another evening. What was attended stays: it all begins with the next week.
"""

from datetime import date, time, timedelta

from stepwell.demo.cast import Meeting, Track
from stepwell.demo.fates import WEEK
from stepwell.demo.lives import Life
from stepwell.demo.world import World
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.actions.memberships import leave_group
from stepwell.scheduling.actions.series import add_series
from stepwell.scheduling.models import GroupMembership, GroupSeries
from stepwell.scheduling.rules.series import SeriesFacts
from stepwell.weekplans.actions.curricula import begin_curriculum, write_curriculum
from stepwell.weekplans.actions.times import Pattern, add_client_time
from stepwell.weekplans.models import Curriculum
from stepwell.weekplans.rules.lessons import read
from stepwell.weekplans.vocabulary import Coming, Why

_LESSONS = """# Beginning
Triggers
Cravings and what helps
A day with structure
Telling those who are close
# Holding on
Thoughts that open the door
Anger and boredom
Work, money, free evenings
Old friends, new friends
# Going on
Slips and what to do within the hour
Sleep and health
Holidays
A plan for the next year
"""

# Which of the level's groups somebody cannot come to any more, and why.
_CHANGES = ((1, Why.WORK), (1, Why.WORK), (2, Why.CHILD_CARE))
_FROM, _UNTIL = time(16), time(22)


def unsettle(world: World) -> None:
    """Let it happen in every track that has a new group."""
    with acting(world.made.scope_of(world.script.team.director)):
        _teach(world)
        for track in world.script.tracks:
            if track.online:
                _begin(world, track, track.online, is_shared=True)
            if track.spare:
                _begin(world, track, track.spare)
                people = sorted(_of(world, track), key=lambda life: life.name)
                for life, (number, why) in zip(people, _CHANGES, strict=False):
                    _change(world, life, number, why)


def _teach(world: World) -> None:
    """Let a group of each track work through lessons, since four weeks ago."""
    made, written = world.made, dict[str, Curriculum]()
    actor = made.member(world.script.team.director)
    for track in world.script.tracks:
        site = made.sites[track.site]
        if track.site not in written:
            written[track.site] = write_curriculum(
                actor=actor, site_id=site, name="Relapse prevention", lessons=read(_LESSONS), may_repeat=False
            )
        group = GroupSeries.objects.get(pk=made.groups[track.here.meetings[-1].name])
        begin_curriculum(
            actor=actor, at=world.now, series_id=group.pk, curriculum_id=written[track.site].pk,
            from_on=max(group.from_on, _monday(world) - timedelta(weeks=4)),
        )  # fmt: skip


def _of(world: World, track: Track) -> list[Life]:
    """Return who belongs to the groups of a track's first level now, and goes on."""
    return [
        life
        for life in world.lives.values()
        if life.track is track and life.is_open and life.level == track.here and _belongs(world, life, 0)
    ]


def _begin(world: World, track: Track, meeting: Meeting, *, is_shared: bool = False) -> None:
    """Add a new group, from the next Monday on."""
    made = world.made
    facts = SeriesFacts(
        meeting.name, meeting.kind, frozenset(meeting.days), meeting.start, meeting.minutes, _monday(world),
        break_minutes=meeting.pause, leader_id=made.memberships[meeting.leader],
        room_id=made.rooms[track.site, meeting.room] if meeting.room else None, capacity=meeting.seats, minimum=2,
        mode=meeting.mode, is_shared=is_shared,
    )  # fmt: skip
    program = made.programs[track.site, track.here.program]
    actor = made.member(world.script.team.director)
    made.groups[meeting.name] = add_series(actor=actor, at=world.now, program_id=program.pk, facts=facts).pk


def _change(world: World, life: Life, number: int, why: Why) -> None:
    """Let somebody leave a group from the next Monday on, as they cannot come then."""
    actor, monday = world.made.member(world.script.team.director), _monday(world)
    row = _belongs(world, life, number)
    if row is None:
        return
    days = frozenset(life.track.here.meetings[number].days)
    add_client_time(
        actor=actor, client_id=life.who.pk, pattern=Pattern(days, _FROM, _UNTIL, monday, None), coming=Coming.CANNOT,
        why=why,
    )  # fmt: skip
    leave_group(
        actor=actor, at=world.now, membership_id=row.pk, to_on=monday - timedelta(days=1), reason="Cannot come then"
    )


def _belongs(world: World, life: Life, number: int) -> GroupMembership | None:
    """Return the membership that goes on of one of the level's groups."""
    group = world.made.groups[life.track.here.meetings[number].name]
    found = GroupMembership.objects.filter(client=life.who.pk, series=group, to_on=None, voided_at=None)
    return found.filter(from_on__lt=_monday(world)).first()


def _monday(world: World) -> date:
    return world.day(WEEK - world.today.weekday())
