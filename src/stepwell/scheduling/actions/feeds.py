"""Making an address for somebody's calendar, and taking it back. A new one ends the one before."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Membership
from stepwell.scheduling.actions.memberships import check_written
from stepwell.scheduling.models import ClientFeed, StaffFeed

_BYTES = 32


def make_own(*, actor: Member, at: datetime) -> str:
    """Return the secret of a new address of one's own sessions: it is shown once, and kept as a digest only."""
    end_own(actor=actor, at=at)
    secret = token_urlsafe(_BYTES)
    me = Membership.objects.select_related("account").get(pk=actor.membership_id)
    if me.account is None:  # who acts has signed in
        raise LookupError(me.pk)
    StaffFeed.objects.create(
        organization_id=actor.organization_id, account=me.account, membership=me, digest=digest_of(secret)
    )
    return secret


def end_own(*, actor: Member, at: datetime) -> int:
    """End one's own addresses at once; returns how many there were."""
    return StaffFeed.objects.filter(membership=actor.membership_id, ended_at=None).update(ended_at=at)


def make_for(*, actor: Member, client_id: UUID, at: datetime) -> str:
    """Return the secret of a new address of a client's sessions. Raises Refused."""
    end_for(client_id=client_id, at=at)
    secret = token_urlsafe(_BYTES)
    ClientFeed.objects.create(
        organization_id=actor.organization_id, client_id=client_id, made_by_id=actor.membership_id,
        digest=digest_of(secret),
    )  # fmt: skip
    return secret


def end_for(*, client_id: UUID, at: datetime) -> int:
    """End the addresses of a client at once; returns how many there were. Raises Refused."""
    check_written(client_id)
    return ClientFeed.objects.filter(client=client_id, ended_at=None).update(ended_at=at)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
