"""The clients of a script: admissions registers them, the supervisor says who cares for whom."""

from datetime import date, datetime, timedelta

from stepwell.clients import actions
from stepwell.clients.actions import NewClient
from stepwell.clients.models import Client
from stepwell.clients.rules.registration import Contact, Identity
from stepwell.clients.vocabulary import CareKind, ContactKind, Message
from stepwell.demo.cast import Colleague, Script, Served
from stepwell.demo.clinic import Standing
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import acting

COVERS = timedelta(days=90)
_KINDS = {
    Role.FACILITATOR: CareKind.ROSTER,
    Role.UTILIZATION: CareKind.REVIEW,
}


def admit(script: Script, made: Standing, *, at: datetime) -> None:
    """Register every client of a script, and assign care.

    at  the instant everything of it happens
    """
    with acting(made.scope_of(script.admissions)) as scope:
        admissions = _required(member_of(scope))
        clients = [_register(admissions, made, served, at) for served in script.clients]
    with acting(made.scope_of(script.supervisor)) as scope:
        supervisor = _required(member_of(scope))
        for client, served in zip(clients, script.clients, strict=True):
            _assign(script, supervisor, made, client, served, at)


def _register(actor: Member, made: Standing, served: Served, at: datetime) -> Client:
    new = NewClient(
        identity=Identity(served.first, served.last, served.middle, served.preferred, served.pronouns),
        birth_date=date.fromisoformat(served.born),
        site_id=made.sites[served.site],
        language=served.language,
        needs_interpreter=served.language != "en",
        address=f"{served.phone[-2:]} Quiet St, {served.site}",
    )
    client = actions.register_client(actor=actor, at=at, new=new)
    actions.add_contact(actor=actor, client=client, contact=_contact(served))
    if served.emergency:
        name, relation, phone = served.emergency
        actions.add_emergency_contact(
            actor=actor,
            client=client,
            name=name,
            relation=relation,
            phone=phone,
            knows_of_treatment=relation == "Mother",
        )
    return client


def _contact(served: Served) -> Contact:
    if not served.safe:
        return Contact(ContactKind.MOBILE, served.phone)
    return Contact(
        ContactKind.MOBILE, served.phone, is_safe=True, may_text=True, message=Message.NAME_AND_NUMBER,
        best_times="After 5 pm",
    )  # fmt: skip


def _assign(script: Script, actor: Member, made: Standing, client: Client, served: Served, at: datetime) -> None:
    staff = {colleague.email: colleague for colleague in script.staff}
    for place, email in enumerate(served.care):
        kind = CareKind.PRIMARY if place == 0 else _kind(staff[email])
        ends_at = at + COVERS if kind is CareKind.ROSTER else None
        actions.assign_care(
            actor=actor, client=client, membership_id=made.memberships[email], kind=kind, ends_at=ends_at
        )


def _kind(colleague: Colleague) -> CareKind:
    """Return in which way somebody who is not the primary clinician has to do with a client: by their last role."""
    return _KINDS.get(colleague.roles[-1][0], CareKind.TEAM)


def _required(member: Member | None) -> Member:
    if member is None:
        message = "Whoever acts in the script must have joined before: look at the order of its staff."
        raise LookupError(message)
    return member
