"""Asking a payer by file: consent, disclosure, numbers, one file in the folder, and the answer that comes back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from stepwell.coverage.actions import asking, sending
from stepwell.coverage.actions.answers import keep_answer
from stepwell.coverage.asking import FIRST_NUMBER, Asked
from stepwell.coverage.models import EligibilityAnswer, EligibilityRequest, Payer, Policy
from stepwell.coverage.queries import asking as queries
from stepwell.kernel.findings import Refused
from stepwell.platform.jobs.scopes import system
from stepwell.platform.outbound import folder_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions.consents import void_consent
from stepwell.privacy.models import Disclosure
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.actions.taking import take
from stepwell.remittances.models import WorkItem
from stepwell.remittances.vocabulary import Way
from tests.db.coverage.conftest import AT, may_ask
from tests.rules.coverage.test_verifying import STORY
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
HABIT: dict[str, Any] = {
    "receiver_qualifier": "ZZ", "receiver_id": "CLEARHOUSE", "receiver_group_id": "", "submitter_qualifier": "ZZ",
    "submitter_id": "CLINIC", "submitter_group_id": "", "originator": "9311234567", "service_types": ["30", "CJ"],
    "one_by_one": False, "answer_hours": 24, "production": False,
}  # fmt: skip
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.OUTBOUND_FOLDER = tmp_path


@pytest.fixture
def known(coordinator: Member, policy: Policy, payer: Payer) -> Policy:
    """A policy whose payer may be asked by file, but for the consent."""
    Payer.objects.filter(pk=payer.pk).update(payer_id="99999")
    Policy.objects.filter(pk=policy.pk).update(member_id="W123456789")
    asking.set_habit(actor=coordinator, at=AT, payer_id=None, version=0, values=HABIT)
    return Policy.objects.select_related("payer").get(pk=policy.pk)


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        call()
    return [finding.code for finding in refusal.value.findings]


def send(clinic: Clinic) -> int:
    return sending.send(scope=system(clinic.organization.pk, "coverage.ask"), at=timezone.now())


def files(clinic: Clinic) -> list[str]:
    return sorted(one.name for one in (Path(settings.OUTBOUND_FOLDER) / str(clinic.organization.pk)).glob("*.x12"))


def come(clinic: Clinic, text: str) -> None:
    """Let a file come by the folder, and read it."""
    scope = system(clinic.organization.pk, "remittances.collect")
    with acting(scope):
        file = take(actor=scope, at=timezone.now(), name="in.x12", content=text.encode(), way=Way.FOLDER)
    read_file(actor=scope, at=timezone.now(), file_id=file.file_id)


def acknowledged(status: str, number: int = FIRST_NUMBER) -> str:
    head = STORY[: STORY.index("GS*HB")]
    return (
        f"{head}GS*FA*CLEARHOUSE*CLINIC*20260302*0915*301*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HS*{number}~"
        f"AK2*270*{number}~IK5*{status}~AK9*{status}*1*1*{int(status == 'A')}~SE*6*0001~GE*1*301~IEA*1*000000301~"
    )


def test_nobody_is_asked_without_habits_and_consent(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    def ask() -> object:
        row = Policy.objects.select_related("payer").get(pk=policy.pk)
        return asking.ask(actor=coordinator, at=AT, policy=row, first=DAY)

    assert refused(ask) == ["COV-061"]
    asking.set_habit(actor=coordinator, at=AT, payer_id=None, version=0, values=HABIT)
    assert refused(ask) == ["COV-062"]
    Payer.objects.update(payer_id="99999")
    with pytest.raises(Refused) as refusal:
        ask()
    assert [(one.code, "Buckeye Mutual" in one.sentence) for one in refusal.value.findings] == [("COV-030", True)]
    may_ask(clinic)
    ask()
    assert refused(ask) == ["COV-063"]


def test_a_question_leaves_once_with_its_disclosure(clinic: Clinic, coordinator: Member, known: Policy) -> None:
    consent = may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)

    assert [send(clinic), send(clinic)] == [1, 0]

    assert files(clinic) == [f"270-{FIRST_NUMBER}.x12"]
    row, told = EligibilityRequest.objects.get(), Disclosure.objects.get()
    assert (row.state, row.disclosure_id, row.number) == (Asked.SENT, told.pk, FIRST_NUMBER)
    assert (told.consent_id, told.recipient) == (consent.pk, "Buckeye Mutual")
    folder = Path(settings.OUTBOUND_FOLDER) / str(clinic.organization.pk)
    assert (folder / row.name).read_text() == row.text


def test_a_file_that_was_moved_before_a_crash_is_not_sent_again(
    clinic: Clinic, coordinator: Member, known: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_leave", lambda *_, **__: False)
        assert send(clinic) == 0
    folder = folder_of(clinic.organization.pk)
    folder.release(f"270-{FIRST_NUMBER}.x12")  # and the database was not told

    assert send(clinic) == 1

    assert files(clinic) == [f"270-{FIRST_NUMBER}.x12"]
    row = EligibilityRequest.objects.get()
    assert (row.state, row.left_at, Disclosure.objects.count()) == (Asked.SENT, row.spooled_at, 1)


def test_a_consent_that_ended_before_it_leaves_stops_it(clinic: Clinic, coordinator: Member, known: Policy) -> None:
    consent = may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    void_consent(actor=coordinator, at=timezone.now(), consent=consent, reason="Written for another client")

    assert send(clinic) == 0

    row = EligibilityRequest.objects.get()
    assert (row.state, row.code, files(clinic), Disclosure.objects.count()) == (Asked.STOPPED, "COV-030", [], 0)
    assert "consent ended" in queries.asked_of(known.pk, now=timezone.now())[0].next_step


def test_the_answer_comes_by_the_folder_and_lies_with_its_policy(
    clinic: Clinic, coordinator: Member, known: Policy
) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    send(clinic)
    come(clinic, acknowledged("A"))
    assert EligibilityRequest.objects.get().state == Asked.ACCEPTED

    answer = STORY.replace("VOB20260302001", f"V{FIRST_NUMBER}")
    come(clinic, answer)
    come(clinic, answer.replace("*0915", "*0916"))  # the same answer in another file

    row = EligibilityRequest.objects.get()
    assert (row.state, row.answers) == (Asked.ANSWERED, 2)
    assert {one.policy_id for one in EligibilityAnswer.objects.all()} == {known.pk}
    assert not WorkItem.objects.filter(code="INB-008").exists()
    come(clinic, STORY)  # of a question that nobody here asked
    with acting(system(clinic.organization.pk, "remittances.collect")):
        assert WorkItem.objects.filter(code="INB-008").count() == 1


def test_a_rejected_or_unanswered_question_says_what_to_do(clinic: Clinic, coordinator: Member, known: Policy) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    send(clinic)
    later = timezone.now() + timedelta(hours=25)
    assert "within 24 hours" in queries.asked_of(known.pk, now=later)[0].next_step
    asking.ask(actor=coordinator, at=later, policy=known, first=DAY)
    assert sorted(one.state for one in EligibilityRequest.objects.all()) == [Asked.LOST, Asked.QUEUED]
    send(clinic)
    come(clinic, acknowledged("R", FIRST_NUMBER + 1))

    row = EligibilityRequest.objects.get(number=FIRST_NUMBER + 1)
    assert (row.state, row.code) == (Asked.REJECTED, "999:R")
    assert "rejected" in queries.asked_of(known.pk, now=later)[0].next_step


def test_an_answer_that_somebody_hands_in_ends_the_question(clinic: Clinic, coordinator: Member, known: Policy) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    send(clinic)
    text = STORY.replace("VOB20260302001", f"V{FIRST_NUMBER}")

    answer = keep_answer(actor=coordinator, at=timezone.now(), policy=known, content=text.encode())

    assert (answer.request_id, EligibilityRequest.objects.get().state) == (
        EligibilityRequest.objects.get().pk, Asked.ANSWERED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "answered", "answers": 1}, "does not come from there"),
        ({"first": date(2026, 3, 3)}, "stands as it was asked"),
        ({"number": 7}, "asked_number"),
        ({"state": "stopped"}, "asked_says_why"),
        ({"state": "sent"}, "asked_left_with_a_disclosure"),
        ({"service_types": []}, "stands as it was asked"),
    ],
)
def test_the_database_holds_a_question(
    clinic: Clinic, coordinator: Member, known: Policy, values: dict[str, Any], name: str
) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EligibilityRequest.objects.update(**values)


def test_a_file_stands_as_it_was_made(clinic: Clinic, coordinator: Member, known: Policy) -> None:
    may_ask(clinic)
    asking.ask(actor=coordinator, at=AT, policy=known, first=DAY)
    send(clinic)

    for values in ({"text": "other"}, {"number": FIRST_NUMBER + 5}, {"left_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="stands as it was made"), transaction.atomic():
            EligibilityRequest.objects.update(**values)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"originator": "93112"}, "COV-064"), ({"originator": "931123456a"}, "COV-064"),
     ({"service_types": []}, "COV-065"), ({"answer_hours": 0}, "COV-066")],
)  # fmt: skip
def test_habits_that_cannot_be_are_refused(coordinator: Member, change: dict[str, Any], code: str) -> None:
    values = HABIT | change
    assert refused(lambda: asking.set_habit(actor=coordinator, at=AT, payer_id=None, version=0, values=values)) == [
        code
    ]
