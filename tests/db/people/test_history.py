"""Who changed what, from what to what, when and why."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils import timezone

from stepwell.people.actions import organizations, roles, sites
from stepwell.people.rules.staff import RoleRecord
from stepwell.platform.tenancy.models import Organization, RoleAssignment, Site
from stepwell.platform.trail.history import FieldChange, Part, What, changes
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Scope, acting
from tests.db.people.facts import SITE
from tests.db.people.test_places import RIVERBEND
from tests.worlds import Clinic

ZONE = ZoneInfo("America/New_York")


def test_an_entry_names_who_what_from_to_and_why(clinic: Clinic, administrator: Scope) -> None:
    corrected = replace(RIVERBEND, npi="1679576722", name="River Bend")
    organizations.change_organization(actor=administrator, record=corrected, reason="NPPES has  another")

    newest, *older = changes(Part(Organization, [clinic.organization.pk], "Organization"), zone=ZONE)

    assert (newest.who, newest.what, newest.reason) == ("Administrator Everywhere", What.CHANGED, "NPPES has another")
    assert newest.fields == (
        FieldChange("Name that people know", "Riverbend", "River Bend"),
        FieldChange("NPI", "1234567893", "1679576722"),
    )
    assert [entry.what for entry in older] == [What.ADDED]


def test_values_are_words_and_other_records_are_named(clinic: Clinic, administrator: Scope) -> None:
    given = roles.grant_role(
        actor=administrator, at=timezone.now(), membership_id=clinic["biller"].membership.pk,
        record=RoleRecord(role=Role.PRIVACY, site_id=clinic.south.pk),
    )  # fmt: skip
    part = Part(RoleAssignment, [given.pk], "Role", frozenset({"membership", "starts_at"}))

    (entry,) = changes(part, zone=ZONE, names={clinic.south.pk: "South"})

    assert entry.fields == (FieldChange("Role", "nothing", "Privacy officer"), FieldChange("Site", "nothing", "South"))


def test_saving_without_a_change_leaves_no_entry(clinic: Clinic, administrator: Scope) -> None:
    record = replace(SITE, name="North")
    sites.change_site(actor=administrator, site_id=clinic.north.pk, record=record)
    sites.change_site(actor=administrator, site_id=clinic.north.pk, record=record)

    assert [entry.what for entry in changes(Part(Site, [clinic.north.pk], "Site"), zone=ZONE)] == [What.ADDED]


def test_history_stays_inside_its_organization(clinic: Clinic, other: Clinic) -> None:
    with acting(other["administrator everywhere"].scope):
        assert changes(Part(Organization, [clinic.organization.pk], "Organization"), zone=ZONE) == []
    with acting(clinic["clinician"].scope):
        assert len(changes(Part(Organization, [clinic.organization.pk], "Organization"), zone=ZONE)) == 1


def test_what_a_job_changed_says_so(clinic: Clinic) -> None:
    with acting(Scope(actor=None, organization=clinic.organization.pk)):
        assert changes(Part(Site, [clinic.north.pk], "Site"), zone=ZONE) == []
