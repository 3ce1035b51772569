"""Charges: a biller looks at the days of the week before each Monday, and the night before the present did the rest."""

from datetime import timedelta

from stepwell.billing.actions.charging import charge_days
from stepwell.billing.queries.due import due
from stepwell.demo.fates import FIRST, WEEK
from stepwell.demo.telling import Story
from stepwell.demo.world import World
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting

_DAY, _WEEK = timedelta(days=1), timedelta(days=WEEK)
_BACK = 3 * _WEEK  # what waits longer is seen by the last night


def weekly(world: World) -> Story:
    """Tell how the biller charges what can be charged."""
    day = world.day(-FIRST)
    while True:
        day += _DAY + timedelta(days=(-day.weekday() - 1) % WEEK)  # the next Monday
        turn = yield world.step(day, 8, 40, world.script.team.biller)
        charge_days(actor=turn.actor, at=turn.at, pairs=due(day - _BACK, day - _DAY))


def last_night(world: World) -> None:
    """Charge what the nightly job would have charged by now, and hold the rest."""
    today = world.now.astimezone(world.made.zone).date()
    with acting(system(world.made.administrator.tenant, "billing.charge")) as scope:
        charge_days(actor=scope, at=world.now, pairs=due(world.day(-FIRST), today - _DAY))
