"""Files of payers and estimates: handed in, read, worked out, printed; who may, and what cannot be."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.coverage.models import BenefitCheck, Contract, ContractService, EligibilityAnswer, Estimate, Payer, Policy
from stepwell.platform.walls.scope import acting
from tests.rules.coverage.test_verifying import STORY
from tests.web.conftest import SignIn
from tests.web.coverage.test_pages import add, page, text_of
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

MEMBER = {"plan_type": "ppo", "member_id": "W123456789", "holder": "self", "rank": "1", "from_on": "2026-01-01"}
SAID: dict[str, Any] = {
    "way": "card", "is_active": "yes", "network": "in", "deductible": "2500", "deductible_met": "1400",
    "coinsurance": "20", "out_of_pocket": "6000", "out_of_pocket_met": "1650", "iop_covered": "yes",
    "authorization_required": "no",
}  # fmt: skip
SAME = SAID | {"network": "unknown", "authorization_required": "yes"}
YEAR = datetime.now(tz=ZoneInfo("America/New_York")).year  # of the amounts that are met
DAYS: dict[str, Any] = {
    "starts_on": f"{YEAR}-03-02", "weekdays": ["mon", "wed", "fri"], "weeks": "2", "hours": "3", "services": "4",
    "attended": "100",
}  # fmt: skip


def hand_in(web: Any, clinic: Clinic, policy: Policy, text: str = STORY) -> Any:
    file = SimpleUploadedFile("answer.x12", text.encode("latin-1"))
    return web.post(page("hand_in", clinic, policy.pk), {"file": file})


def priced(clinic: Clinic, *, own: bool = False) -> UUID:
    """Return the day that a contract pays."""
    with acting(clinic["biller"].scope):
        contract = Contract.objects.create(
            organization=clinic.organization, payer=None if own else Payer.objects.get(), name="Standard",
            from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X", place="57", filing_days=90, appeal_days=180,
        )  # fmt: skip
        service = ContractService.objects.create(
            organization=clinic.organization, contract=contract, unit="day", kinds=["group"], code="H0015",
            rate=200 if own else 275, charge=350,
        )  # fmt: skip
    return service.pk


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Any:
    """Admissions."""
    return sign_in(clinic["admissions"])


@pytest.fixture
def policy(clinic: Clinic, web: Any) -> Policy:
    """Ana's policy, under the number of the story."""
    return add(web, clinic, MEMBER)


def test_a_file_is_read_and_lies_beside_the_questions(clinic: Clinic, web: Any, policy: Policy) -> None:
    assert hand_in(web, clinic, policy).status_code == 302

    shown = text_of(web, page("answers", clinic, policy.pk))
    assert all(
        said in shown for said in ("$2,500.00", "20%", "EXAMPLE BEHAVIORAL CARVEOUT", "Call the payer.", "segment")
    )
    assert "$60" not in shown
    form = text_of(web, page("check", clinic, policy.pk))
    assert "The file says: $2,500.00" in form
    assert "Where do claims go" in form
    taken = text_of(web, f"{page('check', clinic, policy.pk)}?take=1")
    assert 'value="1400' in taken
    answer = web.post(page("check", clinic, policy.pk), SAME | {"way": "file", "criteria": "ASAM, third edition"})
    assert answer.status_code == 302
    with acting(clinic["admissions"].scope):
        check = BenefitCheck.objects.get()
    assert (check.way, check.answer_id is not None, "ASAM" in (check.more or "")) == ("file", True, True)
    assert "ASAM, third edition" in text_of(web, page("coverage", clinic))
    assert "A person and the file differ" not in text_of(web, page("answers", clinic, policy.pk))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear sir", "This is no file in the X12 format."),
        (STORY.replace("W123456789", "X1"), "about another member number"),
        (STORY.replace("*271*", "*835*"), "no answer about benefits"),
        (STORY[: len(STORY) // 2], "Look at this file."),
        (STORY.replace("MI*W123456789", ""), "names no member"),
    ],
)
def test_a_file_that_is_none_is_kept_and_says_why(
    clinic: Clinic, web: Any, policy: Policy, text: str, said: str
) -> None:
    assert hand_in(web, clinic, policy, text).status_code == 302

    assert said in text_of(web, page("answers", clinic, policy.pk))
    with acting(clinic["admissions"].scope):
        assert EligibilityAnswer.objects.get().text == text
    with acting(clinic["admissions"].scope):
        row = EligibilityAnswer.objects.get()
    web.post(page("void_answer", clinic, row.pk), {"reason": "It was for another client"})
    assert "Set aside:" in text_of(web, page("answers", clinic, policy.pk))


def test_an_empty_file_is_refused(clinic: Clinic, web: Any, policy: Policy) -> None:
    assert hand_in(web, clinic, policy, "").status_code == 422


def test_numbers_that_can_hardly_be_so_are_questioned(clinic: Clinic, web: Any, policy: Policy) -> None:
    where, odd = page("check", clinic, policy.pk), SAID | {"coinsurance": "0.2"}

    answer = web.post(where, odd)
    assert answer.status_code == 422
    assert "less than one percent" in answer.content.decode()
    assert web.post(where, SAID | {"way": "file"}).status_code == 422
    assert web.post(where, odd | {"is_sure": "on"}).status_code == 302


def test_what_care_will_cost_is_told_day_by_day(clinic: Clinic, web: Any, policy: Policy) -> None:
    service, where = priced(clinic), page("new_estimate", clinic, policy.pk)
    typed = DAYS | {"service": str(service)}
    assert "Write down benefits first" in web.post(where, typed).content.decode()
    web.post(page("check", clinic, policy.pk), SAID)

    answer = web.post(where, typed)

    assert answer.status_code == 302, answer.content.decode()
    shown = text_of(web, answer["Location"])
    assert all(said in shown for said in ("$1,210.00", "From day 1 to day 4 you pay $275.00 a day.", "$1,100.00"))
    letter = text_of(web, f"{answer['Location']}letter/")
    assert all(
        said in letter for said in ("What your care will cost", "We think that comes to $1,210.00.", "Signature")
    )
    spanish = text_of(web, f"{answer['Location']}letter/?language=es")
    assert "Creemos que en total son $1,210.00." in spanish
    assert "No translator has reviewed the Spanish." in spanish
    assert "$1,210.00" in text_of(web, page("estimates", clinic))


def test_benefits_that_are_written_down_again_make_the_estimate_anew(clinic: Clinic, web: Any, policy: Policy) -> None:
    typed = DAYS | {"service": str(priced(clinic)), "weeks": "60"}
    web.post(page("check", clinic, policy.pk), SAID)
    first = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    web.post(page("check", clinic, policy.pk), SAID | {"deductible_met": "2500", "out_of_pocket_met": "2500"})

    with acting(clinic["admissions"].scope):
        old, new = Estimate.objects.order_by("made_at")
        checks = list(BenefitCheck.objects.order_by("made_at"))
    assert [old.benefit_check_id, new.benefit_check_id] == [check.pk for check in checks]
    assert (new.expected or 0) < (old.expected or 0)
    assert "Benefits were written down again after it." in text_of(web, first)


def test_two_answers_that_differ_are_both_shown(clinic: Clinic, web: Any, policy: Policy) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    hand_in(web, clinic, policy)
    web.post(page("check", clinic, policy.pk), SAID | {"deductible_met": "1110"})

    shown = text_of(web, web.post(page("new_estimate", clinic, policy.pk), typed)["Location"])

    assert "The payer gave two answers." in shown
    assert "it would be $1,210.00" in shown
    assert "$1,390.00" in shown
    assert "A person and the file differ" in text_of(web, page("answers", clinic, policy.pk))


def test_what_is_not_known_gives_no_single_sum(clinic: Clinic, web: Any, policy: Policy) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    web.post(page("check", clinic, policy.pk), SAID | {"coinsurance": ""})

    shown = text_of(web, web.post(page("new_estimate", clinic, policy.pk), typed)["Location"])

    assert "Call the payer:" in shown
    assert "most likely" not in shown


def test_a_good_faith_estimate_has_every_element(clinic: Clinic, web: Any, policy: Policy) -> None:
    service = priced(clinic, own=True)
    typed = DAYS | {
        "service": str(service),
        "starts_on": "2026-03-02",
        "without_plan": "on",
        "asked_on": "2026-02-02",
        "diagnosis": "F10.20",
    }

    answer = web.post(page("new_estimate", clinic, policy.pk), typed)

    shown, letter = text_of(web, answer["Location"]), text_of(web, f"{answer['Location']}letter/")
    assert "hand it out by <strong>Feb 5, 2026" in shown
    assert all(said in letter for said in ("Good-faith estimate", "H0015", "1,200.00", "F10.20", "NPI", "$400 or more"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weeks": "500"}, "104"),
        ({"closed_on": "Christmas"}, "is no day"),
        ({"weekdays": []}, "id_weekdays"),
        ({"starts_on": "2025-01-06"}, "No contract with this payer"),
    ],
)
def test_days_that_cannot_be_are_refused(
    clinic: Clinic, web: Any, policy: Policy, change: dict[str, Any], said: str
) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    web.post(page("check", clinic, policy.pk), SAID)

    answer = web.post(page("new_estimate", clinic, policy.pk), typed | change)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting(clinic["admissions"].scope):
        assert not Estimate.objects.exists()


def test_an_estimate_is_set_aside_and_never_changed(clinic: Clinic, web: Any, policy: Policy) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    web.post(page("check", clinic, policy.pk), SAID)
    where = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    assert web.post(f"{where}voiding/", {"reason": "It was for another client"}).status_code == 302

    assert "Set aside." in text_of(web, where)


@pytest.mark.parametrize(
    ("who", "status"),
    [("biller", 200), ("utilization", 200), ("clinician", 403), ("admissions south", 404)],
)
def test_who_may_see_an_estimate(
    clinic: Clinic, web: Any, policy: Policy, sign_in: SignIn, who: str, status: int
) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    web.post(page("check", clinic, policy.pk), SAID)
    where = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    for each in (where, f"{where}letter/", page("answers", clinic, policy.pk), page("estimates", clinic)):
        assert sign_in(clinic[who]).get(each).status_code == status
    assert sign_in(clinic["biller"]).post(f"{where}voiding/", {"reason": "Not mine to do"}).status_code == 403


def test_the_pages_take_few_queries(
    clinic: Clinic, web: Any, policy: Policy, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    typed = DAYS | {"service": str(priced(clinic))}
    hand_in(web, clinic, policy)
    web.post(page("check", clinic, policy.pk), SAID)
    where = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]
    web.get(where)
    pages = [page(name, clinic) for name in ("coverage", "estimates")]
    pages += [page(name, clinic, policy.pk) for name in ("answers", "new_estimate", "check")]

    for each in (where, f"{where}letter/", *pages):
        with django_assert_max_num_queries(MOST_QUERIES):
            web.get(each)


MOST_QUERIES = 12
