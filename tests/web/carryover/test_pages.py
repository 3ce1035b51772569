"""Pages of bringing clients over: the form, a file from sending to mending, who may, how many queries."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.carryover import tasks
from stepwell.carryover.models import Import, ImportRow, Paper
from stepwell.carryover.rules import files
from stepwell.clients.models import CarriedOver, Client
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.carryover.conftest import CELLS
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
DAYS = {
    "admitted_on": 40, "program_since": 20, "earlier_from_1": 40, "as_of": 1, "authorized_from": 20,
    "authorized_on": 22, "plan_dated": 15, "consent_signed_on": 40,
}  # fmt: skip
AHEAD = {"authorized_to": 30, "plan_review_by": 15, "next_review_on": 20}
NOW = {
    **CELLS,
    **{name: str(TODAY - timedelta(days=days)) for name, days in DAYS.items()},
    **{name: str(TODAY + timedelta(days=days)) for name, days in AHEAD.items()},
    "minutes_attended": "2160",
}


def typed(**changes: str) -> dict[str, str]:
    """Return what the form sends: the cells, with services in fields of their own."""
    cells = {name: value for name, value in NOW.items() if name != "services"}
    mix = {"minutes_individual": "60", "per_individual": "week", "language": "en"}
    return {**cells, **mix, **changes}


def sheet(*rows: dict[str, str]) -> bytes:
    names = list(NOW)
    return files.written([names, *([{**NOW, **row}[name] for name in names] for row in rows)])


def send(web: Browser, content: bytes, name: str = "clients.csv") -> Any:
    return web.post(reverse("carryover:send"), {"file": SimpleUploadedFile(name, content)})


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_form_brings_a_client_over(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])
    assert web.get(reverse("carryover:new")).status_code == 200

    answer = web.post(reverse("carryover:new"), typed())

    with acting(running.system()):
        before = CarriedOver.objects.get()
        assert AccessEvent.objects.filter(client_id=before.client_id, page="carryover:new").exists()
    assert answer.headers["Location"] == reverse("clients:record", args=[before.client_id])
    shown = words(web.get(answer.headers["Location"]))
    assert "Before Stepwell" in shown
    assert "12 days" in shown
    assert "Ordered before Stepwell" not in shown
    overview = words(web.get(reverse("placement:overview", args=[before.client_id])))
    assert "ordered before Stepwell , brought over by" in overview
    assert "Decided elsewhere, before Stepwell" in overview
    assert "7 of 20 days, 7 of them before Stepwell" in words(
        web.get(reverse("authorizations:overview", args=[before.client_id]))
    )


def test_the_clinician_sees_the_plan_on_paper_and_the_days_before(
    running: Clinic,
    sign_in: SignIn,
) -> None:
    sign_in(running["admissions"]).post(reverse("carryover:new"), typed())
    with acting(running.system()):
        client_id = CarriedOver.objects.get().client_id
    web = sign_in(running["clinician"])

    assert "Plan on paper" in words(web.get(reverse("treatmentplans:plan", args=[client_id])))
    shown = words(web.get(reverse("attendance:client", args=[client_id])))
    assert re.search(r"Before Stepwell, until \w+ \d+, \d{4}: 12 days", shown)
    page = words(web.get(reverse("carryover:before", args=[client_id])))
    assert "Attendance sheets" in page
    assert "Paper chart" in page
    assert "Correct" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birth_date": "2015-01-01"}, "Stepwell serves adults"),
        ({"as_of": str(TODAY + timedelta(days=2))}, "lies in the future"),
        ({"hours_per_week": "9.1"}, "steps of a quarter"),
        ({"first_name": "x" * 10_000}, "60 characters or fewer"),
        ({"site": "Elsewhere"}, "Select a valid choice"),
        ({"admitted_on": ""}, "Fill this in."),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    running: Clinic,
    sign_in: SignIn,
    changes: dict[str, str],
    said: str,
) -> None:
    answer = sign_in(running["admissions"]).post(reverse("carryover:new"), typed(**changes))

    assert answer.status_code == 422
    assert said in words(answer)
    assert "Attendance sheets" in answer.content.decode()
    with acting(running.system()):
        assert not CarriedOver.objects.exists()


def test_somebody_alike_is_shown_and_confirmed(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])
    web.post(reverse("carryover:new"), typed())
    alike = typed(client_number="OLD-2", authorization_number="A-2")

    answer = web.post(reverse("carryover:new"), alike)
    assert "Is it the same person?" in words(answer)
    assert "another_person" in answer.content.decode()
    assert web.post(reverse("carryover:new"), {**alike, "another_person": "on"}).status_code == 302


def test_a_file_goes_from_preview_to_mending(running: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    web = sign_in(running["admissions"])
    good = {"client_number": "1", "first_name": "Wilma"}
    bad = {"client_number": "2", "first_name": "Fred", "birth_date": "yesterday", "program": "Nowhere"}

    answer = send(web, sheet(good, bad, {**good, "client_number": "3"}))

    page = answer.headers["Location"]
    shown = words(web.get(page))
    assert "1 client ready" in shown
    assert ": 3 rows." in shown
    assert "2 rows need mending" in shown
    assert "Line 3: Fred Example birth_date (Birth date) : This is no date." in shown
    assert "stands in the file twice" in shown
    with acting(running.system()):
        batch = Import.objects.get()
        assert Client.objects.count() == 4
    deferred: list[UUID] = []
    monkeypatch.setattr(tasks.bring.__class__, "defer", lambda _, **ids: deferred.append(ids["import_id"]))
    assert web.post(reverse("carryover:confirm", args=[batch.pk])).headers["Location"] == page
    assert "are being brought over" in words(web.get(page))
    tasks.bring.run(organization=running.organization.pk, import_id=deferred[0])

    assert "1 client brought over" in words(web.get(page))
    with acting(running.system()):
        assert AccessEvent.objects.filter(page="carryover:import", way="job").count() == 1
        assert ImportRow.objects.get(state="done").cells is None
    kept = web.get(reverse("carryover:to_mend", args=[batch.pk])).content
    assert b"birth_date: This is no date." in kept
    mended = kept.replace(b"yesterday", b"1990-01-01").replace(b"Nowhere", b"Evening")
    again = send(web, mended)
    assert "1 client ready" in words(web.get(again.headers["Location"]))
    known = send(web, sheet(good))
    assert "1 row was brought over before" in words(web.get(known.headers["Location"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "This is a spreadsheet file"),
        (b"a,b\n1,2\n", "Missing: first_name"),
        (b"\x81\x8d", "cannot be read"),
        (b"x" * (files.MOST_BYTES + 1), "5 MB or less"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    running: Clinic,
    sign_in: SignIn,
    content: bytes,
    said: str,
) -> None:
    answer = send(sign_in(running["admissions"]), content)

    assert answer.status_code == 422
    assert said in words(answer)
    with acting(running.system()):
        assert not Import.objects.exists()


def test_a_file_is_seen_by_its_sender_only_and_can_be_forgotten(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])
    page = send(web, sheet({"first_name": ""})).headers["Location"]

    assert sign_in(running["admissions everywhere"]).get(page).status_code == 404
    with acting(running.system()):
        batch = Import.objects.get()
    assert web.post(reverse("carryover:confirm", args=[batch.pk]), follow=True).content.count(b"No row is ready") >= 1
    web.post(reverse("carryover:clear", args=[batch.pk]))
    with acting(running.system()):
        row = ImportRow.objects.get()
    assert (row.cells, row.findings) == (None, None)
    assert "was cleared" in words(web.get(page))


@pytest.mark.parametrize("role", ["director", "clinician", "biller", "utilization", "administrator", "privacy"])
def test_others_do_not_bring_clients_over(running: Clinic, sign_in: SignIn, role: str) -> None:
    web = sign_in(running[role])

    for name in ("carryover:index", "carryover:new", "carryover:send"):
        assert web.get(reverse(name)).status_code == 403
    assert "Bring clients over" not in words(web.get(reverse("clients:everybody")))


def test_the_list_of_clients_leads_there(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])

    assert reverse("carryover:index") in web.get(reverse("clients:everybody")).content.decode()
    assert "Files you sent" in words(web.get(reverse("carryover:index")))
    assert web.get(reverse("carryover:template")).content == files.template()


def test_what_was_before_is_corrected_and_a_paper_set_aside(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])
    web.post(reverse("carryover:new"), typed())
    with acting(running.system()):
        before, paper = CarriedOver.objects.get(), Paper.objects.get(kind="plan")
    address = reverse("carryover:correct", args=[before.client_id, before.pk])
    changed = {"as_of": NOW["as_of"], "days_attended": "13", "minutes_attended": "2340", "source": "counted again"}

    assert "Attendance sheets" in web.get(address).content.decode()
    assert web.post(address, {**changed, "reason": "short"}).status_code == 422
    assert web.post(address, {**changed, "reason": "A sheet was found"}).status_code == 302
    assert web.get(address).status_code == 404
    aside = reverse("carryover:void_paper", args=[before.client_id, paper.pk])
    assert web.post(aside, {"reason": "Written here since"}).status_code == 302
    shown = words(web.get(reverse("carryover:before", args=[before.client_id])))
    assert "13 days, 2340 minutes" in shown
    assert "Set aside: Written here since" in shown


def test_pages_ask_the_same_of_one_row_and_of_three(running: Clinic, sign_in: SignIn) -> None:
    web = sign_in(running["admissions"])
    found = []
    for names in (("Ann",), ("Ann", "Bea", "Cleo")):
        page = send(web, sheet(*({"client_number": name, "first_name": name} for name in names))).headers["Location"]
        for address in (page, reverse("carryover:index")):
            web.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                web.get(address)
            found.append(len(queries))
    assert found[:2] == found[2:]
    assert max(found) <= 12
