"""The pages of contracts: who writes, who reads, who may not; and a day tried."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.coverage.models import Contract, ContractService
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

TERMS: dict[str, Any] = {
    "name": "Standard", "from_on": "2026-01-01", "form": "837P", "authorization": "plan", "place": "57",
    "filing_days": "90", "appeal_days": "180", "taxonomy": "261qr0405x", "submitter_qualifier": "ZZ",
    "receiver_qualifier": "ZZ", "pays_video": "on", "video_modifier": "95", "licenses": "LPC = HO\nCADC II",
    "is_lesser_of": "on",
}  # fmt: skip
DAY: dict[str, Any] = {
    "unit": "day", "kinds": ["group", "individual"], "code": "h0015", "modifiers": "hf", "rate": "285.00",
    "charge": "425", "least_minutes": "180",
}  # fmt: skip
TRY = {"group": "190", "individual": "0", "delivery": "in_person", "level": "2.1", "treats": "addiction",
       "family": "substance"}  # fmt: skip


def text_of(web: Any, where: str, **data: str) -> str:
    return str(web.get(where, data).content.decode())


def add(web: Any, **typed: Any) -> UUID:
    answer = web.post(reverse("coverage:new_contract"), TERMS | typed)
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].split("/")[3])


def add_day(web: Any, contract: UUID) -> None:
    answer = web.post(reverse("coverage:new_contract_service", args=[contract]), DAY)
    assert answer.status_code == 302, answer.content.decode()


def test_a_biller_writes_a_contract_down_and_tries_a_day(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["biller"])
    contract = add(web)
    add_day(web, contract)
    page = reverse("coverage:contract", args=[contract])

    shown = text_of(web, page)
    assert all(
        said in shown for said in ("H0015 HF", "LPC (HO), CADC II", "261QR0405X", "charge $425.00", "pays $285.00")
    )

    assert "Held." not in shown

    short = text_of(web, page, **TRY | {"group": "170"})
    assert "Held." in short
    assert "170 minutes were attended, and the contract asks for 180" in short
    video = text_of(web, page, **TRY | {"delivery": "video", "whereabouts": "home"})
    assert "H0015 HF 95" in video
    assert "place 10" in video
    assert web.get(page, TRY | {"group": "9999"}).status_code == 422


def test_terms_are_corrected_renewed_and_kept_in_the_history(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["biller"])
    contract = add(web)
    add_day(web, contract)

    stale = TERMS | {"name": "Mine", "version": "1"}
    assert web.post(reverse("coverage:change_contract", args=[contract]), stale).status_code == 302
    answer = web.post(reverse("coverage:change_contract", args=[contract]), stale | {"name": "Theirs"})
    assert answer.status_code == 422
    assert "Now there: Mine" in answer.content.decode()

    renewed = web.post(
        reverse("coverage:renew_contract", args=[contract]), {"name": "Anew", "from_on": "2026-07-01", "version": "2"}
    )
    assert renewed.status_code == 302
    assert "H0015" in text_of(web, renewed["Location"])
    history = text_of(web, reverse("coverage:contract_history", args=[contract]))
    assert "Standard" in history
    assert "LPC HO, CADC II" in history
    assert "Ended" in text_of(web, reverse("coverage:contracts"))


def test_a_service_is_corrected_and_set_aside(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["biller"])
    contract = add(web)
    add_day(web, contract)
    with acting(clinic["biller"].scope):
        service = ContractService.objects.get()
    args = [contract, service.pk]

    changed = DAY | {"rate": "290.00", "version": "1"}
    assert web.post(reverse("coverage:contract_service", args=args), changed).status_code == 302
    assert web.post(reverse("coverage:contract_service", args=args), changed).status_code == 422
    assert web.post(reverse("coverage:void_contract_service", args=args), {"reason": "no"}).status_code == 422
    done = web.post(reverse("coverage:void_contract_service", args=args), {"reason": "It was another payer’s"})
    assert done.status_code == 302
    assert web.get(reverse("coverage:contract_service", args=args)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"taxonomy": "x"}, "such as 261QR0405X"),
        ({"filing_days": "0"}, "Enter 1 to 1500."),
        ({"type_of_bill": "89"}, "belong to an 837I only"),
        ({"name": "x" * 10_000}, "Write 80 characters or fewer."),
        ({"licenses": "LPC = HOO"}, "A modifier has two letters or digits"),
        ({"from_on": "2026-02-30"}, "The calendar has no such day"),
        ({"from_on": "9999-12-31"}, "between 1900 and 2199"),
    ],
)
def test_what_no_contract_says_is_refused(clinic: Clinic, sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    answer = sign_in(clinic["biller"]).post(reverse("coverage:new_contract"), TERMS | typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting(clinic["biller"].scope):
        assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("biller", 200, 200), ("director", 200, 200), ("administrator", 200, 200), ("utilization", 200, 403),
        ("admissions", 200, 403), ("clinician", 403, 403), ("facilitator", 403, 403),
    ],
)  # fmt: skip
def test_who_may_see_and_keep_contracts(clinic: Clinic, sign_in: SignIn, who: str, reads: int, writes: int) -> None:
    contract = add(sign_in(clinic["biller"]))
    web = sign_in(clinic[who])

    assert web.get(reverse("coverage:contracts")).status_code == reads
    assert web.get(reverse("coverage:contract", args=[contract])).status_code == reads
    assert web.get(reverse("coverage:contract_history", args=[contract])).status_code == reads
    for name in ("change_contract", "renew_contract", "new_contract_service"):
        assert web.get(reverse(f"coverage:{name}", args=[contract])).status_code == writes


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    contract = add(sign_in(clinic["biller"]))
    web = sign_in(other["biller"])

    assert web.get(reverse("coverage:contract", args=[contract])).status_code == 404
    assert "Standard" not in text_of(web, reverse("coverage:contracts"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    web = sign_in(clinic["biller"])
    for number in range(count):
        contract = add(web, from_on=f"202{number}-01-01", to_on=f"202{number}-12-31")
        add_day(web, contract)
    for page in (reverse("coverage:contracts"), reverse("coverage:contract", args=[contract])):
        with django_assert_max_num_queries(12):
            web.get(page)
