"""Some clients are covered twice: the second payer is asked for what the first one leaves."""

from datetime import timedelta
from decimal import Decimal

from stepwell.claims.models import Claim
from stepwell.claims.vocabulary import State
from stepwell.coverage.actions import checks, policies
from stepwell.coverage.actions.checks import Found
from stepwell.coverage.models import Payer, Policy
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.policies import Terms
from stepwell.coverage.vocabulary import After, CheckWay, Network, PlanType
from stepwell.demo.payer.deciding import Fate, fate_of
from stepwell.demo.world import World
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting

TWICE = 2  # clients
SEVERAL = 6  # of whom Medicaid may cover some: it pays last
_LEAVES = {Fate.COINSURANCE, Fate.DEDUCTIBLE, Fate.FORWARDED}  # what the first payer does not pay of a claim
_BENEFITS = Benefits(
    is_active=True, network=Network.IN, deductible=Decimal(0), coinsurance=Decimal(0), out_of_pocket=Decimal(2000),
    out_of_pocket_met=Decimal(0), iop_covered=True, authorization_required=False,
)  # fmt: skip


def cover_twice(world: World) -> None:
    """Enter the card of a second plan for some clients of whose claims the first payer will leave something."""
    made, team = world.made, world.script.team
    with acting(made.scope_of(team.biller)):
        sent = Claim.objects.filter(state=State.SENT, client__episodes__closed_on=None).order_by("number")
        left = [client for client, number in sent.values_list("client", "number") if fate_of(number) in _LEAVES]
        clients = list(dict.fromkeys(left))[:SEVERAL]
    with acting(made.scope_of(team.admissions)):
        actor = made.member(team.admissions)
        for policy in (
            Policy.objects.filter(client__in=clients, rank=1, voided_at=None, payer__kind="commercial")
            .select_related("payer")
            .order_by("client")[:TWICE]
        ):
            _cover(actor, world, policy)


def _cover(actor: Member, world: World, first: Policy) -> None:
    others = Payer.objects.filter(ended_on=None, kind="commercial").exclude(name=str(first.payer)).order_by("name")
    payer = others.first()
    if payer is None:
        return
    terms = Terms(PlanType.PPO, 2, first.from_on, member_id=f"S{first.member_id or ''}"[:20], after=After.STANDARD)
    second = policies.add_policy(
        actor=actor, at=world.now, client_id=first.client_id, payer_id=payer.pk, terms=terms
    )  # fmt: skip
    found = Found(
        CheckWay.CALL, _BENEFITS, representative="Robin, coordination of benefits", reference="C2204",
        said="Pays second, what the first plan leaves.", verified_through=world.today + timedelta(days=30),
        gave_notice=True,
    )  # fmt: skip
    checks.record_check(actor=actor, at=world.now, policy=second, found=found)
