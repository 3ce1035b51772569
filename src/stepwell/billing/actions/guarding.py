"""Stopping a statement that a client who pays by themself could dispute."""

from uuid import UUID

from stepwell.billing.queries import guarding
from stepwell.billing.rules import guarding as rules
from stepwell.kernel.findings import Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category


def check(*, actor: Member, client_id: UUID) -> None:
    """Raise Refused: STM-003 if the estimates are not open to the actor, STM-004 from $400 above one of them."""
    pays_alone, found = guarding.billed(client_id, actor.zone)
    if not pays_alone:
        return
    if not actor.may(Category.BENEFITS):
        raise Refused(rules.UNSEEN)
    refuse(rules.check(found))
