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
SITES = ("North", "South")
ADMINISTRATOR = "administrator everywhere"
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
            self.hire(name)
        return self.people[name]

    def hire(self, *names: str) -> None:
        """Make people now, all at once."""
        with acting(self.people[ADMINISTRATOR].scope):
            _join(self, *(name for name in names if name not in self.people))

    def hire_everybody(self) -> None:
        """Make every person now: for tests that undo what they do and share one clinic."""
        self.hire(*(f"{role}{place}" for role in Role for place in ("", " south", " everywhere")))

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
        sites = [Site(organization=organization, name=site, time_zone="America/New_York", **ADDRESS) for site in SITES]
        clinic = Clinic(organization, *Site.objects.bulk_create(sites))
        _join(clinic, ADMINISTRATOR)
    clinic.hire("admissions everywhere", "supervisor", *CARE)
    _admit(clinic)
    return clinic


def _join(clinic: Clinic, *names: str) -> None:
    here, now = clinic.organization, timezone.now()
    accounts = [Account(email=_email(here, name), name=name.title()) for name in names]
    memberships = [
        Membership(organization=here, account=account, name=account.name, email=account.email, joined_at=now)
        for account in accounts
    ]
    Account.objects.bulk_create(accounts)
    Membership.objects.bulk_create(memberships)
    RoleAssignment.objects.bulk_create(
        _role(clinic, name, membership) for name, membership in zip(names, memberships, strict=True)
    )
    for name, account, membership in zip(names, accounts, memberships, strict=True):
        clinic.people[name] = Person(account, membership, here.pk)


def _email(organization: Organization, name: str) -> str:
    return f"{name.replace(' ', '.')}@{organization.name.lower()}.example"


def _role(clinic: Clinic, name: str, membership: Membership) -> RoleAssignment:
    role, _, place = name.partition(" ")
    site = {"": clinic.north, "south": clinic.south, "everywhere": None}[place]
    boxed = {"ends_at": timezone.now() + timedelta(days=30), "basis": "state survey"} if role in TIME_BOXED else {}
    return RoleAssignment(organization=clinic.organization, membership=membership, role=Role(role), site=site, **boxed)


def _admit(clinic: Clinic) -> None:
    people = (("ana", "Ana", "López", clinic.north), ("bo", "Bo", "O'Neill", clinic.north),
              ("cy", "Cy", "López", clinic.south), ("dee", "Dee", "Nguyen", clinic.north))  # fmt: skip
    here = clinic.organization
    for number, (handle, first, last, site) in enumerate(people, start=1):
        clinic.clients[handle] = Client(
            organization=here, site=site, first_name=first, last_name=last, record_number=f"{20417 + number}",
            search_key=search_key(first, "", last, ""),
        )  # fmt: skip
    with acting(clinic["admissions everywhere"].scope):
        Client.objects.bulk_create(clinic.clients.values())
        Demographics.objects.bulk_create(
            Demographics(organization=here, client=client, birth_date=date(1990, 1, number), address="12 Quiet St")
            for number, client in enumerate(clinic.clients.values(), start=1)
        )
    ended = timezone.now() - timedelta(hours=1)
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.bulk_create(
            _care(clinic, client, role, **dates)
            for client, dates in (("ana", {}), ("bo", {"ends_at": ended}))
            for role in CARE
        )


def _care(clinic: Clinic, client: str, role: str, **dates: Any) -> CareAssignment:
    return CareAssignment(
        organization=clinic.organization, client=clinic.clients[client], membership=clinic[role].membership,
        kind=CARE[role], starts_at=timezone.now() - timedelta(days=10), **dates,
    )  # fmt: skip
