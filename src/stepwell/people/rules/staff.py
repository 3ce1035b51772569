"""Members, their roles and their credentials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stepwell.kernel.findings import Finding
from stepwell.kernel.identifiers import is_npi
from stepwell.people.rules.texts import empty, tidy
from stepwell.people.vocabulary import CREDENTIALS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.walls.rights import ROLE_LABELS, TIME_BOXED, Role

EXPIRING = timedelta(days=60)
LONGEST_BOX = timedelta(days=366)
FROM_STATE = frozenset({"license", "certification", "registration"})


class Standing(StrEnum):
    """What a credential is worth on a day."""

    CURRENT = "current"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class MemberRecord:
    """How somebody appears at work.

    suffix  letters after the name, such as LPC
    """

    name: str
    suffix: str = ""
    job_title: str = ""

    @property
    def tidied(self) -> "MemberRecord":
        """The record as it is kept."""
        return replace(self, name=tidy(self.name), suffix=tidy(self.suffix), job_title=tidy(self.job_title))


@dataclass(frozen=True, kw_only=True)
class CredentialRecord:
    """What lets somebody practice."""

    kind: str
    title: str
    number: str = ""
    state: str = ""
    issued_on: date | None = None
    expires_on: date | None = None

    @property
    def tidied(self) -> "CredentialRecord":
        """The record as it is kept."""
        return replace(self, title=tidy(self.title), number=tidy(self.number))


@dataclass(frozen=True, kw_only=True)
class RoleRecord:
    """A role to be held.

    site_id  at which site; None for all of them
    ends_at  when it ends by itself, if it does
    basis    what allows it, for a role that needs one
    """

    role: Role
    site_id: UUID | None = None
    ends_at: datetime | None = None
    basis: str = ""


def member_findings(record: MemberRecord) -> list[Finding]:
    """Return what is wrong with a tidied member."""
    if empty(record.name):
        return [Finding("STAFF-001", "The name is missing. Write how colleagues know the person.", "name")]
    return []


def credential_findings(record: CredentialRecord) -> list[Finding]:
    """Return what is wrong with a tidied credential."""
    return list(_of_credential(record))


def standing(*, expires_on: date | None, withdrawn_on: date | None, on: date) -> Standing:
    """Return what a credential is worth on a day. It holds through the day it expires on."""
    if withdrawn_on and withdrawn_on <= on:
        return Standing.WITHDRAWN
    if expires_on is None or expires_on > on + EXPIRING:
        return Standing.CURRENT
    return Standing.EXPIRED if expires_on < on else Standing.EXPIRING


def role_findings(asked: RoleRecord, held: Iterable[RoleRecord], *, at: datetime) -> list[Finding]:
    """Return why a role cannot be given.

    held  the roles in force
    at    now

    source  docs/sources.md#roles
    """
    return [*_of_overlap(asked, held), *_of_box(asked, at)]


def last_administrator_findings(*, is_one: bool, others: int) -> list[Finding]:
    """Return why an administrator of all sites cannot go: nobody would be left to put anything right.

    is_one  whether what ends is the role of administrator at all sites, without an end of its own
    others  how many other people hold it so
    """
    if not is_one or others:
        return []
    sentence = "This is the last administrator of all sites. Make somebody else administrator of all sites first."
    return [Finding("ROLE-005", sentence)]


def _of_overlap(asked: RoleRecord, held: Iterable[RoleRecord]) -> Iterator[Finding]:
    if any(role.role == asked.role and role.site_id in {None, asked.site_id} for role in held):
        label = ROLE_LABELS[asked.role]
        yield Finding("ROLE-001", f"{label} is held there already. Choose another role or another site.", "role")


def _of_box(asked: RoleRecord, at: datetime) -> Iterator[Finding]:
    label = ROLE_LABELS[asked.role]
    if asked.ends_at and asked.ends_at <= at:
        yield Finding("ROLE-002", "That day is past. Choose a day to come.", "ends_on")
    if asked.role not in TIME_BOXED:
        return
    if asked.ends_at is None or asked.ends_at > at + LONGEST_BOX:
        yield Finding("ROLE-003", f"{label} is a role for a time. Choose its last day, within a year.", "ends_on")
    if empty(asked.basis):
        sentence = f"{label} needs a written basis. Name the survey, contract or letter that allows it."
        yield Finding("ROLE-004", sentence, "basis")


def _of_credential(record: CredentialRecord) -> Iterator[Finding]:
    if record.kind not in CREDENTIALS:
        yield Finding("CRED-001", "Choose what kind of credential it is.", "kind")
    if empty(record.title):
        yield Finding("CRED-002", "The title is missing. Write it as on the document, such as LPC.", "title")
    if record.kind == "npi" and not is_npi(record.number):
        sentence = "This is no NPI: it has 10 digits, and the last one checks the others. Compare it."
        yield Finding("CRED-003", sentence, "number")
    if record.kind in {*FROM_STATE, "dea"} and empty(record.number):
        yield Finding("CRED-004", "The number is missing. Copy it from the document.", "number")
    if record.kind in FROM_STATE and record.state not in STATES:
        yield Finding("CRED-005", "Choose the state that issued it.", "state")
    if record.issued_on and record.expires_on and record.expires_on < record.issued_on:
        yield Finding("CRED-006", "It expires before it was issued. Compare both days.", "expires_on")
