"""Money at the desk, and the first letters of payers: some clients pay ahead, owe a share, have a rest written off."""

from datetime import date, timedelta

from stepwell.billing.actions import adjusting, desk
from stepwell.billing.actions.adjusting import Asked
from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Owed, Posting
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way, WriteOffReason
from stepwell.coverage.models import Policy
from stepwell.demo.lives import Life
from stepwell.demo.telling import Story, Turn
from stepwell.demo.world import World, workday

ONE_OF = 3  # clients, one is told of
INTAKE, TAKEN_OFF, PAID, SHARE = 22_000, 7_000, 11_400, 2_400  # of the assessment; what is left is written off
REST = INTAKE - TAKEN_OFF - PAID - SHARE
_TENDERS = (  # on the first day; not all of them cover the share
    Tender(Way.CARD, 5_000, last_four="4242", approval="08F3C1"),
    Tender(Way.CASH, 2_000),
    Tender(Way.CHECK, 1_000, check_number="1043"),
)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_WORDS = "The payer answered twice that this rest is not paid. A third call costs more than it."


def paying(world: World, life: Life, first: date) -> Story:
    """Tell how somebody pays ahead, how the payer answers for the assessment, and what is done about the rest."""
    number = sum(map(ord, life.name))
    if number % ONE_OF:
        return
    team, key = world.script.team, f"{life.who.pk}"
    turn = yield world.step(first, 9, 10, team.admissions)
    desk.take_payment(
        actor=turn.actor, at=turn.at, client_id=life.who.pk, tendered=_TENDERS[number // ONE_OF % len(_TENDERS)],
        day=first, key=key, keeps_rest=True,
    )  # fmt: skip
    turn = yield world.step(first + _WEEK, 13, 20, team.biller)
    owed, assessed = _owed(life), workday(first - 2 * _DAY)
    _post(turn, world, life, ledger.charge(owed, INTAKE), assessed)
    turn = yield world.step(first + 3 * _WEEK, 11, 40, team.biller)
    answered = (ledger.contractual(owed, TAKEN_OFF), ledger.payer_payment(owed, PAID), ledger.transfer(owed, SHARE))
    for posting in answered:
        _post(turn, world, life, posting, assessed)
    desk.apply_prepayment(actor=turn.actor, at=turn.at, client_id=life.who.pk, key=f"{key} applied")
    turn = yield world.step(first + 6 * _WEEK, 14, 5, team.biller)
    asked = Asked(owed, REST, WriteOffReason.SMALL_BALANCE, _WORDS)
    row = adjusting.ask(actor=turn.actor, at=turn.at, client_id=life.who.pk, asked=asked, key=f"{key} rest")
    turn = yield world.step(first + 10 * _WEEK, 17, 15, team.director)
    adjusting.approve(actor=turn.actor, at=turn.at, write_off_id=row.pk)


def _owed(life: Life) -> Owed:
    policy = Policy.objects.get(client=life.who, rank=1, voided_at=None)
    return Owed(policy.pk, policy.payer_id)


def _post(turn: Turn, world: World, life: Life, posting: Posting, care: date) -> None:
    draft = Draft(
        posting, life.who.pk, turn.at.astimezone(world.made.zone).date(), f"{life.who.pk} {posting.kind}",
        service_day=care, reason="Assessment before the first day, billed on paper.",
    )  # fmt: skip
    post(actor=turn.actor, at=turn.at, draft=draft)
