"""Asking payers by file, how they are asked, and the list of benefits to verify: who may, and what pages say."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from stepwell.coverage.actions import again
from stepwell.coverage.models import AskingHabit, EligibilityRequest, Payer, Policy
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from tests.db.coverage.conftest import AT, may_ask
from tests.db.coverage.test_again import in_care
from tests.db.coverage.test_asking import HABIT
from tests.web.conftest import SignIn
from tests.web.coverage.test_estimates import MEMBER
from tests.web.coverage.test_pages import add, page, text_of
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Browser:
    """Admissions."""
    return sign_in(clinic["admissions"])


@pytest.fixture
def policy(clinic: Clinic, web: Browser) -> Policy:
    """Ana's policy."""
    return add(web, clinic, MEMBER)


def test_a_coordinator_asks_a_payer_by_file(clinic: Clinic, web: Browser, policy: Policy) -> None:
    where = page("ask", clinic, policy.pk)
    shown = text_of(web, where)
    assert "may not be asked yet" in shown
    assert "is not written down" in shown
    typed = {**HABIT, "version": "0", "one_by_one": "", "production": ""}
    wrong = web.post(reverse("coverage:usual_habit"), typed | {"originator": "1"})
    assert (wrong.status_code, "Ten capitals or digits" in wrong.content.decode()) == (422, True)
    assert web.post(reverse("coverage:usual_habit"), typed).status_code == 302
    assert web.post(reverse("coverage:usual_habit"), typed).status_code == 422  # somebody was faster
    assert "CLEARHOUSE, from CLINIC" in text_of(web, reverse("coverage:habits"))
    with acting(clinic["admissions"].scope):
        Payer.objects.update(payer_id="99999")
        assert AskingHabit.objects.count() == 1
    assert "No consent in force" in web.post(where, {"first": "2026-03-02"}).content.decode()
    with acting(clinic["admissions"].scope):
        may_ask(clinic, "Buckeye Mutual")

    assert web.post(where, {"first": "2026-03-02"}).status_code == 302

    assert "Is about to leave" in text_of(web, page("answers", clinic, policy.pk))
    assert "was asked by file" in text_of(web, page("coverage", clinic))
    with acting(clinic["admissions"].scope):
        assert EligibilityRequest.objects.get().service_types == ["30", "CJ"]


def verify_again(clinic: Clinic, policy: Policy) -> None:
    with acting(clinic["admissions"].scope):
        in_care(clinic, policy)
    with acting(system(clinic.organization.pk, "coverage.verify_again")) as scope:
        again.note_due(actor=scope, at=AT)


def test_the_list_says_why_and_since_when(clinic: Clinic, web: Browser, policy: Policy) -> None:
    assert "Every policy is verified" in text_of(web, reverse("coverage:worklist"))
    verify_again(clinic, policy)

    shown = text_of(web, reverse("coverage:worklist"))

    assert all(said in shown for said in ("Never verified", "Write down benefits", "Buckeye Mutual"))
    assert "to verify again" in text_of(web, reverse("workspace:today"))


def test_who_bills_reads_the_list_and_changes_nothing(clinic: Clinic, policy: Policy, sign_in: SignIn) -> None:
    verify_again(clinic, policy)
    biller = sign_in(clinic["biller"])

    assert "Write down benefits" not in text_of(biller, reverse("coverage:worklist"))
    assert biller.get(page("ask", clinic, policy.pk)).status_code == 403
    assert sign_in(clinic["facilitator"]).get(reverse("coverage:worklist")).status_code == 403
