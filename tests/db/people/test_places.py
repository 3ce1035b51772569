"""The organization, its sites, programs and rooms."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from stepwell.people.actions import organizations, programs, rooms, sites
from stepwell.people.actions.writing import day_of
from stepwell.people.models import Program, Room
from stepwell.people.queries import places as queries
from stepwell.people.rules.organizations import OrganizationRecord
from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.scope import Scope, acting
from tests.db.people.facts import PROGRAM, ROOM, SITE, refused
from tests.worlds import ADDRESS, Clinic

RIVERBEND = OrganizationRecord(
    name="Riverbend", legal_name="Riverbend Inc.", npi="1234567893", tax_id="31-1234567",
    time_zone="America/New_York", jurisdiction="OH", **ADDRESS,
)  # fmt: skip


def test_a_name_changes_without_a_reason_and_a_number_only_with_one(clinic: Clinic, administrator: Scope) -> None:
    organizations.change_organization(actor=administrator, record=replace(RIVERBEND, name="River Bend"))

    with refused("SET-003"):
        organizations.change_organization(actor=administrator, record=replace(RIVERBEND, npi="1679576722"))
    organizations.change_organization(actor=administrator, record=replace(RIVERBEND, npi="1679576722"), reason="typo")

    clinic.organization.refresh_from_db()
    assert (clinic.organization.name, clinic.organization.npi) == ("Riverbend", "1679576722")


def test_a_wrong_organization_is_refused_whole(clinic: Clinic, administrator: Scope) -> None:
    with refused("ORG-003", "ADDR-004"):
        organizations.change_organization(
            actor=administrator, record=replace(RIVERBEND, name="X", npi="1", postal_code="1"), reason="try"
        )

    clinic.organization.refresh_from_db()
    assert clinic.organization.name == "Riverbend"


def test_a_local_administrator_changes_the_site_and_nothing_above(clinic: Clinic, local: Scope) -> None:
    sites.change_site(actor=local, site_id=clinic.north.pk, record=replace(SITE, name="North bank"))
    program = programs.add_program(actor=local, site_id=clinic.north.pk, record=PROGRAM)
    room = rooms.add_room(actor=local, site_id=clinic.north.pk, record=ROOM)

    assert (program.site_id, room.site_id) == (clinic.north.pk, clinic.north.pk)
    with refused("SET-002"):
        sites.change_site(actor=local, site_id=clinic.south.pk, record=SITE)
    with refused("SET-002"):
        programs.add_program(actor=local, site_id=clinic.south.pk, record=PROGRAM)
    with refused("SET-001"):
        sites.add_site(actor=local, record=SITE)
    with refused("SET-001"):
        organizations.change_organization(actor=local, record=RIVERBEND)


def test_a_clinician_reads_places_and_changes_none(clinic: Clinic, clinician: Scope) -> None:
    with refused("SET-002"):
        rooms.add_room(actor=clinician, site_id=clinic.north.pk, record=ROOM)

    assert [row.name for row in queries.sites()] == ["North", "South"]


def test_another_organization_is_not_there(clinic: Clinic, other: Clinic, administrator: Scope) -> None:
    del clinic
    with pytest.raises(Site.DoesNotExist):
        sites.change_site(actor=administrator, site_id=other.north.pk, record=SITE)
    with pytest.raises(Site.DoesNotExist):
        programs.add_program(actor=administrator, site_id=other.north.pk, record=PROGRAM)


def test_names_are_taken_once_in_each_place(clinic: Clinic, administrator: Scope) -> None:
    programs.add_program(actor=administrator, site_id=clinic.north.pk, record=PROGRAM)
    programs.add_program(actor=administrator, site_id=clinic.south.pk, record=PROGRAM)
    rooms.add_room(actor=administrator, site_id=clinic.north.pk, record=ROOM)

    with refused("SITE-004"):
        sites.add_site(actor=administrator, record=replace(SITE, name=" North "))
    with refused("PROG-004"):
        programs.add_program(actor=administrator, site_id=clinic.north.pk, record=PROGRAM)
    with refused("ROOM-003"):
        rooms.add_room(actor=administrator, site_id=clinic.north.pk, record=ROOM)


def test_a_level_of_care_changes_only_with_a_reason(clinic: Clinic, administrator: Scope) -> None:
    program = programs.add_program(actor=administrator, site_id=clinic.north.pk, record=PROGRAM)
    higher = replace(PROGRAM, level="2.5")

    with refused("SET-003"):
        programs.change_program(actor=administrator, program_id=program.pk, record=higher)
    programs.change_program(actor=administrator, program_id=program.pk, record=higher, reason="new license")

    program.refresh_from_db()
    assert program.level == "2.5"


def test_a_site_closes_after_its_rooms_and_never_the_last(clinic: Clinic, administrator: Scope) -> None:
    today = day_of(timezone.now(), "America/New_York")
    room = rooms.add_room(actor=administrator, site_id=clinic.south.pk, record=ROOM)
    closing = {"closes_on": today, "reason": "lease ended"}

    with refused("CLOSE-003"):
        sites.close_site(actor=administrator, site_id=clinic.south.pk, **closing)
    rooms.close_room(actor=administrator, room_id=room.pk, **closing)
    with refused("SET-003"):
        sites.close_site(actor=administrator, site_id=clinic.south.pk, closes_on=today, reason="")
    with refused("CLOSE-002"):
        early = today - timedelta(days=9)
        sites.close_site(actor=administrator, site_id=clinic.south.pk, closes_on=early, reason="lease")
    sites.close_site(actor=administrator, site_id=clinic.south.pk, **closing)
    with refused("CLOSE-001"):
        sites.close_site(actor=administrator, site_id=clinic.south.pk, **closing)
    with refused("SITE-005"):
        sites.close_site(actor=administrator, site_id=clinic.north.pk, **closing)


def test_nothing_is_added_to_a_closed_site_until_it_opens_again(clinic: Clinic, administrator: Scope) -> None:
    today = day_of(timezone.now(), "America/New_York")
    room = rooms.add_room(actor=administrator, site_id=clinic.south.pk, record=ROOM)
    rooms.close_room(actor=administrator, room_id=room.pk, closes_on=today, reason="flood")
    sites.close_site(actor=administrator, site_id=clinic.south.pk, closes_on=today, reason="flood")

    with refused("SITE-006"):
        programs.add_program(actor=administrator, site_id=clinic.south.pk, record=PROGRAM)
    with refused("SITE-006"):
        rooms.reopen_room(actor=administrator, room_id=room.pk)
    sites.reopen_site(actor=administrator, site_id=clinic.south.pk, reason="dry again")
    rooms.reopen_room(actor=administrator, room_id=room.pk)

    assert Room.objects.get(pk=room.pk).closed_on is None


def test_programs_close_and_open_again(clinic: Clinic, administrator: Scope) -> None:
    program = programs.add_program(actor=administrator, site_id=clinic.north.pk, record=PROGRAM)
    today = day_of(timezone.now(), "America/New_York")

    programs.close_program(actor=administrator, program_id=program.pk, closes_on=today, reason="summer")
    closed = queries.programs()[0].closed_on
    programs.reopen_program(actor=administrator, program_id=program.pk, reason="fall")

    assert (closed, queries.programs()[0].closed_on) == (today, None)


def test_lists_show_what_is_open_first(clinic: Clinic, administrator: Scope) -> None:
    for name in ("Alpha", "Beta"):
        program = programs.add_program(actor=administrator, site_id=clinic.north.pk, record=replace(PROGRAM, name=name))
        if name == "Alpha":
            Program.objects.filter(pk=program.pk).update(closed_on=day_of(timezone.now(), "America/New_York"))

    rows = [(row.name, row.cells) for row in queries.programs()]

    assert rows == [
        ("Beta", ("North", "2.1, intensive outpatient", "Addiction")),
        ("Alpha", ("North", "2.1, intensive outpatient", "Addiction")),
    ]


def test_a_job_reads_places_and_changes_none(clinic: Clinic) -> None:
    with acting(clinic.system()) as scope:
        assert len(queries.sites()) == 2
        with refused("SET-001"):
            sites.add_site(actor=scope, record=SITE)
