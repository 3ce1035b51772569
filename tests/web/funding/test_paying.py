"""Pages of what a client can afford: funds, payment plans, papers, work, and a statement that is stopped."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.models import Payment
from stepwell.billing.rules import ledger
from stepwell.clients.models import Client, Episode
from stepwell.coverage.models import BenefitCheck, Contract, Estimate, Policy
from stepwell.funding.actions import papers
from stepwell.funding.models import Agreement, Award, Fund, PaymentPlan
from stepwell.funding.queries.handing import receipt
from stepwell.people.models import Program
from stepwell.platform.documents.models import Document
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Disclosure
from tests.db.billing.conftest import Money
from tests.web.conftest import SignIn

OK, FOUND, INVALID, DENIED = 200, 302, 422, 403


def url(name: str, money: Money, *keys: Any) -> str:
    return reverse(f"funding:{name}", args=[money.client_id, *keys])


def one(money: Money, model: Any) -> Any:
    with acting(money.clinic["biller"].scope):
        return model.objects.get()


def test_a_fund_is_opened_filled_asked_and_pays(sign_in: SignIn, money: Money) -> None:
    director, desk = sign_in(money.clinic["director"]), sign_in(money.clinic["admissions"])
    money.charge(40_000, client=True)
    director.post(reverse("funding:new_fund"), {"name": "Bridge", "purpose": "Shares", "from_on": money.today})
    fund = one(money, Fund)
    gift = {"kind": "given", "amount": "500", "day": money.today, "words": "County", "key": "gift"}
    director.post(reverse("funding:move", args=[fund.pk]), gift)

    typed = {"fund": fund.pk, "amount": "600", "words": "Rent came first this month.", "key": "ask"}
    assert desk.post(url("ask_fund", money), typed).status_code == INVALID
    desk.post(url("ask_fund", money), typed | {"amount": "300"})
    award = one(money, Award)
    work = director.get(reverse("funding:work")).content.decode()
    assert "$300.00 of Bridge" in work
    director.post(url("award", money, award.pk), {"approve": "1"})

    shown = director.get(reverse("funding:fund", args=[fund.pk])).content.decode()
    assert "$200.00 left" in shown
    assert "Awarded to a client" in shown
    assert desk.get(reverse("funding:funds")).status_code == DENIED


def test_a_plan_is_laid_out_signed_on_the_screen_and_filed(sign_in: SignIn, money: Money) -> None:
    money.charge(54_580, client=True)
    web = sign_in(money.clinic["admissions"])
    typed = {"amount": "545.80", "count": "7", "every": "month", "first_on": money.today, "key": "plan"}
    assert "may count as credit" in web.post(url("new_plan", money), typed).content.decode()
    web.post(url("new_plan", money), typed | {"is_sure": "on"})
    plan = one(money, PaymentPlan)
    text = web.get(url("plan", money, plan.pk)).content.decode()
    assert (text.count("$77.97"), text.count("$77.98")) == (6, 1)

    web.post(url("write_plan", money, plan.pk))
    paper = one(money, Agreement)
    shown = web.get(url("sign_paper", money, paper.pk)).content.decode()
    digest = re.search(r'name="shown" value="([0-9a-f]{64})"', shown)
    assert digest
    signed = {"shown": digest[1], "signature_typed": "Ana Lopez"}
    assert web.post(url("sign_paper", money, paper.pk), signed).status_code == FOUND

    with acting(money.clinic["admissions"].scope):
        row = Agreement.objects.get()
        assert (row.signed_way, row.document_id) == ("screen", Document.objects.get().pk)
    assert web.get(url("paper_pdf", money, paper.pk)).content.startswith(b"%PDF")
    assert "Signed" in web.get(url("overview", money)).content.decode()


def test_a_paper_is_signed_through_a_link_once(sign_in: SignIn, money: Money) -> None:
    web = sign_in(money.clinic["admissions"])
    web.post(url("write_affording", money))
    paper = one(money, Agreement)
    reader = sign_in(money.clinic["director"]).post(url("paper_link", money, paper.pk), {"contact": ""}, follow=True)
    assert "does not wait for a signature here" in reader.content.decode()
    made = web.post(url("paper_link", money, paper.pk), {"contact": ""}).content.decode()
    assert "Shown once" in made
    sent_link = money.do(papers.send, by="admissions", row=paper, contact_id=None)
    phone = Browser()
    phone.post("/l/", {"code": sent_link.made.secret})
    who = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01", "code": sent_link.code}
    phone.post("/l/identity/", who)

    page = phone.get("/l/agreement/").content.decode()
    digest = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert digest
    sent = {"shown": digest[1], "name": "Ana Lopez", "signature_typed": "Ana Lopez"}
    assert "It is signed" in phone.post("/l/agreement/", sent).content.decode()

    with acting(money.clinic["biller"].scope):
        assert Agreement.objects.get().signed_way == "link"
    assert phone.get("/l/agreement/").status_code != OK


def test_a_receipt_is_handed_to_the_client_and_written_down(sign_in: SignIn, money: Money) -> None:
    web = sign_in(money.clinic["biller"])
    asked = {"what": "receipt", "first": money.today, "last": money.today}
    assert "paid nothing" in web.post(url("hand_out", money), asked).content.decode()
    money.charge(2_000, client=True)
    desk = {"amount": "20", "way": "cash", "day": money.today, "key": "pay"}
    web.post(reverse("billing:payment", args=[money.client_id]), desk)

    assert web.post(url("hand_out", money), asked).content.startswith(b"%PDF")
    with acting(money.clinic["privacy everywhere"].scope):
        assert Disclosure.objects.get().basis == "client_access"
    assert "Nothing was charged" in web.post(url("hand_out", money), asked | {"what": "superbill"}).content.decode()


def estimated(money: Money, dollars: int) -> None:
    at, biller = timezone.now() - timedelta(days=9), money.clinic["biller"]
    owned = {"organization": money.clinic.organization}
    with acting(biller.scope):
        contract = Contract.objects.create(
            **owned, name="Own prices", from_on=money.today - timedelta(days=99), form="837P",
            taxonomy="261QR0405X", place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
    with acting(money.clinic["admissions"].scope):
        Estimate.objects.create(
            **owned, client_id=money.client_id, kind="good_faith", policy=Policy.objects.get(), contract=contract,
            contract_version=1, made_at=at, made_by=money.clinic["admissions"].membership,
            from_on=money.today - timedelta(days=9), to_on=money.today, days=9, low=dollars, expected=dollars,
            high=dollars, plan_of_days="{}", request="{}",
        )  # fmt: skip


@pytest.mark.parametrize(("cents", "kept"), [(139_999, 1), (140_000, 0)])
def test_a_statement_400_dollars_above_the_estimate_is_stopped(
    sign_in: SignIn, money: Money, cents: int, kept: int
) -> None:
    estimated(money, 1_000)
    day = money.today - timedelta(days=1)
    draft = Draft(ledger.charge(ledger.BY_CLIENT, cents), money.client_id, day, "care", service_day=day)
    money.do(post, draft=draft)
    web = sign_in(money.clinic["biller"])
    address = reverse("billing:statement", args=[money.client_id])

    shown = web.get(address).content.decode()
    web.post(reverse("billing:keep_statement", args=[money.client_id]))

    assert ("This statement is not sent." in shown) is not bool(kept)
    assert ("Look at this first." in shown) is bool(kept)
    with acting(money.clinic["biller"].scope):
        assert Document.objects.count() == kept


def test_lists_open_to_whose_work_they_are(sign_in: SignIn, money: Money) -> None:
    assert "Nothing ends soon" in sign_in(money.clinic["admissions"]).get(reverse("funding:ahead")).content.decode()
    assert "Nothing waits" in sign_in(money.clinic["biller"]).get(reverse("funding:work")).content.decode()
    assert sign_in(money.clinic["clinician"]).get(reverse("funding:work")).status_code == DENIED


@pytest.mark.parametrize("days", [5, -3])
def test_a_policy_ends_when_a_payer_said_so(sign_in: SignIn, money: Money, days: int) -> None:
    """Nobody has written the day down with the policy: what was verified last counts."""
    clinic, ends = money.clinic, money.today + timedelta(days=days)
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(clinic["admissions"].scope):
        owned = {"organization": clinic.organization, "client_id": money.client_id}
        Episode.objects.create(
            **owned, program=program, opened_on=money.today, opened_by=clinic["admissions"].membership
        )  # fmt: skip
        BenefitCheck.objects.create(
            **owned, policy_id=money.owed.policy_id, made_at=timezone.now(), way="card", effective_to=ends,
            checked_by=clinic["admissions"].membership, network="in",
        )  # fmt: skip
    shown = sign_in(clinic["admissions"]).get(reverse("funding:ahead")).content.decode()

    assert "The policy ends" in shown
    assert f"{ends:%b} {ends.day}, {ends.year}" in shown


def test_an_assignment_of_benefits_is_written_for_out_of_network(sign_in: SignIn, money: Money) -> None:
    web = sign_in(money.clinic["admissions"])
    address = url("assign", money, money.owed.policy_id)
    assert address in web.get(url("overview", money)).content.decode()

    assert "Buckeye Mutual" in web.post(address, follow=True).content.decode()


def test_a_payment_says_whose_money_it_is_and_a_receipt_counts_the_clients_own(sign_in: SignIn, money: Money) -> None:
    money.charge(40_000, client=True)
    web, where = sign_in(money.clinic["biller"]), reverse("billing:payment", args=[money.client_id])
    paid = {"way": "cash", "day": money.today}
    for number, (amount, origin) in enumerate((("100", ""), ("60", "loan"), ("25", "loan"), ("40", "charity"))):
        sent = web.post(where, paid | {"amount": amount, "origin": origin, "key": f"paid {number}"})
        assert sent.status_code == FOUND
    assert web.post(where, paid | {"amount": "1", "origin": "lottery", "key": "odd"}).status_code == INVALID

    shown = web.get(url("overview", money)).content.decode()
    assert all(part in shown for part in ("Loan for health care", "$85.00", "Church or charity", "$40.00"))
    with acting(money.clinic["biller"].scope):
        client = Client.objects.get(pk=money.client_id)
        found = receipt(client, money.today, money.today)
        assert (found.total, len(found.payments)) == ("$100.00", 1)
        assert found.by_others == (("Church or charity", "$40.00"), ("Loan for health care", "$85.00"))
        row = Payment.objects.filter(origin="loan").first()
        assert row is not None
        row.pk, row.origin = uuid4(), "lottery"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
