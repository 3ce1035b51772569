"""Appeals from the first letter to the last answer, and corrected claims made from a denied line."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.billing.queries.days import CLAIM_TELLS
from stepwell.claims.models import Claim
from stepwell.kernel.findings import Refused
from stepwell.platform.documents.models import Document
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Disclosure
from stepwell.privacy.rules.elements import statements_needed
from stepwell.privacy.vocabulary import Kind, Way
from stepwell.remittances.actions import appealing
from stepwell.remittances.actions.appealing import Words
from stepwell.remittances.models import Appeal, AppealedLine, AppealTerms, DenialCase, DenialStep
from stepwell.remittances.rules.appeals import Days, Enclosed, Outcome
from stepwell.remittances.vocabulary import End
from tests.db.remittances.answering import CONTRACT, answer, era
from tests.db.remittances.test_posting import DAYS as TWO_DAYS
from tests.db.remittances.world import CHARGED, World
from tests.db.treatmentplans.conftest import member
from tests.sampling.privacy import signed_consent

pytestmark = pytest.mark.django_db
DAYS = (*TWO_DAYS, date(2026, 3, 13))
DENIED = (("CO", "197", CHARGED),)
ARGUMENT = "The day was authorized under number A1 on March 2, by J. Doe, reference 7781."
WORDS = Words(ARGUMENT, "Bea Biller", (Enclosed.DECISION, Enclosed.NOTES), "Letter of March 2")


@pytest.fixture(autouse=True)
def pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write letters as their page: the PDF itself is tried on its own."""
    monkeypatch.setattr("stepwell.remittances.queries.appeals.pdf_of", lambda html, css: b"%PDF-1.7\n" + html.encode())


@pytest.fixture
def claim(world: World) -> Claim:
    """Two of three days were denied."""
    made = world.claim(*DAYS[:3])
    world.read(era(answer(made.number, (CONTRACT,), DENIED, DENIED)))
    return made


def cases(world: World) -> list[DenialCase]:
    with acting(world.biller):
        return list(DenialCase.objects.order_by("claim_line__number"))


def does(world: World, act: Any, name: str = "biller everywhere", **values: Any) -> Any:
    with acting(world.clinic[name].scope):
        return act(actor=member(world.clinic[name]), at=timezone.now(), **values)


def written(world: World, words: Words = WORDS, **values: Any) -> Appeal:
    first, second = cases(world)
    made: Appeal = does(world, appealing.draft, case_id=first.pk, **{"besides": [second.pk], **values})
    with acting(world.biller):
        appealing.rewrite(actor=member(world.clinic["biller everywhere"]), appeal_id=made.pk, version=1, words=words)
    return made


def send(world: World, appeal: Appeal, day: date | None = None) -> None:
    does(world, appealing.send, appeal_id=appeal.pk, sent_on=day or today(), way=Way.FAX)


def today() -> date:
    return timezone.localdate(timezone=ZoneInfo("America/New_York"))


def steps(world: World, case: DenialCase) -> list[str]:
    with acting(world.biller):
        return list(DenialStep.objects.filter(case=case).order_by("at", "created_at").values_list("kind", flat=True))


def agree(world: World, *, everything: bool = False) -> None:
    """Have Ana consent that her insurers are told for payment: what a claim tells, or everything."""
    with acting(world.clinic["admissions"].scope):
        signed_consent(
            world.clinic, "ana", kind="tpo", recipient_kind="payer", recipient="my insurers", recipient_is_class=True,
            categories=["all_records"] if everything else sorted(CLAIM_TELLS), purpose="tpo", expiry="none",
            expiry_event=None, statements=sorted(statements_needed(Kind.TPO)),
        )  # fmt: skip


def test_a_letter_about_two_days_is_sent_kept_and_followed_to_the_second_level(world: World, claim: Claim) -> None:
    agree(world, everything=True)
    appeal = written(world)
    send(world, appeal)
    with acting(world.biller):
        sent = Appeal.objects.get()
        document = Document.objects.get(pk=sent.document_id)
    with acting(world.clinic["privacy everywhere"].scope):
        disclosure = Disclosure.objects.get()
    assert (document.category, document.client_id) == ("billing", sent.client_id)
    for part in (
        b"reference 7781",
        b"First-level appeal",
        b"Letter of March 2",
        b"(197)",
        b"$850.00",
        b"42 CFR part 2",
    ):
        assert part in document.content
    assert (disclosure.recipient, disclosure.way) == (world.payer.name, "fax")
    assert "progress" in disclosure.categories
    assert world.state(claim) == "appealed"
    first, second = cases(world)
    assert first.deadline == second.deadline == sent.due_on == today() + timedelta(days=60)

    until = does(world, appealing.answer, appeal_id=appeal.pk, outcome=Outcome.UPHELD, answered_on=today())
    assert until == today() + timedelta(days=60)
    assert [one.outcome for one in cases(world)] == ["", ""]
    assert (steps(world, first), world.state(claim)) == (["opened", "appealed", "upheld"], "adjudicated")

    again = written(world, besides=[])
    assert (again.level, again.appeal_by) == (2, until)
    send(world, again)
    does(world, appealing.answer, appeal_id=again.pk, outcome=Outcome.OVERTURNED, answered_on=today())
    first, second = cases(world)
    assert (first.outcome, second.outcome, world.state(claim)) == (End.OVERTURNED, "", "appealed")


def test_the_external_review_is_the_last(world: World, claim: Claim) -> None:
    agree(world, everything=True)
    director = world.clinic["director everywhere"]
    with acting(director.scope):
        terms = Days(levels=1, external=30, answer=10)
        appealing.set_terms(
            actor=member(director), payer_id=world.payer.pk, version=0, days=terms, address="1 Appeal Way, Columbus, OH"
        )
        assert AppealTerms.objects.count() == 1
    for level, outcome in ((1, Outcome.PARTLY), (3, Outcome.PARTLY)):
        appeal = written(world)
        assert appeal.level == level
        send(world, appeal)
        does(world, appealing.answer, appeal_id=appeal.pk, outcome=outcome, answered_on=today())
    assert [one.outcome for one in cases(world)] == [End.PARTLY, End.PARTLY]
    with pytest.raises(Refused, match="DNL-001"):
        does(world, appealing.draft, case_id=cases(world)[0].pk)


def test_without_a_consent_that_permits_all_of_it_nothing_leaves(world: World, claim: Claim) -> None:
    appeal = written(world)
    with pytest.raises(Refused, match="APL-008"):
        send(world, appeal)
    agree(world)  # permits what a claim tells, and no notes
    with pytest.raises(Refused, match="APL-008"):
        send(world, appeal)
    with acting(world.biller):
        assert Appeal.objects.get().sent_at is None
        assert not Document.objects.filter(title__contains="appeal").exists()
    with acting(world.clinic["privacy everywhere"].scope):
        assert not Disclosure.objects.exists()
    assert world.state(claim) == "adjudicated"


def test_letters_are_finished_in_time_and_one_after_the_other(world: World, claim: Claim) -> None:
    agree(world, everything=True)
    appeal = written(world, Words("[to be said]" + ARGUMENT, "Bea Biller"))
    with pytest.raises(Refused, match="APL-009"):
        does(world, appealing.draft, case_id=cases(world)[1].pk)
    with pytest.raises(Refused, match="APL-002"):
        send(world, appeal)
    with acting(world.biller):
        appealing.rewrite(actor=member(world.clinic["biller everywhere"]), appeal_id=appeal.pk, version=2, words=WORDS)
    for day, code in ((today() + timedelta(days=1), "APL-004"), (DAYS[0] - timedelta(days=90), "APL-003")):
        with pytest.raises(Refused, match=code):
            send(world, appeal, day)
    with pytest.raises(Refused, match="APL-012"):
        does(world, appealing.answer, appeal_id=appeal.pk, outcome=Outcome.UPHELD, answered_on=today())
    does(world, appealing.drop, appeal_id=appeal.pk)
    with pytest.raises(Refused, match="APL-011"):
        does(world, appealing.drop, appeal_id=appeal.pk)
    with pytest.raises(Refused, match="APL-011"):
        send(world, appeal)
    assert written(world).level == 1


def test_what_could_not_be_processed_is_not_appealed(world: World) -> None:
    made = answer(world.claim(DAYS[0]).number, (("CO", "16", CHARGED),))
    lines = tuple(type(line)(line.control, line.why, remark="MA130") for line in made.lines)
    world.read(era(type(made)(made.number, lines, made.status, made.payer_control)))
    (case,) = cases(world)
    assert case.way == "anew"
    with pytest.raises(Refused, match="APL-007"):
        does(world, appealing.draft, case_id=case.pk)


STANDS = "stays as it was sent"
TRIED = {
    "UPDATE remittances_appeal SET argument = argument, level = 2": STANDS,
    "UPDATE remittances_appeal SET signer = 'Somebody else'": STANDS,
    "UPDATE remittances_appeal SET sent_on = sent_on - 1": STANDS,
    "UPDATE remittances_appeal SET outcome = 'upheld'": "appeal_answered_after_sending",
    "DELETE FROM remittances_appeal": "permission denied",
    "UPDATE remittances_appealedline SET created_at = now()": "permission denied",
}


def test_a_letter_that_was_sent_stays_as_it_was(world: World, claim: Claim) -> None:
    agree(world, everything=True)
    send(world, written(world))
    for statement, wrong in TRIED.items():
        with (
            acting(world.biller), pytest.raises(DatabaseError, match=wrong), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(statement)


def test_a_letter_is_about_one_claim(world: World, claim: Claim) -> None:
    appeal = written(world, besides=[])
    with acting(world.biller):
        foreign = world.claim(date(2026, 3, 16))
        world.read(era(answer(foreign.number, DENIED), number="EFT2"))
        other = DenialCase.objects.get(claim_line__claim=foreign)
        with pytest.raises(IntegrityError, match="denied lines of one claim"):
            AppealedLine.objects.create(
                organization=world.clinic.organization, appeal=appeal, case=other, client_id=other.client_id
            )
