"""Two fictional organizations with the same people in them, by name. Made by the application's own role, walls up."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from stepwell.clients.models import CareAssignment, Client, Demographics
from stepwell.clients.rules.names import search_key
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.models import Membership, Organization, RoleAssignment, Site
from stepwell.platform.walls.rights import TIME_BOXED, Role
from stepwell.platform.walls.scope import Kind, Scope, acting

ADDRESS = {
    "street": "1 River Rd",
    "city": "Springfield",
    "state": "OH",
    "postal_code": "45501",
    "phone": "+19375550100",
}
CARE = {"clinician": "primary", "facilitator": "roster", "case_manager": "team", "utilization": "review"}
NUMBERS = {"Riverbend": ("1234567893", "31-1234567"), "Lakeside": ("1679576722", "34-7654321")}


@dataclass
class Person:
    """A member of staff and the scope they act in."""

    account: Account
    membership: Membership
    organization_id: UUID

    @property
    def scope(self) -> Scope:
        return Scope(actor=self.account.pk, organization=self.organization_id, kind=Kind.STAFF, purpose="treatment")


@dataclass
class Clinic:
    """One organization: sites `north` and `south`, clients at both, anybody of any role, hired when first asked for."""

    organization: Organization
    north: Site
    south: Site
    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        """Return somebody by role and place: "clinician" (at north), "clinician south" or "clinician everywhere"."""
        if name not in self.people:
            role, _, place = name.partition(" ")
            site = {"": self.north, "south": self.south, "everywhere": None}[place]
            with acting(self.people["administrator everywhere"].scope):
                self.people[name] = _join(self, name, Role(role), site)
        return self.people[name]

    def hire_everybody(self) -> None:
        """Make every person now: for tests that undo what they do and share one clinic."""
        for role in Role:
            for place in ("", " south", " everywhere"):
                self[f"{role}{place}"]

    def system(self, purpose: str = "test") -> Scope:
        return Scope(organization=self.organization.pk, kind=Kind.SYSTEM, purpose=purpose)


def make_clinic(name: str) -> Clinic:
    """Return an organization with four clients: Ana (cared for), Bo (care ended), Cy (at south), Dee (nobody's)."""
    founder = Account.objects.create_user(
        f"founder@{name.lower()}.example", "correct horse battery", name="Fay Founder"
    )
    npi, tax_id = NUMBERS[name]
    organization = Organization(
        id=uuid4(), name=name, legal_name=f"{name} Inc.", npi=npi, tax_id=tax_id, jurisdiction="OH",
        time_zone="America/New_York", **ADDRESS,
    )  # fmt: skip
    with acting(Scope(actor=founder.pk, organization=organization.pk, kind=Kind.FOUNDER, purpose="set-up")):
        organization.save(force_insert=True)
        sites = [_site(organization, site) for site in ("North", "South")]
        clinic = Clinic(organization, *sites)
        administrator = "administrator everywhere"
        clinic.people[administrator] = _join(clinic, administrator, Role.ADMINISTRATOR, None)
    _admit(clinic)
    return clinic


def _site(organization: Organization, name: str) -> Site:
    return Site.objects.create(organization=organization, name=name, time_zone="America/New_York", **ADDRESS)


def _join(clinic: Clinic, name: str, role: Role, site: Site | None) -> Person:
    email = f"{name.replace(' ', '.')}@{clinic.organization.name.lower()}.example"
    account = Account.objects.create(email=email, name=name.title())
    membership = Membership.objects.create(
        organization=clinic.organization, account=account, name=name.title(), email=email, joined_at=timezone.now()
    )
    boxed = {"ends_at": timezone.now() + timedelta(days=30), "basis": "state survey"} if role in TIME_BOXED else {}
    RoleAssignment.objects.create(
        organization=clinic.organization, membership=membership, role=role, site=site, **boxed
    )
    return Person(account, membership, clinic.organization.pk)


def _admit(clinic: Clinic) -> None:
    people = (("ana", "Ana", "López", clinic.north), ("bo", "Bo", "O'Neill", clinic.north),
              ("cy", "Cy", "López", clinic.south), ("dee", "Dee", "Nguyen", clinic.north))  # fmt: skip
    with acting(clinic["admissions everywhere"].scope):
        for number, (handle, first, last, site) in enumerate(people, start=1):
            clinic.clients[handle] = _client(clinic, first, last, site, number)
    with acting(clinic["supervisor"].scope):
        for role, kind in CARE.items():
            _care(clinic, "ana", role, kind)
            _care(clinic, "bo", role, kind, ends_at=timezone.now() - timedelta(hours=1))


def _client(clinic: Clinic, first: str, last: str, site: Site, number: int) -> Client:
    client = Client.objects.create(
        organization=clinic.organization, site=site, first_name=first, last_name=last,
        record_number=f"{20417 + number}", search_key=search_key(first, "", last, ""),
    )  # fmt: skip
    Demographics.objects.create(
        organization=clinic.organization, client=client, birth_date=date(1990, 1, number), address="12 Quiet St"
    )
    return client


def _care(clinic: Clinic, client: str, role: str, kind: str, **dates: Any) -> None:
    CareAssignment.objects.create(
        organization=clinic.organization, client=clinic.clients[client], membership=clinic[role].membership, kind=kind,
        starts_at=timezone.now() - timedelta(days=10), **dates,
    )  # fmt: skip
