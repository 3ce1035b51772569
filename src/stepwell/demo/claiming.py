"""Claims: all days that are charged are cut into claims, and the biller sent those of past weeks; the last wait."""

from datetime import datetime, timedelta

from stepwell.claims.actions.cutting import cut_claims
from stepwell.claims.actions.leaving import send
from stepwell.claims.actions.queuing import queue
from stepwell.claims.actions.settings import set_route
from stepwell.claims.models import Claim
from stepwell.claims.tasks import week_before
from stepwell.claims.vocabulary import State
from stepwell.demo.world import World
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting

_WAIT = timedelta(days=10)  # how long the last claims have been lying when somebody first looks at them


def say_how(world: World, *, at: datetime) -> None:
    """Write down how claims reach the payers: all by one clearinghouse, as tests."""
    values = {
        "receiver_name": "Example Clearinghouse", "receiver_qualifier": "ZZ", "receiver_id": "EXAMPLECLEAR",
        "receiver_group_id": "", "submitter_qualifier": "ZZ", "submitter_id": "DEMOCLINIC", "submitter_group_id": "",
        "contact_name": "Billing", "contact_phone": world.script.organization.phone, "contact_email": "",
        "production": False, "apart": ["month", "rendering"], "year_begins": 1,
    }  # fmt: skip
    set_route(
        actor=world.made.member(world.script.team.director), at=at, payer_id=None, version=0, values=values
    )  # fmt: skip


def send_weeks(world: World) -> None:
    """Cut what is charged, and let the claims of all weeks but the last leave."""
    made, biller = world.made, world.script.team.biller
    through = week_before(world.now, made.zone)
    with acting(made.scope_of(biller)):
        actor = made.member(biller)
        cut_claims(actor=actor, at=world.now, through=through)
        older = Claim.objects.filter(state=State.READY, last_on__lte=through - _WAIT)
        if ready := list(older.values_list("pk", flat=True)):
            queue(actor=actor, at=world.now, claim_ids=ready)
    send(scope=system(made.administrator.tenant, "claims.send"), at=world.now)
