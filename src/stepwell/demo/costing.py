"""What billing cost in the months before: entered once they are over."""

from stepwell.billing.actions.costing import set_cost
from stepwell.billing.rules.indicators import months_until
from stepwell.demo.world import World
from stepwell.platform.walls.scope import acting

_CENTS = (412_000, 428_500, 419_900)  # of the last months that are over, the latest last


def enter_costs(world: World) -> None:
    """Enter what billing cost: pay, clearinghouse, software."""
    made, biller = world.made, world.script.team.biller
    months = months_until(world.today, count=len(_CENTS) + 1)[:-1]
    with acting(made.scope_of(biller)):
        for month, cents in zip(months, _CENTS, strict=True):
            set_cost(actor=made.member(biller), at=world.now, month=month, cents=cents, version=0)
