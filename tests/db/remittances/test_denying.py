"""Cases of denied lines: opened once by an answer, ended by the next, worked on, given up by two."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from stepwell.remittances.actions import denying
from stepwell.remittances.models import DenialCase, DenialStep
from stepwell.remittances.queries import denials
from stepwell.remittances.queries.denials import Wanted
from stepwell.remittances.vocabulary import End, Step
from tests.db.remittances.answering import CONTRACT, answer, era
from tests.db.remittances.test_posting import DAYS
from tests.db.remittances.world import CHARGED, World
from tests.db.treatmentplans.conftest import member

pytestmark = pytest.mark.django_db
WORDS = "Sent with the notes of the day, by fax"


@pytest.fixture
def denied(world: World) -> DenialCase:
    """A case: the second day of a claim was denied for want of an authorization."""
    world.read(era(answer(world.claim(*DAYS[:2]).number, (CONTRACT,), (("CO", "197", CHARGED),))))
    return cases(world)[0]


def cases(world: World) -> list[DenialCase]:
    with acting(world.biller):
        return list(DenialCase.objects.select_related("claim_line").order_by("opened_at", "id"))


def steps(world: World) -> list[str]:
    with acting(world.biller):
        return list(DenialStep.objects.order_by("at", "created_at").values_list("kind", flat=True))


def who(world: World, name: str) -> Member:
    with acting(world.clinic[name].scope):
        return member(world.clinic[name])


def does(world: World, act: Any, name: str = "biller everywhere", **values: Any) -> None:
    (case, *_) = cases(world)
    with acting(world.clinic[name].scope):
        act(actor=who(world, name), at=timezone.now(), case_id=case.pk, **values)


def test_a_denied_line_makes_a_case_with_what_to_do_by_when(world: World, denied: DenialCase) -> None:
    assert (denied.group, denied.way, denied.reason, denied.cents) == ("authorization", "appeal", "197", CHARGED)
    assert "SCR-501" in denied.gates
    assert denied.deadline == denied.appeal_by == denied.decided_on + timedelta(days=world.contract.appeal_days)
    assert denied.correct_by == DAYS[1] + timedelta(days=world.contract.filing_days)
    assert denied.claim_line.day == DAYS[1]
    assert (len(cases(world)), steps(world)) == (1, ["opened"])


def test_a_corrected_claim_has_the_days_of_its_contract(world: World) -> None:
    with acting(world.clinic["director everywhere"].scope):
        type(world.contract).objects.filter(pk=world.contract.pk).update(corrected_days=30)
    world.read(era(answer(world.claim(DAYS[0]).number, (("CO", "4", CHARGED),))))
    (case,) = cases(world)
    assert (case.way, case.deadline) == ("correct", case.decided_on + timedelta(days=30))


def test_what_is_paid_anew_is_overturned_by_itself(world: World) -> None:
    claim = world.claim(DAYS[0])
    denied = answer(claim.number, (("CO", "197", CHARGED),))
    world.read(era(denied))
    world.read(era(denied.taken_back, answer(claim.number), number="EFT2"))
    (case,) = cases(world)
    assert (case.outcome, case.closed_by) == (End.OVERTURNED, None)
    assert steps(world) == ["opened", "overturned"]


def test_what_is_denied_again_is_upheld_and_makes_another_case(world: World) -> None:
    claim = world.claim(DAYS[0])
    first = answer(claim.number, (("CO", "197", CHARGED),))
    world.read(era(first))
    world.read(era(first.taken_back, answer(claim.number, (("CO", "50", CHARGED),)), number="EFT2"))
    before, after = cases(world)
    assert (before.outcome, after.outcome, after.group) == (End.UPHELD, "", "necessity")


def test_steps_are_written_down_and_may_set_the_deadline(world: World, denied: DenialCase) -> None:
    does(world, denying.take_up)
    does(world, denying.write_step, kind=Step.APPEALED, words=WORDS, deadline=denied.decided_on + timedelta(days=9))
    (case,) = cases(world)
    assert (case.is_by_hand, case.deadline) == (True, denied.decided_on + timedelta(days=9))
    assert case.owner_id == who(world, "biller everywhere").membership_id
    assert steps(world) == ["opened", "taken", "appealed"]
    with pytest.raises(Refused, match="VOID-001"):
        does(world, denying.write_step, kind=Step.NOTED, words="no")
    with pytest.raises(Refused, match="DNL-002"):
        does(world, denying.write_step, kind=Step.NOTED, words=WORDS, deadline=denied.decided_on - timedelta(days=1))
    assert len(steps(world)) == 3


def test_a_closed_case_takes_no_step(world: World, denied: DenialCase) -> None:
    does(world, denying.write_step, kind=Step.UPHELD, words=WORDS)
    for act, values in ((denying.take_up, {}), (denying.write_step, {"kind": Step.NOTED, "words": WORDS})):
        with pytest.raises(Refused, match="DNL-001"):
            does(world, act, **values)
    assert [one.outcome for one in cases(world)] == [End.UPHELD]


def test_giving_up_takes_two_and_the_limit_of_the_second(world: World, denied: DenialCase) -> None:
    with pytest.raises(Refused, match="DNL-003"):
        does(world, denying.give_up, "director everywhere")
    does(world, denying.write_step, kind=Step.ASKED, words=WORDS)
    with pytest.raises(Refused, match="WOF-003"):
        does(world, denying.give_up)
    with pytest.raises(Refused, match="WOF-004"):
        does(world, denying.give_up, "biller")
    does(world, denying.keep_on, "director everywhere")
    does(world, denying.write_step, kind=Step.ASKED, words=WORDS)
    does(world, denying.give_up, "director everywhere")
    (case,) = cases(world)
    assert case.outcome == End.GIVEN_UP
    assert steps(world) == ["opened", "asked", "kept", "asked", "given_up"]


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE remittances_denialcase SET cents = 1", "stays as it was read"),
        ("DELETE FROM remittances_denialcase", "permission denied"),
        ("UPDATE remittances_denialstep SET kind = 'noted'", "permission denied"),
        ("UPDATE remittances_denialcase SET outcome = 'upheld'", "denial_case_closed"),
        (
            "UPDATE remittances_denialcase SET outcome = 'given_up', closed_at = now()",
            "denial_case_given_up_by_two",
        ),
    ],
)
def test_the_database_holds_it(world: World, denied: DenialCase, statement: str, wrong: str) -> None:
    with (
        acting(world.biller), pytest.raises(Exception, match=wrong) as raised, transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(statement)
    assert isinstance(raised.value, IntegrityError) or "permission" in wrong


def test_the_list_is_narrowed(world: World, denied: DenialCase) -> None:
    me, day = who(world, "biller everywhere").membership_id, date(2026, 3, 20)

    def found(on: date = day, **which: Any) -> int:
        with acting(world.biller):
            return len(denials.cases(Wanted(**which), on=on, me=me))

    assert [found(group="authorization"), found(group="coding")] == [1, 0]
    assert [found(payer_id=world.payer.pk), found(payer_id=me)] == [1, 0]
    assert [found(whose="nobody"), found(whose="mine")] == [1, 0]
    late, soon = denied.deadline + timedelta(days=1), denied.deadline - timedelta(days=7)
    assert [found(late, due="late"), found(soon, due="late")] == [1, 0]
    assert [found(soon, due="soon"), found(soon - timedelta(days=1), due="soon"), found(late, due="soon")] == [1, 0, 0]


def test_causes_name_the_rules_that_look_at_it(world: World, denied: DenialCase) -> None:
    with acting(world.biller):
        (cause,) = denials.causes(since=denied.decided_on)
    assert (cause.count, cause.amount, cause.still_open) == (1, "$425.00", 1)
    assert all(sentence for _, sentence in cause.gates)
