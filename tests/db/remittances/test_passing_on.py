"""The claim to the next payer: made by itself from what the first one decided, once, sent, answered, made anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from stepwell.billing.models import Entry
from stepwell.claims.actions import leaving
from stepwell.claims.actions.mending import rescrub
from stepwell.claims.actions.queuing import queue
from stepwell.claims.models import Claim, ClaimLine, ClaimVersion, OutboundText
from stepwell.claims.rules.packing import unpacked
from stepwell.coverage.models import Contract, Payer, Policy
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Disclosure
from stepwell.remittances.actions.passing_on import pass_on
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.actions.taking import take
from stepwell.remittances.models import WorkItem
from stepwell.remittances.queries.days import answered_days
from stepwell.remittances.vocabulary import Way
from tests.db.claims.conftest import Claiming, make_claiming
from tests.db.remittances.answering import Answer, Line, answer, era
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
COINSURANCE = (("CO", "45", 14_000), ("PR", "2", 5_700))
LEFT = 5_700


@dataclass
class Double:
    """Ana's day at two payers."""

    claiming: Claiming
    payer: Payer
    policy: Policy

    @property
    def jobs(self) -> Any:
        return self.claiming.clinic.system()

    def claims(self) -> list[Claim]:
        return self.claiming.claims()

    def send(self, claim: Claim) -> None:
        self.claiming.do(queue, claim_ids=[claim.pk])
        leaving.send(scope=system(self.claiming.clinic.organization.pk, "claims.send"), at=timezone.now())

    def read(self, *answers: Answer, number: str = "EFT1") -> None:
        with acting(self.jobs):
            content = era(*answers, number=number).encode()
            key = take(actor=self.jobs, at=timezone.now(), name="a.x12", content=content, way=Way.FOLDER).file_id
        read_file(actor=self.jobs, at=timezone.now(), file_id=key)

    def answered(self) -> list[tuple[Any, ...]]:
        """Return the policies whose payers answered, each with what it leaves, its coinsurance and its payment."""
        policies = {claim.policy_id: claim.sequence for claim in self.claims()}
        with acting(self.jobs):
            found = answered_days(list(policies))
        days = [(policy, day) for policy in sorted(found, key=policies.__getitem__) for day in found[policy]]
        return [(policy, day.owes, day.coinsurance, day.paid) for policy, day in days]

    def pass_on(self) -> int:
        with acting(self.jobs):
            return pass_on(actor=self.jobs, at=timezone.now())

    def work(self) -> list[str]:
        with acting(self.jobs):
            return sorted(WorkItem.objects.filter(done_at=None).values_list("code", flat=True))

    def owed(self) -> dict[str, int]:
        """Return what payers and client still owe, in cents."""
        found: dict[str, int] = {}
        with acting(self.jobs):
            for account, cents in Entry.objects.filter(account__in=["payer", "client"]).values_list("account", "cents"):
                found[account] = found.get(account, 0) + cents
        return {account: cents for account, cents in found.items() if cents}


@pytest.fixture
def double(clinic: Clinic) -> Double:
    claiming = make_claiming(clinic)
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.create(**owned, name="Lakeside Health", kind="commercial", payer_id="LAKE1")
        policy = Policy.objects.create(
            **owned, client=clinic.clients["ana"], payer=payer, plan_type="ppo", member_id="L777", rank=2,
            member_id_index=b"n" * 16, from_on=date(2026, 1, 1), holder="other", holder_name="Rosa López",
            holder_relation="wife", holder_birth_date="1980-02-03",
        )  # fmt: skip
    with acting(clinic["biller"].scope):
        Contract.objects.create(
            **owned, payer=payer, name="Out of network", from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X",
            place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
    claiming.cut()
    made = Double(claiming, payer, policy)
    made.send(made.claims()[0])
    return made


def lines(double: Double, number: str, *why: tuple[str, str, int]) -> tuple[Line, ...]:
    return (Line(f"{number}-1", why, day=double.claiming.charging.day),)


def test_what_the_first_payer_left_is_asked_of_the_second_who_pays_it(double: Double) -> None:
    first = double.claims()[0]
    double.read(answer(first.number, COINSURANCE))
    assert double.pass_on() == 1
    assert double.pass_on() == 0
    first, second = double.claims()
    assert (first.state, second.state) == ("closed", "ready")
    assert "POS-016" not in double.work()
    assert (second.sequence, second.after_id, second.payer_id) == (2, first.pk, double.payer.pk)
    with acting(double.jobs):
        assert ClaimLine.objects.get(claim=second).owed == LEFT
        said = unpacked(ClaimVersion.objects.get(claim=second).said)
    assert said.coverage.member.member_id == "L777"
    assert said.dependent is not None
    assert [one.reason for one in said.lines[0].decisions[0].adjustments] == ["45", "2"]

    double.send(second)
    with acting(double.jobs):
        text = OutboundText.objects.order_by("file__interchange").last().text
    assert text is not None
    for part in ("SBR*S*", "LAKE1", "SVD*BUCK1*228", "CAS*CO*45*140", "CAS*PR*2*57", "AMT*D*228"):
        assert part in text
    with acting(double.claiming.clinic["privacy everywhere"].scope):
        recipients = {row.recipient for row in Disclosure.objects.all()}
    assert recipients == {"Buckeye Mutual", "Lakeside Health"}

    prior = ("OA", "23", 42_500 - LEFT)
    double.read(Answer(second.number, lines(double, second.number, prior), "2", "ICN2"), number="EFT2")
    assert double.claims()[1].state == "closed"
    assert double.owed() == {}


def test_each_payer_has_answered_the_day_with_its_own_amounts(double: Double) -> None:
    """As estimates count it; a later payer that pays nothing and leaves nothing has decided all the same."""
    first, prior = double.claims()[0], ("OA", "23", 42_500 - LEFT)
    double.read(answer(first.number, COINSURANCE))
    double.pass_on()
    second = double.claims()[1]
    double.send(second)
    by_first, paid = (first.policy_id, 57, 57, 228), Answer(second.number, lines(double, second.number, prior), "2")

    assert double.answered() == [by_first]
    double.read(paid, number="EFT2")
    assert double.answered() == [by_first, (double.policy.pk, 0, 0, 57)]
    double.read(paid.taken_back, number="EFT3")
    assert double.answered() == [by_first]
    free = lines(double, second.number, prior, ("CO", "45", LEFT))
    double.read(Answer(second.number, free, "2", "ICN3"), number="EFT4")
    assert double.answered() == [by_first, (double.policy.pk, 0, 0, 0)]


def test_what_is_scrubbed_again_still_says_what_was_decided(double: Double) -> None:
    double.read(answer(double.claims()[0].number, COINSURANCE))
    double.pass_on()
    second = double.claims()[1]
    double.claiming.do(rescrub, claim_ids=[second.pk])
    with acting(double.jobs):
        assert ClaimVersion.objects.filter(claim=second).count() == 1
    assert double.claims()[1].state == "ready"


def test_a_claim_that_was_sent_on_never_leaves_and_finds_its_answer(double: Double) -> None:
    first = double.claims()[0]
    double.read(answer(first.number, COINSURANCE, status="19"))
    assert double.pass_on() == 1
    first, second = double.claims()
    assert (first.state, second.state) == ("closed", "forwarded")
    with pytest.raises(Exception, match="CLM-003"):
        double.send(second)
    prior = ("OA", "23", 42_500 - LEFT)
    double.read(Answer(first.number, lines(double, first.number, prior), "2", "X9"), number="EFT2")
    assert [one.state for one in double.claims()] == ["closed", "closed"]
    assert double.owed() == {}


def test_what_is_decided_anew_takes_the_place_of_what_did_not_leave(double: Double) -> None:
    first = answer(double.claims()[0].number, COINSURANCE)
    double.read(first)
    double.pass_on()
    more = (("CO", "45", 14_000), ("PR", "2", 8_000))
    double.read(first.taken_back, answer(first.number, more), number="EFT2")
    assert double.pass_on() == 1
    _, old, new = double.claims()
    assert (old.state, new.state) == ("dropped", "ready")
    with acting(double.jobs):
        assert ClaimLine.objects.get(claim=new).owed == 8_000


def test_without_terms_with_the_next_payer_it_is_work_until_there_are_some(double: Double) -> None:
    with acting(double.claiming.clinic["biller"].scope):
        Contract.objects.filter(payer=double.payer).update(to_on=date(2026, 1, 2))
    double.read(answer(double.claims()[0].number, COINSURANCE))
    assert (double.pass_on(), double.pass_on()) == (0, 0)
    assert double.work() == ["COB-005", "POS-016"]
    assert len(double.claims()) == 1
    with acting(double.claiming.clinic["biller"].scope):
        Contract.objects.filter(payer=double.payer).update(to_on=None)
    assert double.pass_on() == 1
    assert double.work() == []
