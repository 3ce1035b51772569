"""Some clients have a safe e-mail address and were asked about reminders: on, waiting, or nothing arrives."""

from datetime import timedelta
from uuid import UUID

from stepwell.clients import actions as registry
from stepwell.clients.models import Client, Demographics, Episode
from stepwell.clients.rules.registration import Contact
from stepwell.clients.vocabulary import ContactKind, Message
from stepwell.demo.world import World
from stepwell.platform.jobs.scopes import system
from stepwell.platform.links import actions as links
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest, read_secret
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.reminders import actions, tasks
from stepwell.reminders.models import ReminderRequest
from stepwell.reminders.vocabulary import End, Lead, Told

WANT = 6  # clients with reminders; beside them one has not confirmed yet, and to one nothing arrives
_ASKED = timedelta(days=2)


def remind(world: World) -> None:
    """Let clients in care ask for reminders at the desk, and confirm them."""
    made, desk = world.made, world.script.team.admissions
    with acting(made.scope_of(desk)):
        here = Episode.objects.filter(closed_on=None, voided_at=None).values("client")
        clients = list(Client.objects.filter(pk__in=here).order_by("id"))
    wanted = [_ask(world, client, number) for number, client in enumerate(clients[: WANT + 2])]
    for client, request_id in wanted[:-1]:
        _confirm(world, client, request_id)
    if wanted[1:]:
        with acting(system(made.administrator.tenant, "demonstration")):
            refused = ReminderRequest.objects.filter(pk=wanted[-2][1])
            refused.update(ended_at=world.now, ended_how=End.REFUSED)


def _ask(world: World, client: Client, number: int) -> tuple[Client, UUID]:
    made, desk = world.made, world.script.team.admissions
    value = f"{client.first_name}.{client.last_name}@mail.example".lower().replace(" ", "").replace("'", "")
    with acting(made.scope_of(desk)):
        actor = made.member(desk)
        mail = Contact(
            ContactKind.EMAIL, value.encode("ascii", "ignore").decode(), is_safe=True, message=Message.NOTHING
        )
        contact = registry.add_contact(actor=actor, client=client, contact=mail)
        request = actions.ask(
            actor=actor, at=world.now - _ASKED, client=client, contact_id=contact.pk,
            lead=list(Lead)[number % 2], told=Told.PHONE if number % 3 else Told.IN_PERSON,
        )  # fmt: skip
    return client, request.pk


def _confirm(world: World, client: Client, request_id: UUID) -> None:
    """Open the link as the client does: the job that sends it has run by then."""
    organization = world.made.administrator.tenant
    tasks.send_link.run(organization=organization, request_id=request_id)
    with acting(system(organization, "demonstration")):
        born = Demographics.objects.get(client=client).birth_date
        message = OutboxMessage.objects.filter(client=client, template="link").order_by("-created_at")[0]
        secret, lead = (
            read_secret(message.link.rstrip("/").rpartition("/")[2]),
            ReminderRequest.objects.get(pk=request_id).lead,
        )
    token = f"{digest(secret)}.{digest(str(client.pk))}"
    with acting(Scope(organization=organization, kind=Kind.VISITOR, token=token, purpose="link: reminders")) as holder:
        links.prove(actor=holder, answer=Identity((f"{client.first_name} {client.last_name}",), born))
        actions.confirm(actor=holder, at=world.now, request_id=request_id, lead=Lead(lead))
