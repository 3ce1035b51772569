"""What clients and groups need, and who must not meet."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.scheduling.actions import series
from stepwell.scheduling.actions.conflicts import NO_REACH
from stepwell.scheduling.actions.memberships import check_written
from stepwell.scheduling.queries import reach
from stepwell.weekplans.models import ApartPair, ApartReason, ClientNeeds, GroupNeeds
from stepwell.weekplans.vocabulary import Entry

_NO_WAY = Finding("WEEK-010", "The client takes part in one way at least. Choose in person, by video, or both.")
_SELF = Finding("WEEK-011", "Choose somebody else: this is the client.", "other")
_TWICE = Finding("WEEK-012", "These two are kept apart already.", "other")
_GONE = Finding("WEEK-013", "This is no longer there. Load the page again.")


def say_client_needs(
    *, actor: Member, client_id: UUID, on_site: bool, by_video: bool, state: str, group_for: str
) -> None:
    """Say how a client takes part. Raises Refused."""
    check_written(client_id)
    if not (on_site or by_video):
        raise Refused(_NO_WAY)
    ClientNeeds.objects.update_or_create(
        organization_id=actor.organization_id,
        client_id=client_id,
        defaults={"on_site": on_site, "by_video": by_video, "state": state, "group_for": group_for},
    )


def say_group_needs(
    *, actor: Member, series_id: UUID, credentials: list[str], language: str, group_for: str, entry: Entry
) -> None:
    """Say what a group asks of its leader and of who comes. Raises Refused."""
    row = series.get(series_id)
    if row.site_id not in reach.planned_sites():
        raise Refused(NO_REACH)
    GroupNeeds.objects.update_or_create(
        organization_id=actor.organization_id,
        series_id=row.pk,
        site_id=row.site_id,
        defaults={
            "credentials": sorted(credentials), "language": language, "group_for": group_for,
            "is_closed": entry == Entry.CLOSED, "by_module": entry == Entry.BY_MODULE,
        },
    )  # fmt: skip


def keep_apart(*, actor: Member, client_id: UUID, other_id: UUID, words: str = "") -> ApartPair:
    """Say that two clients must not meet in a session; `words` is why, sealed. Raises Refused."""
    if client_id == other_id:
        raise Refused(_SELF)
    check_written(client_id)
    check_written(other_id)
    first, second = sorted((client_id, other_id))
    both = {"organization_id": actor.organization_id, "client_id": first, "other_id": second}
    try:
        with transaction.atomic():
            pair = ApartPair.objects.create(**both)
            if words.strip():
                ApartReason.objects.create(pair=pair, words=words.strip(), **both)
    except IntegrityError:
        raise Refused(_TWICE) from None
    return pair


def void_pair(*, actor: Member, at: datetime, pair_id: UUID, reason: str) -> None:
    """Let two clients meet again. Raises Refused."""
    row = ApartPair.objects.filter(pk=pair_id, voided_at=None).first()
    if row is None:
        raise Refused(_GONE)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)
