"""A link is opened, answered, signed through; an invitation is accepted; a document is handed in. In Chromium."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.config import urls
from stepwell.platform.accounts.models import Account
from stepwell.platform.invitations import actions as invitations
from stepwell.platform.invitations.actions import Invited
from stepwell.platform.invitations.rules.grants import Grant
from stepwell.platform.links import actions as links
from stepwell.platform.links import purposes
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.visitors import visitors
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures import queries
from stepwell.platform.signatures.actions import Subject
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.signatures.models import Signature
from stepwell.platform.ui.forms import Form
from stepwell.platform.walls.rights import Category, Role
from stepwell.platform.walls.scope import acting
from tests.browser.axe import troubles
from tests.worlds import Clinic

CONTENT = b"The rules of the house."
WHO = Identity(("Ana L\N{LATIN SMALL LETTER O WITH ACUTE}pez",), date(1990, 1, 1), "123456")


class SigningForm(Form):
    """A page that asks for a signature."""

    name = forms.CharField(label="Your name")
    signature = SignatureField()


@visitors("signing")
def signing(request: HttpRequest) -> HttpResponse:
    """Take a signature and end the link."""
    form = SigningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        visitor: Any = request.visitor  # type: ignore[attr-defined]
        what = Subject("Rules", CONTENT, Category.CONSENTS, visitor.visit.subject)
        said = {"mark": form.cleaned_data["signature"], "signer": form.cleaned_data["name"]}
        signatures.sign(actor=visitor.scope, at=timezone.now(), what=what, **said)
        links.use(actor=visitor.scope, at=timezone.now())
        return redirect("links:enter")
    return render(request, "signing.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [path("l/signing/", signing, name="signing"), path("", include(urls.urlpatterns))]


@pytest.fixture(autouse=True)
def addresses(tmp_path: Path) -> Iterator[None]:
    """Add a page that asks for a signature, under the frame of all pages behind links."""
    (tmp_path / "signing.html").write_text(
        '{% extends "layouts/plain.html" %}{% block title %}Sign{% endblock %}{% block heading %}Sign{% endblock %}'
        '{% block content %}{% form_page form submit="Sign the rules" %}{% endblock %}'
    )
    purposes.register(purposes.Purpose("signing", "signing", timedelta(days=7)))
    templates = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    loaders = templates[0]["OPTIONS"]["loaders"][0][1][0][1]
    cached = ("django.template.loaders.cached.Loader", [*loaders, "django.template.loaders.filesystem.Loader"])
    options = {**templates[0]["OPTIONS"], "loaders": [("template_partials.loader.Loader", [cached])]}
    with override_settings(ROOT_URLCONF=__name__, TEMPLATES=[{**templates[0], "OPTIONS": options}]):
        yield
    del purposes._purposes["signing"]


def make(house: Clinic) -> Made:
    ana = house.clients["ana"].pk
    with acting(house["admissions"].scope) as scope:
        opens = Opens(ana, Category.CONSENTS, ana)
        return links.make_link(actor=scope, at=timezone.now(), purpose="signing", opens=opens, identity=WHO)


def passes(page: Page) -> None:
    """Look for barriers; what comes next is seen in the light again."""
    assert troubles(page) == []
    page.emulate_media(color_scheme="light")


def say_who(page: Page, code: str) -> None:
    page.get_by_label("First name").fill("ana")
    page.get_by_label("Last name").fill("LOPEZ")
    page.get_by_label("Date of birth").fill("1990-01-01")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()


def draw(page: Page) -> None:
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 20, steps=8)
    page.mouse.move(box["x"] + 140, box["y"] + 70, steps=8)
    page.mouse.up()


def test_a_link_is_opened_answered_and_signed_through(page: Page, live_server: LiveServer, house: Clinic) -> None:
    # Given the address in a message
    made = make(house)
    referrers: list[str] = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    page.goto(f"/l/{made.secret}/")
    passes(page)

    # When its holder goes on and says who they are, wrongly at first
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First, tell us who you are")
    say_who(page, "000000")
    expect(page.locator(".error-summary")).to_contain_text("4 more times")
    passes(page)
    say_who(page, "123456")

    # Then they can sign by drawing
    expect(page).to_have_url(f"{live_server.url}/l/signing/")
    page.get_by_role("button", name="Sign the rules").click()
    expect(page.locator(".error-summary")).to_contain_text("Sign here, or type your full name.")
    passes(page)
    page.get_by_label("Your name").fill("Ana Lopez")
    draw(page)
    page.get_by_role("button", name="Sign the rules").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code from your letter")

    # And the link is used, and no request named the secret as where it came from
    assert_signed(house, made)
    page.goto("/l/signing/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not open any more")
    passes(page)
    assert [referrer for referrer in referrers if made.secret in referrer] == []


def assert_signed(house: Clinic, made: Made) -> None:
    with acting(house["privacy"].scope):
        signature = Signature.objects.get()
    assert (signature.way, signature.link_id) == ("drawn", made.link.pk)
    assert queries.verify(signature, CONTENT) == []


def test_a_colleague_accepts_by_the_code_of_a_letter(page: Page, house: Clinic) -> None:
    invited = Invited("Ivy Chen", "ivy@new.example", [Grant(Role.CLINICIAN, house.north.pk)])
    with acting(house["administrator everywhere"].scope) as scope:
        _, made = invitations.invite(actor=scope, at=timezone.now(), invited=invited, by_mail=False)

    page.goto("/l/")
    passes(page)
    page.get_by_label("Code").fill(made.secret.lower().replace("-", " "))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Riverbend asks you to set up your account")
    passes(page)
    page.get_by_label("Password", exact=True).fill("four words walk home")
    page.get_by_label("The same password again").fill("four words walk home")
    page.get_by_role("button", name="Set up account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Add a second step")


def test_a_document_is_handed_in_and_downloaded(
    page: Page, house: Clinic, come_in: Callable[[BrowserContext, Account], None], tmp_path: Path
) -> None:
    come_in(page.context, house["admissions"].account)
    card = tmp_path / "Insurance card.pdf"
    card.write_bytes(b"%PDF-1.7\n%%EOF\n")

    page.goto(f"/documents/client/{house.clients['ana'].pk}/")
    passes(page)
    page.get_by_label("File").set_input_files(card)
    page.get_by_label("Insurance (card").check()
    page.get_by_role("button", name="Add document").click()
    expect(page.get_by_text("Insurance · PDF, 1 KB")).to_be_visible()
    passes(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download Insurance card").click()

    assert started.value.suggested_filename == "Insurance card.pdf"
    assert Path(started.value.path()).read_bytes() == card.read_bytes()
    page.get_by_role("link", name="Take out Insurance card").click()
    passes(page)


def test_the_outbox_says_how_it_stands(
    page: Page, house: Clinic, come_in: Callable[[BrowserContext, Account], None]
) -> None:
    come_in(page.context, house["administrator everywhere"].account)
    invited = Invited("Ivy Chen", "ivy@new.example", [Grant(Role.CLINICIAN, house.north.pk)])
    with acting(house["administrator everywhere"].scope) as scope:
        membership, _ = invitations.invite(actor=scope, at=timezone.now(), invited=invited, by_mail=True)

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST=""):
        page.goto("/outbox/")
        expect(page.get_by_text("ivy@new.example")).to_be_visible()
        passes(page)
    assert membership.email == "ivy@new.example"
