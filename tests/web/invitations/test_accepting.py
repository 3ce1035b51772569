"""From the letter or the message to the first sign-in."""

import io

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from stepwell.platform.accounts.models import Account
from stepwell.platform.documents import pdf
from stepwell.platform.invitations import actions
from stepwell.platform.invitations.actions import Invited
from stepwell.platform.invitations.rules.grants import Grant
from stepwell.platform.links.actions import Made
from stepwell.platform.links.visitors import COOKIE, token_of, visitor_with
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PAGE = "/l/invitation/"
PASSWORD = "four words walk home"
FORM = {"name": "Ivy M. Chen", "password": PASSWORD, "again": PASSWORD}


def invite(clinic: Clinic, email: str = "ivy@new.example") -> tuple[Membership, Made]:
    invited = Invited("Ivy Chen", email, [Grant(Role.CLINICIAN, clinic.north.pk)])
    with acting(clinic["administrator everywhere"].scope) as scope:
        return actions.invite(actor=scope, at=timezone.now(), invited=invited, by_mail=False)


def arrive(made: Made, web: Browser | None = None) -> Browser:
    web = web or Browser()
    assert web.post("/l/", {"code": made.secret})["Location"] == PAGE
    return web


def is_open(made: Made) -> bool:
    return visitor_with(token_of(made.secret)) is not None


def test_a_new_colleague_sets_a_password_and_is_signed_in_at_the_clinic(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    web = arrive(made)
    assert "Riverbend asks you" in web.get(PAGE).content.decode()

    answer = web.post(PAGE, FORM)

    account = Account.objects.get(email="ivy@new.example")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert web.session["_auth_user_id"] == str(account.pk)
    assert web.session[ORGANIZATION] == str(clinic.organization.pk)
    with acting(clinic.system()):
        assert Membership.objects.get(pk=membership.pk).account_id == account.pk
    assert web.cookies[COOKIE].value == ""
    assert not is_open(made)


def test_the_second_factor_comes_next(clinic: Clinic) -> None:
    web = arrive(invite(clinic)[1])
    web.post(PAGE, FORM)

    assert web.get(reverse("outbox:messages"))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"again": "something else"}, "not the same"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"name": ""}, "Fill this in"),
    ],
)
def test_mistakes_are_said_at_the_field_and_use_nothing_up(clinic: Clinic, wrong: dict[str, str], said: str) -> None:
    _, made = invite(clinic)
    answer = arrive(made).post(PAGE, FORM | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert is_open(made)
    assert not Account.objects.filter(email="ivy@new.example").exists()


def test_a_password_is_never_sent_back(clinic: Clinic) -> None:
    answer = arrive(invite(clinic)[1]).post(PAGE, FORM | {"name": ""})

    assert PASSWORD not in answer.content.decode()


def test_somebody_with_an_account_is_sent_to_sign_in_and_joins(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    theirs = other["director"]
    _, made = invite(clinic, theirs.account.email)
    text = arrive(made).get(PAGE).content.decode()
    assert f"/sign-in/?next={PAGE}" in text
    assert 'name="password"' not in text

    web = arrive(made, sign_in(theirs))
    assert "Accept" in web.get(PAGE).content.decode()
    assert web.post(PAGE)["Location"] == "/"

    assert web.session[ORGANIZATION] == str(clinic.organization.pk)
    assert not is_open(made)


def test_signed_in_as_somebody_else_one_is_told_and_nothing_happens(clinic: Clinic, sign_in: SignIn) -> None:
    _, made = invite(clinic)
    web = arrive(made, sign_in(clinic["biller"]))

    assert "Sign out" in web.get(PAGE).content.decode()
    assert web.post(PAGE).status_code == 409
    assert is_open(made)


def test_taken_back_meanwhile_it_opens_nothing(clinic: Clinic) -> None:
    membership, made = invite(clinic)
    web = arrive(made)
    with acting(clinic["administrator everywhere"].scope) as scope:
        actions.withdraw(actor=scope, at=timezone.now(), membership=membership)

    assert web.post(PAGE, FORM).status_code == 404


def letter(web: Browser, membership: Membership, kind: str = "page"):  # type: ignore[no-untyped-def]
    return web.post(reverse("invitations:letter", args=[membership.pk]), {"as": kind})


def code_in(text: str) -> str:
    return text.split('<p class="code">')[1].split("</p>")[0]


def test_a_letter_carries_a_new_code_and_ends_the_one_before(clinic: Clinic, sign_in: SignIn) -> None:
    membership, made = invite(clinic)

    answer = letter(sign_in(clinic["administrator everywhere"]), membership)

    code = code_in(answer.content.decode())
    assert not is_open(made)
    assert visitor_with(token_of(code)) is not None
    assert "http://localhost:8000/l/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_letter_is_a_pdf_that_can_be_read(clinic: Clinic, sign_in: SignIn) -> None:
    membership, _ = invite(clinic)

    answer = letter(sign_in(clinic["administrator everywhere"]), membership, "pdf")

    reader = PdfReader(io.BytesIO(answer.content))
    text = reader.pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert "Riverbend asks you to set up your account" in " ".join(text.split())
    assert len(reader.pages) == 1


def test_without_the_library_the_page_says_which_command_adds_it(
    clinic: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise OSError

    monkeypatch.setattr(pdf, "import_module", missing)
    pdf._weasyprint.cache_clear()
    membership, _ = invite(clinic)

    answer = letter(sign_in(clinic["administrator everywhere"]), membership, "pdf")

    pdf._weasyprint.cache_clear()
    text = answer.content.decode()
    assert "apt-get install libpango" in text
    assert visitor_with(token_of(code_in(text))) is not None


def test_no_letter_for_somebody_who_has_joined(clinic: Clinic, sign_in: SignIn) -> None:
    joined = clinic["clinician"].membership

    assert letter(sign_in(clinic["administrator everywhere"]), joined).status_code == 409


def test_owner_colleague_stranger(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    membership, made = invite(clinic)

    assert letter(sign_in(clinic["director everywhere"]), membership).status_code == 403
    assert letter(sign_in(other["administrator everywhere"]), membership).status_code == 404
    assert letter(Browser(), membership).status_code == 302
    assert is_open(made)
