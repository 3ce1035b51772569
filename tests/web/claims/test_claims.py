"""Claims as billers see them: the list, one of them, files, settings; who may, and who may not."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from stepwell.claims.actions import leaving
from stepwell.claims.actions.queuing import queue
from stepwell.claims.models import ClientOnFile, OutboundFile, Route
from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.people.models import Credential
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from tests.db.claims.conftest import Claiming, claiming  # noqa: F401 (a fixture)

PAGES = ("claims:claims", "claims:changed", "claims:files", "claims:routes")


@pytest.fixture
def cut(claiming: Claiming) -> Claiming:  # noqa: F811
    """The clinic with one claim that is ready."""
    claiming.cut()
    return claiming


def _sent(made: Claiming) -> OutboundFile:
    made.do(queue, claim_ids=[one.pk for one in made.claims()])
    leaving.send(scope=system(made.clinic.organization.pk, "claims.send"), at=timezone.now())
    with acting(made.clinic["biller"].scope):
        return OutboundFile.objects.get()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["biller", "director", "auditor", "utilization"])
def test_who_reads_bills_sees_the_lists(cut: Claiming, sign_in: Any, page: str, who: str) -> None:
    assert sign_in(cut.clinic[who]).get(reverse(page)).status_code == 200


@pytest.mark.parametrize("who", ["clinician", "facilitator", "collector", "case_manager"])
def test_who_bills_nothing_sees_no_claim(cut: Claiming, sign_in: Any, who: str) -> None:
    browser: Browser = sign_in(cut.clinic[who])
    (claim,) = cut.claims()

    assert browser.get(reverse("claims:claims")).status_code == 403
    assert browser.get(reverse("claims:claim", args=[claim.pk])).status_code == 403


def test_a_biller_of_another_site_finds_no_claim(cut: Claiming, sign_in: Any) -> None:
    (claim,) = cut.claims()

    assert sign_in(cut.clinic["biller south"]).get(reverse("claims:claim", args=[claim.pk])).status_code == 404


def test_a_claim_leads_to_its_charge_and_says_what_the_file_says(cut: Claiming, sign_in: Any) -> None:
    (claim,) = cut.claims()
    page = sign_in(cut.clinic["biller"]).get(reverse("claims:claim", args=[claim.pk])).content.decode()

    assert f"{reverse('billing:charges', args=[claim.client_id])}#charge-" in page
    assert "CLM*C000000001*425***57:B:1*Y*A*Y*Y" in page
    assert "H0015" in page


def test_a_filter_shows_what_it_says(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    address = reverse("claims:claims")

    assert "C000000001" in browser.get(address, {"state": "ready"}).content.decode()
    assert "C000000001" not in browser.get(address, {"state": "sent"}).content.decode()
    assert browser.get(address, {"state": "none"}).status_code == 422


def test_one_click_lets_claims_leave(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    browser.post(reverse("claims:send"), {"all": "1"})

    assert cut.claims()[0].state == "queued"
    assert ProcrastinateJob.objects.filter(task_name="claims.send_now").exists()


@pytest.mark.parametrize("typed", [{}, {"claims": "nonsense"}, {"claims": "00000000-0000-0000-0000-000000000000"}])
def test_nothing_ticked_sends_nothing(cut: Claiming, sign_in: Any, typed: dict[str, str]) -> None:
    browser = sign_in(cut.clinic["biller"])
    answer = browser.post(reverse("claims:send"), typed, follow=True)

    assert "None of these claims is ready." in answer.content.decode()
    assert cut.claims()[0].state == "ready"


def test_who_only_reads_changes_nothing(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["auditor"])
    (claim,) = cut.claims()
    for name in ("claims:cut", "claims:send", "claims:scrub"):
        assert browser.post(reverse(name)).status_code == 403
    for name in ("claims:scrub_one", "claims:send_one", "claims:stay", "claims:correct"):
        assert browser.post(reverse(name, args=[claim.pk])).status_code == 403


def test_the_buttons_of_one_claim_do_what_they_say(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    (claim,) = cut.claims()

    browser.post(reverse("claims:send_one", args=[claim.pk]))
    assert cut.claims()[0].state == "queued"
    browser.post(reverse("claims:stay", args=[claim.pk]))
    assert cut.claims()[0].state == "ready"
    browser.post(reverse("claims:scrub_one", args=[claim.pk]))
    assert cut.claims()[0].state == "ready"
    answer = browser.post(reverse("claims:correct", args=[claim.pk]), follow=True)
    assert "another claim corrects it" in answer.content.decode()


def test_a_file_is_handed_out_to_who_bills_everywhere(cut: Claiming, sign_in: Any) -> None:
    file = _sent(cut)
    address = reverse("claims:download", args=[file.pk])

    answer = sign_in(cut.clinic["biller everywhere"]).get(address)
    assert answer.content.startswith(b"ISA*00*")
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert sign_in(cut.clinic["biller"]).get(address).status_code == 404
    assert file.digest in sign_in(cut.clinic["biller"]).get(reverse("claims:file", args=[file.pk])).content.decode()


ROUTE = {
    "receiver_name": "Ohio Clearing", "receiver_qualifier": "ZZ", "receiver_id": "OHCLEAR",
    "submitter_qualifier": "ZZ", "submitter_id": "RIVER01", "contact_name": "Billing",
    "contact_phone": "614-555-0100", "apart": ["month"], "year_begins": "1",
}  # fmt: skip


def test_a_route_is_written_down_and_changed_by_one_at_a_time(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    address = reverse("claims:route", args=[cut.charging.payer.pk])

    assert browser.post(address, {**ROUTE, "version": "0"}).status_code == 302
    assert browser.post(address, {**ROUTE, "version": "0"}).status_code == 422
    assert browser.post(address, {**ROUTE, "version": "1", "contact_phone": "1"}).status_code == 422
    with acting(cut.clinic["biller"].scope):
        assert Route.objects.get(payer=cut.charging.payer).apart == ["month"]


def test_what_payers_have_on_file_is_written_down(cut: Claiming, sign_in: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    typed = {"sex": "F", "street": "2 Elm St", "city": "Columbus", "state": "OH", "postal_code": "43215"}
    address = reverse("claims:on_file", args=[cut.clinic.clients["ana"].pk])

    assert browser.post(address, {**typed, "version": "1", "postal_code": "4321"}).status_code == 422
    assert browser.post(address, {**typed, "version": "1"}).status_code == 302
    with acting(cut.clinic["biller"].scope):
        assert ClientOnFile.objects.get().street == "2 Elm St"


@pytest.mark.parametrize("page", PAGES)
def test_a_list_asks_few_questions(cut: Claiming, sign_in: Any, page: str, django_assert_max_num_queries: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    with django_assert_max_num_queries(12):
        browser.get(reverse(page))


def test_a_claim_asks_few_questions(cut: Claiming, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    browser = sign_in(cut.clinic["biller"])
    (claim,) = cut.claims()
    with django_assert_max_num_queries(12):
        browser.get(reverse("claims:claim", args=[claim.pk]))


def test_rules_attending_and_taxonomies_are_settings(claiming: Claiming, sign_in: Any) -> None:  # noqa: F811
    web, clinic = sign_in(claiming.clinic["director everywhere"]), claiming.clinic
    clinician = clinic["clinician"].membership
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinician, kind="npi", title="NPI", number="1234567893"
        )
    where = reverse("claims:usual_rules")
    fields = {rule.code: rule.gravity.value for rule in ALL if not rule.is_fixed}
    shown = web.get(where).content.decode()
    assert "Rules that stop every claim" in shown
    assert web.post(where, {**fields, "SCR-501": "off", "version": "1"}).status_code == 302
    assert web.post(where, {**fields, "version": "1"}).status_code == 422
    page = reverse("claims:clinician", args=[clinician.pk])
    assert web.post(page, {"version": "0", "taxonomy": "nothing"}).status_code == 422
    assert web.post(page, {"version": "0", "taxonomy": "101ya0400x"}).status_code == 302
    assert "101YA0400X" in web.get(reverse("claims:clinicians")).content.decode()
    assert str(clinician.pk) in web.get(reverse("claims:usual_route")).content.decode()
    with acting(clinic["biller"].scope):
        assert Route.objects.get().gravities == {"SCR-501": "off"}
        with pytest.raises(IntegrityError, match="route_fixed_rules"), transaction.atomic():
            Route.objects.update(gravities={"SCR-603": "off"})
