"""Making, proving, using and ending one-time links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.links import proofs
from stepwell.platform.links.models import LinkEnd, OneTimeLink
from stepwell.platform.links.purposes import purpose_called
from stepwell.platform.links.queries import Visit, visit
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest, new_secret
from stepwell.platform.links.rules.states import End
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

NOT_OPEN = Finding("LINK-001", "This link cannot be opened any more. Ask the clinic for a new one.")
ENDED = Finding("LINK-002", "This link was used or withdrawn before. Load the page again to see how it stands.")
NO_NAME = Finding("LINK-003", "A link that asks who somebody is needs a name and, if there is a code, digits.")

# Written out and without RETURNING: who answers may not read answers.
_ATTEMPT = "INSERT INTO links_linkattempt (id, organization_id, link_id, proof, browser) VALUES (%s, %s, %s, %s, %s)"
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True)
class Opens:
    """What a link opens.

    subject   key of the row
    category  what kind of record that is: who may write it may make, see and revoke the link
    client    whose record it is; None for the organization's own, and then the category is configuration
    """

    subject: UUID
    category: Category
    client: UUID | None = None


@dataclass(frozen=True)
class Made:
    """A link just made. The secret is nowhere else: send it or print it now."""

    link: OneTimeLink
    secret: str

    @property
    def url(self) -> str:
        """The address that carries the secret."""
        return settings.CLINIC_URL.rstrip("/") + reverse("links:landing", args=[self.secret])


@transaction.atomic
def make_link(
    *,
    actor: Scope,
    at: datetime,
    purpose: str,
    opens: Opens,
    identity: Identity | None = None,
    lasts: timedelta | None = None,
) -> Made:
    """Make a one-time link.

    purpose   a registered purpose
    identity  what its holder is asked before it opens; None for a link that opens by its secret alone
    lasts     how long it stays open; by default as long as the purpose says
    returns   the link and its secret, which the database does not know
    raises    LookupError for an unknown purpose; Refused (LINK-003); ProgrammingError if the walls do not let the actor
    source    docs/sources.md#crockford
    """
    asked = purpose_called(purpose)
    if identity and not all(any(map(str.isalnum, name)) for name in identity.names or ("",)):
        raise Refused(NO_NAME)
    secret = new_secret()
    token_hash = digest(secret)
    link = OneTimeLink(
        organization_id=actor.tenant,
        purpose=purpose,
        subject=opens.subject,
        category=opens.category,
        client_id=opens.client,
        token_hash=token_hash,
        proofs=proofs.proofs_of(token_hash, identity) if identity else [],
        asks_code=bool(identity and identity.code),
        expires_at=at + (lasts or asked.lasts),
        made_by_id=actor.actor,
        created_at=at,
    )
    link.save(force_insert=True)
    return Made(link, secret)


@transaction.atomic
def revoke(*, actor: Scope, at: datetime, link: OneTimeLink) -> None:
    """End a link before it is used; raises Refused (LINK-002) if it has ended."""
    _end(actor, at, link.organization_id, link.pk, End.REVOKED)


@transaction.atomic
def revoke_all(*, actor: Scope, at: datetime, purpose: str, subject: UUID) -> int:
    """End every link of a purpose to a row that has not ended; returns how many."""
    links = list(OneTimeLink.objects.filter(purpose=purpose, subject=subject, ends=None).order_by("created_at"))
    for link in links:
        revoke(actor=actor, at=at, link=link)
    return len(links)


@transaction.atomic
def use(*, actor: Scope, at: datetime) -> None:
    """End the visitor's open link, because what it was for is done. Call it last: afterwards it opens nothing.

    raises  Refused (LINK-001) if it is not open, (LINK-002) if another window was faster
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.opened_link()")
        (link_id,) = cursor.fetchone()
    if link_id is None:
        raise Refused(NOT_OPEN)
    _end(actor, at, actor.tenant, link_id, End.USED)


@transaction.atomic
def prove(*, actor: Scope, answer: Identity) -> Visit | None:
    """Record what the visitor says of who they are, and return how the link stands then; None if it is closed now.

    answer  one name, as typed
    """
    found = visit()
    if found is None:
        return None
    token_hash, _, browser = actor.token.partition(".")
    proof = proofs.proof_of(token_hash, answer.names[0], answer.birth_date, answer.code)
    with connection.cursor() as cursor:
        # Several windows at once would otherwise each be the fifth try.
        cursor.execute(_ONE_AT_A_TIME, [str(found.link_id)])
        cursor.execute("SELECT stepwell.visited_link()")
        if cursor.fetchone() == (found.link_id,):
            cursor.execute(_ATTEMPT, [uuid4(), found.organization_id, found.link_id, proof, browser])
    return visit()


def _end(actor: Scope, at: datetime, organization_id: UUID, link_id: UUID, kind: End) -> None:
    end = LinkEnd(organization_id=organization_id, link_id=link_id, kind=kind, account_id=actor.actor, created_at=at)
    try:
        with transaction.atomic():
            end.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(ENDED) from error
