"""Keeping and forgetting drafts."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.drafts.models import Draft
from stepwell.platform.drafts.rules import content
from stepwell.platform.walls.scope import Scope, acting

MOST = 100  # drafts of one person; the oldest makes room


@transaction.atomic
def keep(*, actor: Scope, at: datetime, page: str, fields: content.Content) -> Draft:
    """Keep what a member typed into a form, in place of what was kept of it before.

    page    key of the form, from `content.key_of`
    fields  from `content.kept`
    raises  Refused (DRAFT-001 too long, DRAFT-002 no such key)
    """
    refuse(content.findings(fields))
    if actor.organization is None or actor.actor is None or not content.is_key(page):
        raise Refused(Finding("DRAFT-002", "This form keeps no drafts. Load the page again."))
    draft, is_new = Draft.objects.update_or_create(
        organization_id=actor.organization,
        account_id=actor.actor,
        page=page,
        defaults={"content": fields, "updated_at": at},
    )
    if is_new:
        _make_room(actor)
    return draft


def of(actor: Scope) -> QuerySet[Draft]:
    """Return the drafts of a member in the organization they act for."""
    if actor.organization is None or actor.actor is None:
        return Draft.objects.none()
    return Draft.objects.filter(organization_id=actor.organization, account_id=actor.actor)


def forget(*, actor: Scope, page: str) -> bool:
    """Delete a member's draft of a form. Returns whether there was one."""
    return content.is_key(page) and of(actor).filter(page=page).delete()[0] > 0


def forget_old(*, at: datetime) -> int:
    """Delete what the walls let a job see: drafts nobody touched for a week. Returns how many there were."""
    return Draft.objects.filter(updated_at__lt=at).delete()[0]


def keep_what_was_sent(actor: Scope, sent: QueryDict) -> None:
    """Keep a form that arrived after its sender was signed out as idle; nothing if the form keeps no drafts."""
    page = sent.get(content.MARK, "")
    if page and actor.organization:
        with acting(actor):
            try:
                keep(actor=actor, at=timezone.now(), page=page, fields=content.kept(sent.lists()))
            except Refused:
                return


def _make_room(actor: Scope) -> None:
    surplus = list(of(actor).order_by("-updated_at").values_list("pk", flat=True)[MOST:])
    if surplus:
        of(actor).filter(pk__in=surplus).delete()
