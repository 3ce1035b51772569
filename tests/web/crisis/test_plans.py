"""A safety plan on pages: written, agreed, printed; behind a link help comes first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone

from stepwell.clients.actions import add_contact
from stepwell.clients.rules.registration import Contact
from stepwell.clients.vocabulary import ContactKind
from stepwell.crisis.models import CrisisLine, SafetyPlan, SafetyPlanCopy
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.signatures.models import Signature
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

STEPS = {
    "signs": "no sleep\nangry at everybody", "alone": "walk", "places": "library", "people": "Sam 937 555 0112",
    "professionals": "988", "surroundings": "pills are with Sam", "kept_where": "in my wallet",
}  # fmt: skip


def page(name: str, clinic: Clinic, *more: Any) -> str:
    return reverse(f"crisis:{name}", args=[clinic.clients["ana"].pk, *more])


def only(clinic: Clinic) -> SafetyPlan:
    with acting(clinic.system()):
        return SafetyPlan.objects.get()


def typed(**changed: Any) -> dict[str, Any]:
    return {**STEPS, "version": 1, "review_on": (timezone.localdate() + timedelta(days=20)).isoformat(), **changed}


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Web:
    """The browser of Ana's clinician."""
    return sign_in(clinic["clinician"])


@pytest.fixture
def agreed(clinic: Clinic, web: Web) -> SafetyPlan:
    """A plan that was agreed."""
    web.post(page("start_plan", clinic))
    web.post(page("write_plan", clinic, only(clinic).pk), typed())
    web.post(page("plan", clinic, only(clinic).pk), {"version": 2})
    return only(clinic)


def test_a_plan_is_written_agreed_and_shown(clinic: Clinic, web: Web, agreed: SafetyPlan) -> None:
    text = web.get(page("of_client", clinic)).content.decode()

    assert agreed.agreed_at
    assert "angry at everybody" in text
    assert 'href="tel:+19375550112"' in text


def test_an_unfinished_plan_is_not_agreed_and_says_why(clinic: Clinic, web: Web) -> None:
    web.post(page("start_plan", clinic))
    web.post(page("write_plan", clinic, only(clinic).pk), typed(people=""))

    answer = web.post(page("plan", clinic, only(clinic).pk), {"version": 2})

    assert answer.status_code == 422
    assert "“Whom I can ask for help” is empty" in answer.content.decode()


def test_what_another_wrote_meanwhile_is_shown_and_nothing_is_lost(clinic: Clinic, web: Web, sign_in: SignIn) -> None:
    web.post(page("start_plan", clinic))
    write = page("write_plan", clinic, only(clinic).pk)
    sign_in(clinic["supervisor"]).post(write, typed(alone="swim"))

    late = web.post(write, typed(alone="walk"))
    again = web.post(write, typed(alone="walk", version=2))

    text = late.content.decode()
    assert (late.status_code, again.status_code) == (422, 302)
    assert "Now there: swim" in text
    assert "walk" in text


@pytest.mark.parametrize("typing", [{"signs": "x" * 10_000}, {"how_likely": "11"}, {"review_on": "2020-01-01"}])
def test_what_cannot_be_is_said(clinic: Clinic, web: Web, typing: dict[str, str]) -> None:
    web.post(page("start_plan", clinic))

    answer = web.post(page("write_plan", clinic, only(clinic).pk), typed(**typing))

    assert answer.status_code == 422
    assert only(clinic).version == 1


@pytest.mark.parametrize(("who", "status"), [("biller", 403), ("facilitator", 404), ("collector", 403)])
def test_those_who_only_report_find_no_plan(
    clinic: Clinic, agreed: SafetyPlan, sign_in: SignIn, who: str, status: int
) -> None:
    web = sign_in(clinic[who])

    assert web.get(page("plan", clinic, agreed.pk)).status_code == status
    assert "angry at everybody" not in web.get(page("of_client", clinic)).content.decode()


def test_the_paper_is_a_pdf_and_leaves_an_export(clinic: Clinic, web: Web, agreed: SafetyPlan) -> None:
    answer = web.get(page("plan_pdf", clinic, agreed.pk))

    assert answer.content.startswith(b"%PDF")
    with acting(clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(page="crisis:plan_pdf", way="export").exists()


def test_a_copy_on_paper_is_written_down(clinic: Clinic, web: Web, agreed: SafetyPlan) -> None:
    web.post(page("give_plan", clinic, agreed.pk), {"way": "paper"})
    web.post(page("give_plan", clinic, agreed.pk), {"way": "smoke"})

    with acting(clinic["clinician"].scope):
        assert [copy.way for copy in SafetyPlanCopy.objects.all()] == ["paper"]


def test_behind_the_link_help_comes_first_then_the_plan_then_a_signature(
    clinic: Clinic, web: Web, agreed: SafetyPlan
) -> None:
    contact = Contact(kind=ContactKind.EMAIL, value="ana@mail.example", is_safe=True)
    with acting(clinic["admissions"].scope) as scope:
        actor = member_of(scope)
        assert actor is not None
        add_contact(actor=actor, client=clinic.clients["ana"], contact=contact)
    with acting(clinic["director"].scope):
        CrisisLine.objects.create(
            organization=clinic.organization, site=clinic.north, phone="+19375550199", hours="day and night"
        )
    web.post(page("give_plan", clinic, agreed.pk), {"way": "link"})
    with acting(clinic.system()):
        link = OutboxMessage.objects.get().link
    home = Web()
    landing = home.get(link[link.index("/l/") :])
    home.post(reverse("links:enter"), {"code": link.rstrip("/").rpartition("/")[2]})
    asked = home.get("/l/safety-plan/")
    home.post(asked.headers["Location"], {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01"})

    opened = home.get("/l/safety-plan/")
    signed = home.post("/l/safety-plan/", {"signer": "Ana López", "signature_typed": "Ana López"})
    after = home.get("/l/safety-plan/").content.decode()

    text = opened.content.decode()
    assert (landing.status_code, asked.status_code, opened.status_code, signed.status_code) == (200, 302, 200, 302)
    assert text.index("tel:988") < text.index("tel:911") < text.index("+19375550199") < text.index("angry at everybody")
    assert "Clinician" not in text
    assert "You signed this plan." in after
    with acting(clinic["clinician"].scope):
        assert Signature.objects.get().signer == "Ana López"
    assert "Signed by Ana López" in web.get(page("plan", clinic, agreed.pk)).content.decode()


def test_without_a_safe_address_no_link_is_sent(clinic: Clinic, web: Web, agreed: SafetyPlan) -> None:
    answer = web.post(page("give_plan", clinic, agreed.pk), {"way": "link"}, follow=True)

    assert "No e-mail address of this person is marked safe." in answer.content.decode()
    with acting(clinic.system()):
        assert not OutboxMessage.objects.exists()
