"""The people who work for an organization, as the settings list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from stepwell.people.models import Credential
from stepwell.people.rules.staff import EXPIRING, Standing, standing
from stepwell.people.vocabulary import CREDENTIALS
from stepwell.platform.questions import Listing, as_day, as_id, as_is
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.tenancy.vocabulary import InvitationState
from stepwell.platform.walls.rights import ROLE_LABELS, Role

ALL_SITES = "All sites"


@dataclass(frozen=True)
class Moment:
    """When a list is read: the instant, and the day it is at the organization."""

    at: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """The organization's date."""
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True)
class HeldRole:
    """A role at a site or at all of them; `last_day` if it ends or ended."""

    id: UUID
    label: str
    place: str
    last_day: date | None
    is_over: bool
    basis: str


@dataclass(frozen=True)
class HeldCredential:
    """A credential and what it is worth today."""

    id: UUID
    kind: str
    title: str
    number: str
    state: str
    issued_on: date | None
    expires_on: date | None
    withdrawn_on: date | None
    standing: Standing


@dataclass(frozen=True)
class RunningOut:
    """A credential of somebody who works here that expired, or expires within sixty days."""

    membership_id: UUID
    name: str
    kind: str
    title: str
    number: str
    expires_on: date
    standing: Standing


@dataclass(frozen=True)
class Person:
    """A member with what the settings show of them."""

    id: UUID
    account_id: UUID | None
    name: str
    suffix: str
    job_title: str
    email: str
    state: InvitationState
    joined_at: datetime | None
    ended_at: datetime | None
    roles: tuple[HeldRole, ...]
    past_roles: tuple[HeldRole, ...]
    credentials: tuple[HeldCredential, ...]

    @property
    def full_name(self) -> str:
        """The name with the letters after it."""
        return f"{self.name}, {self.suffix}" if self.suffix else self.name

    @property
    def pressing(self) -> HeldCredential | None:
        """The credential that expired longest ago or expires next within sixty days."""
        due = [each for each in self.credentials if each.standing in {Standing.EXPIRED, Standing.EXPIRING}]
        return min(due, key=lambda each: each.expires_on or date.max, default=None)

    @property
    def has_current_credential(self) -> bool:
        """Whether any credential holds today."""
        return any(each.standing in {Standing.CURRENT, Standing.EXPIRING} for each in self.credentials)


def members(*, ended: bool = False) -> QuerySet[Membership]:
    """Return members with roles and credentials, by name: those who are here or invited, or those who left."""
    roles = RoleAssignment.objects.select_related("site").order_by("role", "site__name", "starts_at")
    credentials = Credential.objects.order_by("expires_on", "title")
    found = Membership.objects.filter(ended_at__isnull=not ended)
    return found.prefetch_related(Prefetch("roles", roles), Prefetch("credentials", credentials)).order_by("name", "id")


# The credentials in force that expired or are about to, soonest first.
RUNNING_OUT = Listing(
    f"""
SELECT m.id, m.name, m.suffix, c.kind, c.title, c.number, c.expires_on
FROM people_credential c JOIN tenancy_membership m ON m.id = c.membership_id AND m.ended_at IS NULL
WHERE c.withdrawn_on IS NULL AND c.expires_on <= %(today)s::date + {EXPIRING.days} ORDER BY c.expires_on, m.name, c.id
""",
    (as_id, as_is, as_is, as_is, as_is, as_is, as_day),
)


def running_out(found: Sequence[Sequence[Any]], *, on: date) -> list[RunningOut]:
    """Return the rows of `RUNNING_OUT` with what each credential is worth on a day."""
    return [
        RunningOut(
            member, f"{name}, {suffix}" if suffix else name, CREDENTIALS[kind], title, number, expires_on,
            standing(expires_on=expires_on, withdrawn_on=None, on=on),
        )
        for member, name, suffix, kind, title, number, expires_on in found
    ]  # fmt: skip


def person(membership_id: UUID, moment: Moment) -> Person:
    """Return one member; raises Membership.DoesNotExist."""
    found = Membership.objects.prefetch_related(
        Prefetch("roles", RoleAssignment.objects.select_related("site").order_by("role", "site__name", "starts_at")),
        Prefetch("credentials", Credential.objects.order_by("expires_on", "title")),
    )
    return person_of(found.get(pk=membership_id), moment)


def person_of(membership: Membership, moment: Moment) -> Person:
    """Return a loaded member as a frozen row."""
    roles = [_role(each, moment) for each in membership.roles.all()]
    return Person(
        id=membership.pk,
        account_id=membership.account_id,
        name=membership.name,
        suffix=membership.suffix,
        job_title=membership.job_title,
        email=membership.email,
        state=_state(membership),
        joined_at=membership.joined_at,
        ended_at=membership.ended_at,
        roles=tuple(role for role in roles if not role.is_over),
        past_roles=tuple(role for role in roles if role.is_over),
        credentials=tuple(_credential(each, moment) for each in membership.credentials.all()),
    )


def role_of(membership_id: UUID, role_id: UUID, moment: Moment) -> HeldRole:
    """Return one role of a member; raises RoleAssignment.DoesNotExist."""
    found = RoleAssignment.objects.select_related("site").get(pk=role_id, membership=membership_id)
    return _role(found, moment)


def credential(membership_id: UUID, credential_id: UUID) -> Credential:
    """Return one credential of a member; raises Credential.DoesNotExist."""
    return Credential.objects.get(pk=credential_id, membership=membership_id)


def _state(membership: Membership) -> InvitationState:
    if membership.ended_at:
        return InvitationState.ENDED
    return InvitationState.JOINED if membership.account_id else InvitationState.INVITED


def _role(role: RoleAssignment, moment: Moment) -> HeldRole:
    return HeldRole(
        id=role.pk,
        label=ROLE_LABELS[Role(role.role)],
        place=role.site.name if role.site else ALL_SITES,
        last_day=role.ends_at.astimezone(moment.zone).date() if role.ends_at else None,
        is_over=role.ends_at is not None and role.ends_at <= moment.at,
        basis=role.basis,
    )


def _credential(credential: Credential, moment: Moment) -> HeldCredential:
    return HeldCredential(
        id=credential.pk,
        kind=CREDENTIALS[credential.kind],
        title=credential.title,
        number=credential.number,
        state=credential.state,
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        withdrawn_on=credential.withdrawn_on,
        standing=standing(expires_on=credential.expires_on, withdrawn_on=credential.withdrawn_on, on=moment.day),
    )
