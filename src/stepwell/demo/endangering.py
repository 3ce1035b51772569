"""A crisis, from the critical answer to the follow-up, with a safety plan."""

from datetime import timedelta

from stepwell.crisis.actions import closings, events, plans
from stepwell.crisis.actions.events import Entry
from stepwell.crisis.models import CrisisEvent
from stepwell.crisis.rules.closing import Closing
from stepwell.crisis.rules.plans import PlanBody
from stepwell.crisis.vocabulary import Disposition, Outcome, Step
from stepwell.demo.lives import Life
from stepwell.demo.telling import Story
from stepwell.demo.world import World

_SPOKE = "Says the thought comes at night and goes again; no plan, no means at home."
_PLAN = PlanBody(
    signs=("No sleep for two nights", "Not answering calls"),
    alone=("Walk the dog", "Cold water, music"),
    places=("The library", "The diner on Third"),
    people=("My sister, 614 555 0196",),
    professionals=("The clinic, (614) 555 0100", "988"),
    surroundings=("My sister keeps the tablets",),
    how_likely=8,
    kept_where="On my phone",
)


def endangered(world: World, life: Life, event: CrisisEvent) -> Story:
    """Tell how a crisis is worked and closed, and that somebody asks again."""
    who, opened = life.office.email, event.opened_at.astimezone(world.made.zone)
    turn = yield world.at(opened + timedelta(minutes=12), who)
    events.take_over(actor=turn.actor, at=turn.at, event_id=event.pk)
    for step, words in ((Step.SPOKE, _SPOKE), (Step.ASSESSED, "Low risk now, with the sister tonight.")):
        entry = Entry(step, turn.at, words, told="The client", whereabouts="At the clinic")
        events.write_entry(actor=turn.actor, at=turn.at, event_id=event.pk, entry=entry)
    plan = plans.start_plan(actor=turn.actor, at=turn.at, client_id=life.who.pk)
    review_on = turn.at.date() + timedelta(days=30)
    plans.write_plan(actor=turn.actor, at=turn.at, plan=plan, version=plan.version, body=_PLAN, review_on=review_on)
    plan.refresh_from_db()
    plans.agree_plan(actor=turn.actor, at=turn.at, plan=plan, version=plan.version)
    turn = yield world.at(opened + timedelta(minutes=50), who)
    closing = Closing(Disposition.SAFE_WITH_PLAN, turn.at.date() + timedelta(days=1), has_follower=True, words=_SPOKE)
    event.refresh_from_db()
    closings.close_crisis(
        actor=turn.actor, at=turn.at, event_id=event.pk, version=event.version, closing=closing,
        follow_up_by=turn.actor.membership_id,
    )  # fmt: skip
    turn = yield world.at(opened + timedelta(days=1), who)
    closings.follow_up(
        actor=turn.actor, at=turn.at, event_id=event.pk, outcome=Outcome.SAFE, words="Slept, ate, comes tomorrow."
    )
