"""The rota and the number that people call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.crisis.models import CrisisLine, OnCallShift
from stepwell.crisis.queries import rota
from stepwell.crisis.rules.rota import Span, check_line, check_shift
from stepwell.crisis.vocabulary import Place
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

TAKEN = Finding("CRI-055", "Somebody is on call then already. Take them off first, or choose the other place.", "place")
NOT_ABLE = Finding(
    "CRI-056", "This person cannot be let into a crisis at that site. Choose one of the list.", "membership"
)
NO_SITE = Finding("CRI-057", "This site is closed, or not one of yours. Choose another.", "site")
OVER = Finding("CRI-058", "This shift is over, or was taken off before. Load the page again.")


@dataclass(frozen=True)
class Shift:
    """Who is on call where, in which place, from when to when, at which number."""

    site_id: UUID
    membership_id: UUID
    place: Place
    span: Span
    phone: str


@transaction.atomic
def put_on_call(*, actor: Member, at: datetime, shift: Shift) -> OnCallShift:
    """Put somebody on the rota. Raises Refused (CRI-050 to CRI-053, CRI-055 to CRI-057)."""
    refuse(check_shift(shift.span, shift.phone, at=at))
    if shift.site_id not in {site.pk for site in rota.sites_to_plan()}:
        raise Refused(NO_SITE)
    if shift.membership_id not in {row.pk for row in rota.callable_members(shift.site_id, at=at)}:
        raise Refused(NOT_ABLE)
    try:
        with transaction.atomic():
            return OnCallShift.objects.create(
                organization_id=actor.organization_id,
                site_id=shift.site_id,
                membership_id=shift.membership_id,
                place=shift.place,
                starts_at=shift.span.starts_at,
                ends_at=shift.span.ends_at,
                phone=phones.tidy(shift.phone) or "",
            )
    except IntegrityError as error:
        raise Refused(TAKEN) from error


@transaction.atomic
def take_off(*, actor: Member, at: datetime, shift_id: UUID, reason: str) -> None:
    """Take somebody off the rota: a shift that runs ends now, one to come is set aside.

    raises  Refused (CRI-058, VOID-001)
    """
    refuse(editing.check_reason(reason))
    shift = OnCallShift.objects.filter(pk=shift_id, voided_at=None, ends_at__gt=at).first()
    if shift is None:
        raise Refused(OVER)
    if shift.starts_at >= at:
        editing.void(shift, at=at, membership_id=actor.membership_id, reason=reason)
    elif not OnCallShift.objects.filter(pk=shift.pk, voided_at=None).update(ends_at=at):
        raise Refused(OVER)


@transaction.atomic
def set_line(*, actor: Member, site_id: UUID, version: int, phone: str, hours: str, words: str) -> CrisisLine:
    """Enter or correct the crisis line of a site.

    version  that the actor saw; 1 where there was none
    raises   Refused (CRI-053, CRI-054, CRI-057, EDIT-001)
    """
    refuse(check_line(phone, hours))
    values = {"phone": phones.tidy(phone) or "", "hours": hours.strip(), "words": words.strip()}
    row = CrisisLine.objects.filter(site=site_id).first()
    if row:
        editing.save_changed(row, version=version, values=values)
        return row
    if site_id not in {site.pk for site in rota.sites_with_line()}:
        raise Refused(NO_SITE)
    try:
        with transaction.atomic():
            return CrisisLine.objects.create(organization_id=actor.organization_id, site_id=site_id, **values)
    except IntegrityError as error:
        raise Refused(editing.STALE) from error
