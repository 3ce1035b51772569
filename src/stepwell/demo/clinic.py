"""The organization of a script: its founder makes it, its sites, programs, rooms and staff."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.assessments.actions import weekly
from stepwell.assessments.actions.weekly import Wanted
from stepwell.assessments.rules.sending import Weekly
from stepwell.demo.cast import Colleague, License, Place, Script
from stepwell.people.actions import credentials, organizations, programs, roles, rooms, sites, staff
from stepwell.people.models import Program
from stepwell.people.queries.places import open_sites
from stepwell.people.rules.staff import CredentialRecord, MemberRecord, RoleRecord
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.rights import TIME_BOXED, Role
from stepwell.platform.walls.scope import Scope, acting

SURVEY = timedelta(days=60)
VALID = timedelta(days=1095)
ASKED = Wanted(("phq-9", "gad-7"), Weekly(sends=True, weekday=0, hour=10))


class Standing:
    """An organization that was made: who is who, and what is where.

    programs, rooms  by the names of their site and their own
    groups           by name
    payers           by name
    """

    def __init__(self, administrator: Scope, zone: ZoneInfo) -> None:
        self.administrator = administrator
        self.zone = zone
        self.sites: dict[str, UUID] = {}
        self.programs: dict[tuple[str, str], Program] = {}
        self.rooms: dict[tuple[str, str], UUID] = {}
        self.groups: dict[str, UUID] = {}
        self.payers: dict[str, UUID] = {}
        self.accounts: dict[str, UUID] = {}
        self.memberships: dict[str, UUID] = {}
        self._members: dict[str, Member] = {}

    def member(self, email: str) -> Member:
        """Return a colleague as actions know them."""
        if email not in self._members:
            scope = self.scope_of(email)
            with acting(scope):
                found = member_of(scope)
            if found is None:
                message = "Whoever acts in the script must have joined before: look at the order of its staff."
                raise LookupError(message)
            self._members[email] = found
        return self._members[email]

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return an instant by the clock on the wall."""
        return datetime.combine(day, time(hour, minute), self.zone)

    def scope_of(self, email: str) -> Scope:
        """Return the scope in which a colleague acts."""
        return Scope(
            actor=self.accounts[email],
            organization=self.administrator.organization,
            kind=self.administrator.kind,
            purpose=self.administrator.purpose,
        )


def know(scripts: Iterable[Script]) -> None:
    """Make the account of everybody who will work somewhere; somebody may work for more than one organization."""
    for script in scripts:
        for colleague in script.staff:
            if not colleague.is_invited:
                _account(colleague)


def found(script: Script, *, at: datetime, now: datetime) -> Standing:
    """Make the organization of a script with all its places and people.

    at   the instant everything of it happens
    now  the present, by which credentials expire and the surveyor's access ends
    """
    founder, *others = script.staff
    account = _account(founder)
    administrator = organizations.found_organization(
        founder=account,
        at=at,
        record=script.organization,
        first_site=script.places[0].record,
        member=_member(founder),
        is_demo=True,
    )
    made = Standing(administrator, ZoneInfo(script.organization.time_zone))
    made.accounts[founder.email] = account.pk
    with acting(administrator):
        for place in script.places[1:]:
            sites.add_site(actor=administrator, record=place.record)
        made.sites = {name: key for key, name in open_sites()}
        for place in script.places:
            _furnish(made, place, founder.email)
        for colleague in others:
            _join(made, colleague, at, now)
    return made


def _furnish(made: Standing, place: Place, founder: str) -> None:
    site = made.sites[place.record.name]
    for program in place.programs:
        added = programs.add_program(actor=made.administrator, site_id=site, record=program)
        made.programs[place.record.name, program.name] = added
        weekly.set_weekly(actor=made.member(founder), program=added, version=1, wanted=ASKED)
    for room in place.rooms:
        made.rooms[place.record.name, room.name] = rooms.add_room(
            actor=made.administrator, site_id=site, record=room
        ).pk


def _join(made: Standing, colleague: Colleague, at: datetime, now: datetime) -> None:
    held = [_role(made, role, site, now) for role, site in colleague.roles]
    if colleague.is_invited:
        staff.invite_member(
            actor=made.administrator,
            at=now,
            email=colleague.email,
            record=_member(colleague),
            role=held[0],
            by_mail=False,
        )
        return
    account = _account(colleague)
    membership = staff.add_member(actor=made.administrator, at=at, account=account, record=_member(colleague))
    made.accounts[colleague.email], made.memberships[colleague.email] = account.pk, membership.pk
    for role in held:
        roles.grant_role(actor=made.administrator, at=at, membership_id=membership.pk, record=role)
    for license_ in colleague.licenses:
        record = _credential(license_, now.astimezone(made.zone).date())
        credentials.add_credential(actor=made.administrator, membership_id=membership.pk, record=record)


def _account(colleague: Colleague) -> Account:
    """Return the colleague's account: one and the same for somebody who works for both organizations."""
    known = Account.objects.filter(email=colleague.email).first()
    return known or Account.objects.create_user(colleague.email, name=colleague.name, is_demo=True)


def _member(colleague: Colleague) -> MemberRecord:
    return MemberRecord(name=colleague.name, suffix=colleague.suffix, job_title=colleague.job_title)


def _role(made: Standing, role: Role, site: str, now: datetime) -> RoleRecord:
    site_id = made.sites[site] if site else None
    if role not in TIME_BOXED:
        return RoleRecord(role=role, site_id=site_id)
    return RoleRecord(role=role, site_id=site_id, ends_at=now + SURVEY, basis="Licensing survey, letter on file")


def _credential(license_: License, today: date) -> CredentialRecord:
    expires_on = today + timedelta(days=license_.days_left)
    state = "OH" if license_.kind in {"license", "certification"} else ""
    return CredentialRecord(
        kind=license_.kind,
        title=license_.title,
        number=license_.number,
        state=state,
        issued_on=expires_on - VALID,
        expires_on=expires_on,
    )
