"""The settings page says honestly whether messages can leave."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from stepwell.platform.outbox import actions
from stepwell.platform.outbox.gateways.mail import SMTP
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PAGE = "/outbox/"


@pytest.fixture
def no_server(settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, ""


def write(clinic: Clinic) -> None:
    with acting(clinic["administrator everywhere"].scope) as scope:
        actions.send(actor=scope, at=timezone.now(), to="ivy@new.example", template=Template.INVITATION, link="x")


@pytest.mark.usefixtures("no_server")
def test_without_a_mail_server_it_says_so_and_what_waits(clinic: Clinic, sign_in: SignIn) -> None:
    write(clinic)

    text = sign_in(clinic["administrator everywhere"]).get(PAGE).content.decode()

    assert "No mail server is set up" in text
    assert "1 message in this list waits" in text
    assert "ivy@new.example" in text
    assert "STEPWELL_MAIL_HOST" in text


def test_with_one_it_lists_without_a_warning(clinic: Clinic, sign_in: SignIn) -> None:
    write(clinic)

    text = sign_in(clinic["administrator everywhere"]).get(PAGE).content.decode()

    assert "No mail server" not in text
    assert "Invitation of a colleague" in text
    assert "Waiting" in text


def test_empty_it_says_what_belongs_there(clinic: Clinic, sign_in: SignIn) -> None:
    assert "No messages yet" in sign_in(clinic["administrator"]).get(PAGE).content.decode()


def test_messages_about_clients_are_not_listed_for_administrators(clinic: Clinic, sign_in: SignIn) -> None:
    ana = clinic.clients["ana"].pk
    with acting(clinic["admissions"].scope) as scope:
        about = {"category": Category.DEMOGRAPHICS, "client": ana}
        actions.send(actor=scope, at=timezone.now(), to="ana@mail.example", template=Template.LINK, **about)

    assert "ana@mail.example" not in sign_in(clinic["administrator everywhere"]).get(PAGE).content.decode()


def test_owner_colleague_stranger(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    write(clinic)

    assert sign_in(clinic["director everywhere"]).get(PAGE).status_code == 403
    assert "ivy@new.example" not in sign_in(other["administrator everywhere"]).get(PAGE).content.decode()
    assert Browser().get(reverse("outbox:messages")).status_code == 302
