"""What was said of insurance when somebody asked for care, for the form of their first policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from stepwell.coverage.models import Payer, Policy
from stepwell.coverage.rules.policies import payer_meant
from stepwell.inquiries.queries.single import insurance_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category


@dataclass(frozen=True)
class Said:
    """What an inquiry says.

    on        the day of the inquiry, as the actor's calendar has it
    unlisted  the insurer as it was said, if no payer has that name; else empty
    typed     what the form of a policy begins with
    """

    on: date
    unlisted: str
    typed: dict[str, Any]


def said_of(client_id: UUID, *, who: Member, payers: Sequence[Payer]) -> Said | None:
    """Return what was said of somebody who has no policy yet. Two queries.

    None if nothing was said, a policy is known, or the actor does not see the inquiry.
    """
    if not who.sees_daily(Category.INQUIRIES) or Policy.objects.filter(client=client_id, voided_at=None).exists():
        return None
    inquiry = insurance_of(client_id)
    if inquiry is None:
        return None
    name = payer_meant(inquiry.insurer, [payer.name for payer in payers])
    meant = next((payer for payer in payers if payer.name == name), None)
    typed = {"payer": str(meant.pk) if meant else "", "member_id": inquiry.member_id, "holder": inquiry.holder}
    return Said(
        on=inquiry.taken_at.astimezone(who.zone).date(),
        unlisted="" if meant else inquiry.insurer,
        typed={field: value for field, value in typed.items() if value},
    )
