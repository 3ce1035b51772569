"""Benefits asked by file and what care will cost: some clients' payers were asked this morning, some have answered."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from stepwell.clients.models import Episode
from stepwell.coverage.actions import again, asking, estimates, sending
from stepwell.coverage.actions.answers import take_up
from stepwell.coverage.actions.checks import consent_to_ask
from stepwell.coverage.asking import USUAL_TYPES
from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.models import EligibilityRequest, Policy
from stepwell.coverage.queries.estimates import grounds_of
from stepwell.coverage.rules.basis import Days
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.coverage.rules.planned import Planned
from stepwell.demo.payer.benefits import answers_to
from stepwell.demo.world import World
from stepwell.kernel.findings import Refused
from stepwell.platform.jobs.scopes import system
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.reading.sets import read

ASKED, ANSWERED, ESTIMATED = 8, 6, 12  # policies
_EARLIER = timedelta(hours=5)
_WEEK = timedelta(days=7)
_WEEKS = 8
_COURSE = _WEEKS * _WEEK


def say_how(world: World, *, at: datetime) -> None:
    """Write down how the payers are asked by file: all by one clearinghouse, as tests."""
    values = {
        "receiver_qualifier": "ZZ", "receiver_id": "EXAMPLECLEAR", "receiver_group_id": "",
        "submitter_qualifier": "ZZ", "submitter_id": "DEMOCLINIC", "submitter_group_id": "",
        "originator": f"9{world.script.organization.tax_id.replace('-', '')}", "service_types": list(USUAL_TYPES),
        "one_by_one": False, "answer_hours": 24, "production": False,
    }  # fmt: skip
    actor = world.made.member(world.script.team.admissions)
    asking.set_habit(actor=actor, at=at, payer_id=None, version=0, values=values)


def verify(world: World) -> None:
    """Ask about some policies by file, let some payers answer, estimate some courses, and list what is due."""
    made, team = world.made, world.script.team
    tenant = made.administrator.tenant
    with acting(made.scope_of(team.admissions)):
        actor = made.member(team.admissions)
        policies = _in_care()
        _ask(actor, world.now - _EARLIER, [one for one in policies if consent_to_ask(one, at=world.now)][:ASKED])
    sending.send(scope=system(tenant, "coverage.ask"), at=world.now - _EARLIER)
    with acting(system(tenant, "remittances.collect")) as scope:
        asked = EligibilityRequest.objects.filter(left_at__isnull=False).order_by("number")[:ANSWERED]
        for text in [one.text or "" for one in asked]:
            for _, answer in answers_to(text, world.now):
                for each in read(answer).sets:
                    if isinstance(each.content, Eligibility):
                        take_up(actor=scope, at=world.now, answer=each)
    with acting(made.scope_of(team.admissions)):
        for policy in [one for one in policies if one.rank == 1][:ESTIMATED]:
            _estimate(actor, world, policy)
    with acting(system(tenant, "coverage.verify_again")) as scope:
        again.note_due(actor=scope, at=world.now)


def _in_care() -> list[Policy]:
    """Return the policies of those in care, in the order of their record numbers."""
    found = Policy.objects.filter(
        voided_at=None, payer__isnull=False, client__episodes__closed_on=None, client__episodes__isnull=False,
        client__episodes__voided_at=None,
    )  # fmt: skip
    return list(found.select_related("payer__carve_out", "plan__carve_out", "client").order_by("client__record_number"))


def _first_day(policy: Policy, today: date) -> date:
    """Return the first day of an estimate: of the course under way, else the next Monday."""
    began = Episode.objects.filter(client=policy.client_id, closed_on=None, voided_at=None).values_list("opened_on")
    opened_on: date = began.get()[0]
    return opened_on if opened_on > today - _COURSE else today - timedelta(days=today.weekday()) + _WEEK


def _ask(actor: Member, at: datetime, policies: list[Policy]) -> None:
    for policy in policies:
        asking.ask(actor=actor, at=at, policy=policy, first=at.astimezone(actor.zone).date())


def _estimate(actor: Member, world: World, policy: Policy) -> None:
    first = _first_day(policy, world.now.astimezone(world.made.zone).date())
    grounds = grounds_of(policy.client_id, policy.client.site_id, policy.pk, on=first)
    if grounds is None or grounds.prices.contract is None:
        return
    day = next(one for one in grounds.prices.services if one.unit == ServiceUnit.DAY and one.contract.payer_id)
    days = Days(first, (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY), _WEEKS, attended=Decimal(90))
    try:
        estimates.make_estimate(actor=actor, at=world.now, grounds=grounds, planned=Planned(days, day.pk))
    except Refused:  # such as where the plan does not pay at all: the page says why
        return
