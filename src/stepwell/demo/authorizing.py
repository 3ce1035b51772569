"""What the utilization reviewer asks the payer for."""

from datetime import date, timedelta

from stepwell.authorizations import actions
from stepwell.authorizations.actions import Record
from stepwell.authorizations.rules.checking import Terms
from stepwell.authorizations.vocabulary import Status, Unit
from stepwell.clients.rules.enrollment import Span
from stepwell.demo.lives import Life
from stepwell.demo.telling import Story
from stepwell.demo.world import World

WEEKS = 4
UNITS = 12


def authorized(world: World, life: Life, first: date) -> Story:
    """Tell how the payer allows a month of days, and each month another."""
    begin, before = first, None
    code = "H0015" if life.codes[0] < "F2" else "S9480"
    while begin < world.day(life.fate.leaves):
        asked = begin - timedelta(days=3 if before else 1)
        turn = yield world.step(asked, 15, life.rng.randint(10, 50), world.script.team.utilization)
        end = begin + timedelta(weeks=WEEKS, days=-1)
        terms = Terms(
            life.insurer.name, life.track.here.level, (code,), Unit.DAY, Span(begin, end), turn.at.date(),
            Status.APPROVED, number=f"{life.insurer.name[:2].upper()}{life.rng.randint(100000, 999999)}",
            units_requested=UNITS, units_approved=UNITS, decided_on=turn.at.date(),
            next_review_on=end - timedelta(days=3),
        )  # fmt: skip
        record = Record(
            terms, reviewer_id=turn.actor.membership_id, payer_reviewer="Dr. Lang", payer_reference="by phone"
        )
        before = actions.record(actor=turn.actor, at=turn.at, client=life.who, record=record, extends=before)
        begin = end + timedelta(days=1)
