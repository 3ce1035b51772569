"""Help to pay: a fund with a gift, applications for the sliding fee, a payment plan of which parts are late."""

from datetime import date, timedelta
from decimal import Decimal

from stepwell.billing.actions import desk
from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.rules import ledger
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way
from stepwell.coverage.rules.payment_plans import Every
from stepwell.coverage.rules.sliding_fee import Region
from stepwell.demo.lives import Life
from stepwell.demo.telling import Story
from stepwell.demo.world import World, workday
from stepwell.funding.actions import applying, funds, plans
from stepwell.funding.actions.applying import Household, Shown
from stepwell.funding.actions.funds import Named, Outside
from stepwell.funding.actions.plans import Terms
from stepwell.funding.models import Fund
from stepwell.funding.vocabulary import MoneySource, Movement, Period, ProofKind

ONE_OF = 3  # clients; who pays ahead is told of elsewhere
GIFT, BEFORE, PART = 750_000, 22_000, 5_500
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_INCOMES = (Decimal(1_300), Decimal(2_250), Decimal(2_900))  # a month


def helping(world: World, life: Life, first: date) -> Story:
    """Tell how somebody is helped with what care costs."""
    number = sum(map(ord, life.name))
    if number % ONE_OF == 1:
        yield from _sliding_fee(world, life, first, number)
    elif number % ONE_OF == 2:
        yield from _in_parts(world, life, first)


def _sliding_fee(world: World, life: Life, first: date, number: int) -> Story:
    team, client_id = world.script.team, life.who.pk
    turn = yield world.step(first, 10, 40, team.admissions)
    home = Household(first, 1 + number % 4, _INCOMES[number % len(_INCOMES)], Period.MONTH, Region.CONTIGUOUS)
    shown = Shown(ProofKind.PAY_STUBS, first)
    row = applying.apply(
        actor=turn.actor, at=turn.at, client_id=client_id, household=home, shown=shown, key=f"{client_id} fee"
    )
    if number % 2:
        return  # it waits for somebody to decide
    turn = yield world.step(first + 2 * _DAY, 16, 10, team.director)
    if not Fund.objects.exists():
        named = Named("Bridge to recovery", "Shares of clients without work, by the county’s grant", turn.at.date())
        fund = funds.open_fund(actor=turn.actor, at=turn.at, named=named)
        funds.move(
            actor=turn.actor, at=turn.at, fund_id=fund.pk, kind=Movement.GIVEN, cents=GIFT, day=turn.at.date(),
            words="County grant, first half", key=f"{fund.pk} gift",
        )  # fmt: skip
    applying.grant(
        actor=turn.actor, at=turn.at, client_id=client_id, application_id=row.pk, valid_from=first, after_payer=False,
        words="",
    )  # fmt: skip


def _in_parts(world: World, life: Life, first: date) -> Story:
    team, client_id, care = world.script.team, life.who.pk, workday(first - 2 * _DAY)
    turn = yield world.step(first + _WEEK, 13, 50, team.biller)
    draft = Draft(
        ledger.charge(ledger.BY_CLIENT, BEFORE), client_id, turn.at.astimezone(world.made.zone).date(),
        f"{client_id} before", service_day=care, reason="Assessment before the first day, which no plan pays for.",
    )  # fmt: skip
    post(actor=turn.actor, at=turn.at, draft=draft)
    turn = yield world.step(first + 2 * _WEEK, 9, 30, team.admissions)
    day = turn.at.astimezone(world.made.zone).date()
    terms = Terms(BEFORE, 4, Every.MONTH, day)
    plans.make_plan(actor=turn.actor, at=turn.at, client_id=client_id, terms=terms, key=f"{client_id} plan")
    desk.take_payment(
        actor=turn.actor, at=turn.at, client_id=client_id, tendered=Tender(Way.CASH, PART), day=day,
        key=f"{client_id} first part",
    )  # fmt: skip
    outside = Outside(MoneySource.FAMILY, "A sister in Dayton", 2 * PART)
    funds.note_outside(actor=turn.actor, at=turn.at, client_id=client_id, outside=outside)
