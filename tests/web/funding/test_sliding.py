"""Pages of the sliding fee: asked for at the desk, decided by another, set up in Settings."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stepwell.funding.models import FeeApplication, FeeDecision, PovertyGuideline
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money
from tests.web.conftest import SignIn

FOUND, INVALID, DENIED = 302, 422, 403


def typed(money: Money, **facts: Any) -> dict[str, Any]:
    usual = {
        "applied_on": money.today, "people": 3, "income": "$3,000", "period": "month", "region": "contiguous",
        "kind": "pay_stubs", "dated_on": money.today, "key": "form",
    }  # fmt: skip
    return usual | facts


def test_an_application_is_written_down_shown_with_its_class_and_granted(sign_in: SignIn, money: Money) -> None:
    desk, director = sign_in(money.clinic["admissions"]), sign_in(money.clinic["director"])
    money.charge(27_500, client=True)
    answer = desk.post(reverse("funding:apply", args=[money.client_id]), typed(money), follow=True)
    text = answer.content.decode()
    assert "131.77" in text
    assert "Class C: pays 40 percent of the fee" in text
    address = answer.redirect_chain[-1][0]

    assert desk.post(address, {"valid_from": money.today}).status_code == 200  # shown, and nothing done
    assert director.post(address, {"declined": "above"}).status_code == INVALID
    assert director.post(address, {"valid_from": money.today}).status_code == FOUND

    with acting(money.clinic["biller"].scope):
        assert FeeDecision.objects.get().class_name == "C"
    page = director.get(reverse("funding:overview", args=[money.client_id])).content.decode()
    assert "Class C: pays 40 percent of the fee" in page


def test_what_cannot_be_is_said_at_its_field(sign_in: SignIn, money: Money) -> None:
    web = sign_in(money.clinic["admissions"])

    answer = web.post(reverse("funding:apply", args=[money.client_id]), typed(money, people=0, dated_on="2019-01-01"))

    assert answer.status_code == INVALID
    with acting(money.clinic["biller"].scope):
        assert not FeeApplication.objects.exists()


def test_guidelines_and_schedules_are_added_by_who_keeps_contracts(sign_in: SignIn, money: Money) -> None:
    director = sign_in(money.clinic["director"])
    figures = {f"{name}_{region}": sum_ for region in ("contiguous", "alaska", "hawaii")
               for name, sum_ in (("one", "16,400"), ("further", "5,800"))}  # fmt: skip
    sent = {"from_on": "2027-01-12", "source": "92 FR 1", **figures}
    address = reverse("funding:new_guidelines")
    assert director.post(address, sent).status_code == INVALID  # Alaska is far from the year before
    assert director.post(address, sent | {"is_sure": "on"}).status_code == FOUND
    shown = director.get(reverse("funding:sliding_fee")).content.decode()
    assert "92 FR 1" in shown

    schedule = {"from_on": "2027-02-01", "name1": "A", "up_to1": "100", "nominal1": "5", "name2": "Z"}
    assert director.post(reverse("funding:new_schedule"), schedule).status_code == INVALID
    assert director.post(reverse("funding:new_schedule"), schedule | {"is_sure": "on"}).status_code == FOUND
    assert sign_in(money.clinic["admissions"]).get(address).status_code == DENIED


def test_guidelines_come_from_a_file_once_they_were_looked_at(sign_in: SignIn, money: Money) -> None:
    director, address = sign_in(money.clinic["director"]), reverse("funding:guidelines_file")
    table = "year,region,size,amount\n2027,contiguous,1,16400\n2027,contiguous,2,22200\n"
    sent = {"from_on": "2027-01-12", "source": "92 FR 1"}

    def file(text: str) -> SimpleUploadedFile:
        return SimpleUploadedFile("guidelines.csv", text.encode())

    wrong = director.post(address, sent | {"file": file(f"{table}2027,guam,1,1\n")})
    shown = director.post(address, sent | {"file": file(table)})
    with acting(money.clinic["director"].scope):
        assert not PovertyGuideline.objects.exists()
    added = director.post(address, sent | {"text": table, "add": "1"})

    assert (wrong.status_code, shown.status_code, added.status_code) == (INVALID, 200, FOUND)
    assert "is no region" in wrong.content.decode()
    assert "22,200.00" in shown.content.decode()
    with acting(money.clinic["director"].scope):
        assert PovertyGuideline.objects.get().each_further == 5800
    assert sign_in(money.clinic["clinician"]).get(address).status_code == DENIED
