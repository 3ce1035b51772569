"""The statement: in plain words, without a diagnosis, kept with the documents, sent only where it is safe."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from stepwell.billing.actions import stating
from stepwell.billing.rules import ledger
from stepwell.clients.models import ContactMethod
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.pdf import pdf_of
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money
from tests.web.conftest import SignIn

DENIED, OPEN = 403, 200


def url(name: str, money: Money) -> str:
    return reverse(f"billing:{name}", args=[money.client_id])


def told(money: Money) -> None:
    """Post one line of a remittance, and a mistake that was reversed."""
    for posting in (
        ledger.charge(money.owed, 35_000),
        ledger.contractual(money.owed, 10_000),
        ledger.payer_payment(money.owed, 20_000),
        ledger.transfer(money.owed, 5_000),
    ):
        money.post(posting)
    money.post_reversal(money.charge(77_700, client=True).pk)


def count(money: Money, model: Any) -> int:
    with acting(money.clinic.system()):
        return int(model.objects.count())


def write_mail(money: Money, *, is_safe: bool) -> None:
    with acting(money.clinic["admissions"].scope):
        ContactMethod.objects.create(
            organization=money.clinic.organization, client_id=money.client_id, kind="email", value="ana@mail.example",
            value_index=b"x" * 16, is_safe=is_safe,
        )  # fmt: skip


def test_it_says_in_plain_words_what_became_of_each_charge(sign_in: SignIn, money: Money) -> None:
    told(money)

    text = sign_in(money.clinic["biller"]).get(url("statement", money)).content.decode()

    for words in ("You owe $50.00", "What we charged.", "$350.00", "Your plan paid.", "$200.00", "Nobody owes this."):
        assert words in text
    assert "$777.00" not in text  # what was reversed is nobody's business
    assert "Call us at" in text


def test_its_pdf_is_kept_with_what_billing_may_read(sign_in: SignIn, money: Money) -> None:
    told(money)
    web = sign_in(money.clinic["biller"])

    assert web.get(url("statement_pdf", money)).content.startswith(b"%PDF")
    web.post(url("keep_statement", money))

    with acting(money.clinic["biller"].scope):
        assert [row.category for row in Document.objects.all()] == [Category.BILLING]
    with acting(money.clinic["clinician"].scope):
        assert not Document.objects.exists()


@pytest.mark.parametrize("is_safe", [None, False])
def test_nothing_is_sent_to_an_address_that_is_not_safe(sign_in: SignIn, money: Money, is_safe: bool | None) -> None:
    if is_safe is not None:
        write_mail(money, is_safe=is_safe)

    answer = sign_in(money.clinic["biller"]).post(url("send_statement", money), follow=True)

    assert "No e-mail address of this client is marked safe" in answer.content.decode()
    assert (count(money, Document), count(money, OutboxMessage)) == (0, 0)


def test_a_link_is_sent_to_a_safe_address_and_the_mail_says_nothing(sign_in: SignIn, money: Money) -> None:
    write_mail(money, is_safe=True)

    sign_in(money.clinic["biller"]).post(url("send_statement", money))

    with acting(money.clinic.system()):
        message, link = OutboxMessage.objects.get(), OneTimeLink.objects.get()
        assert (message.recipient, message.template) == ("ana@mail.example", "link")
        assert link.subject == Document.objects.values_list("pk", flat=True).get()
        assert link.proofs  # name and birth date are asked
        assert link.expires_at - link.created_at == timedelta(days=14)


def test_the_link_opens_the_statement_to_who_says_who_they_are(money: Money) -> None:
    write_mail(money, is_safe=True)
    client = money.clinic.clients["ana"]
    made = money.do(stating.send, client=client, content=pdf_of("<html lang='en'><title>S</title><p>S</p></html>", ""))
    phone = Browser()
    phone.post("/l/", {"code": made.secret})
    assert phone.get("/l/statement/").status_code != OPEN

    phone.post("/l/identity/", {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01"})
    answer = phone.get("/l/statement/")

    assert answer.status_code == OPEN
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["admissions", "clinician"])
def test_who_does_not_bill_opens_no_statement(sign_in: SignIn, money: Money, who: str) -> None:
    assert sign_in(money.clinic[who]).get(url("statement", money)).status_code == DENIED
