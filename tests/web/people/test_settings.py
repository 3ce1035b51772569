"""The settings, asked by the administrator, by colleagues and by strangers."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.people.actions import programs, rooms
from stepwell.people.models import Program, Room
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import ADDRESS, Clinic

READABLE = ("people:sites", "people:programs", "people:rooms", "people:staff")
WRITABLE = ("people:organization", "people:organization-history", "people:sites-add", "people:programs-add",
            "people:rooms-add", "people:invite")  # fmt: skip
FRAME = 5  # session, account, begin, member, end
SITE = {**ADDRESS, "name": "East", "time_zone": "America/New_York"}


@pytest.fixture
def boss(clinic: Clinic, sign_in: SignIn) -> Client:
    return sign_in(clinic["administrator everywhere"])


def furnish(clinic: Clinic, count: int) -> None:
    with acting(clinic["administrator everywhere"].scope) as scope:
        for number in range(count):
            record = ProgramRecord(name=f"Evening {number}", level="2.1", kind="addiction")
            programs.add_program(actor=scope, site_id=clinic.north.pk, record=record)
            rooms.add_room(actor=scope, site_id=clinic.north.pk, record=RoomRecord(name=f"Room {number}", seats=9))


@pytest.mark.parametrize("name", ["people:settings", *READABLE, *WRITABLE])
def test_nobody_reads_settings_signed_out(clinic: Clinic, name: str) -> None:
    del clinic

    assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", READABLE)
def test_a_colleague_reads_places_and_is_offered_no_change(clinic: Clinic, sign_in: SignIn, name: str) -> None:
    furnish(clinic, 1)

    response = sign_in(clinic["clinician"]).get(reverse(name))

    content = response.content.decode()
    assert response.status_code == 200
    assert "Add a" not in content
    assert "Invite somebody" not in content
    assert reverse("people:organization") not in content


@pytest.mark.parametrize("name", WRITABLE)
def test_a_colleague_changes_nothing(clinic: Clinic, sign_in: SignIn, name: str) -> None:
    web = sign_in(clinic["clinician"])

    assert web.get(reverse(name)).status_code == 403
    assert web.post(reverse(name), {}).status_code in {403, 405}


@pytest.mark.parametrize("name", ["people:settings", *READABLE, *WRITABLE])
def test_the_administrator_opens_every_page(boss: Client, name: str) -> None:
    assert boss.get(reverse(name)).status_code == 200


def test_a_colleague_is_led_from_the_settings_to_the_directory(clinic: Clinic, sign_in: SignIn) -> None:
    assert sign_in(clinic["clinician"]).get(reverse("people:settings")).headers["Location"] == reverse("people:staff")


def test_another_organizations_place_is_not_found(clinic: Clinic, other: Clinic, boss: Client) -> None:
    del clinic
    for name in ("people:sites-change", "people:sites-close", "people:sites-history"):
        assert boss.get(reverse(name, args=[other.north.pk])).status_code == 404
        assert boss.get(reverse(name, args=[uuid4()])).status_code == 404
    assert boss.post(reverse("people:sites-reopen", args=[other.north.pk])).status_code == 404


def test_the_organization_is_corrected_with_a_reason_and_the_history_tells(boss: Client) -> None:
    typed = {
        **ADDRESS, "name": "Riverbend", "legal_name": "Riverbend Inc.", "npi": "1679576722", "tax_id": "31-1234567",
        "time_zone": "America/New_York", "jurisdiction": "OH",
    }  # fmt: skip
    without = boss.post(reverse("people:organization"), typed)
    assert without.status_code == 422
    assert "Why: Say why" in without.content.decode()

    assert boss.post(reverse("people:organization"), {**typed, "reason": "Typing mistake"}).status_code == 302

    history = boss.get(reverse("people:organization-history")).content.decode()
    for word in ("1234567893", "1679576722", "Why: Typing mistake", "Administrator Everywhere"):
        assert word in history


def test_a_site_is_added_changed_closed_and_opened_again(clinic: Clinic, boss: Client) -> None:
    assert boss.post(reverse("people:sites-add"), SITE).status_code == 302
    with acting(clinic.system()):
        east = Site.objects.get(name="East")
    page = reverse("people:sites-change", args=[east.pk])
    assert boss.post(page, {**SITE, "name": "East bank", "phone": "(614) 555-0104"}).status_code == 302
    assert boss.post(page, {**SITE, "name": "North"}).status_code == 422

    closing = reverse("people:sites-close", args=[east.pk])
    assert boss.post(closing, {"closed_on": "2020-01-01", "reason": "x"}).status_code == 422
    day = timezone.now().date().isoformat()
    assert boss.post(closing, {"closed_on": day, "reason": "Lease ended"}).status_code == 302
    assert "Open again" in boss.get(page).content.decode()
    assert boss.post(reverse("people:sites-reopen", args=[east.pk])).headers["Location"] == page

    with acting(clinic.system()):
        east.refresh_from_db()
    assert (east.name, east.phone, east.closed_on) == ("East bank", "+16145550104", None)
    assert "Lease ended" in boss.get(reverse("people:sites-history", args=[east.pk])).content.decode()


def test_programs_and_rooms_ask_for_their_site(clinic: Clinic, boss: Client) -> None:
    program = {"site": str(clinic.north.pk), "name": "Evening", "level": "2.1", "kind": "addiction"}
    assert boss.post(reverse("people:programs-add"), {**program, "site": ""}).status_code == 422
    assert boss.post(reverse("people:programs-add"), program).status_code == 302
    assert boss.post(reverse("people:programs-add"), program).status_code == 422
    assert boss.post(reverse("people:rooms-add"), {**program, "seats": "0"}).status_code == 422
    assert boss.post(reverse("people:rooms-add"), {**program, "name": "Room 2", "seats": "12"}).status_code == 302

    with acting(clinic.system()):
        made, room = Program.objects.get(), Room.objects.get()
    changed = {"name": "Evening", "level": "2.5", "kind": "addiction", "reason": "new license"}
    assert boss.post(reverse("people:programs-change", args=[made.pk]), changed).status_code == 302
    assert boss.post(reverse("people:rooms-change", args=[room.pk]), {"name": "R", "seats": "8"}).status_code == 302
    for slug, key in (("programs", made.pk), ("rooms", room.pk)):
        closing = {"closed_on": timezone.now().date().isoformat(), "reason": "Summer"}
        assert boss.post(reverse(f"people:{slug}-close", args=[key]), closing).status_code == 302
        assert boss.post(reverse(f"people:{slug}-reopen", args=[key])).status_code == 302
        assert boss.get(reverse(f"people:{slug}-history", args=[key])).status_code == 200


def test_a_local_administrator_is_offered_only_their_site(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["administrator"])

    sites = web.get(reverse("people:sites")).content.decode()
    assert reverse("people:sites-change", args=[clinic.north.pk]) in sites
    assert reverse("people:sites-change", args=[clinic.south.pk]) not in sites
    assert "Add a site" not in sites
    assert (
        "An administrator of all sites changes this page." in web.get(reverse("people:organization")).content.decode()
    )
    refused = web.post(reverse("people:sites-change", args=[clinic.south.pk]), SITE)
    assert refused.status_code == 422
    assert "Only an administrator of this site" in refused.content.decode()


@pytest.mark.parametrize(("name", "queries"), [("people:sites", 2), ("people:programs", 2), ("people:rooms", 2)])
def test_lists_ask_as_many_questions_for_three_rows_as_for_one(
    clinic: Clinic, boss: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int
) -> None:
    for count in (1, 3):
        with acting(clinic["administrator everywhere"].scope):
            Program.objects.update(name="x" * count)
            Room.objects.update(name="x" * count)
        furnish(clinic, count)
        boss.get(reverse(name))
        with django_assert_num_queries(queries + FRAME):
            assert boss.get(reverse(name)).status_code == 200


def test_the_checklist_stands_on_the_first_page_until_it_is_done(clinic: Clinic, boss: Client) -> None:
    before = boss.get(reverse("people:settings")).content.decode()
    furnish(clinic, 1)
    for role in ("director", "privacy"):
        assert clinic[role].membership.pk
    after = boss.get(reverse("people:settings")).content.decode()

    assert "What is left to begin" in before
    assert "What is left to begin" not in after
    assert "What is left to begin" not in boss.get("/").content.decode()
