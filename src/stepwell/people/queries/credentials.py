"""Under which credential somebody acts on a day."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from stepwell.people.models import Credential

LICENSE = "license"


def credential_of(membership_id: UUID, *, on: date) -> str:
    """Return the license that a member holds on a day, as documents name it ("LPC, OH 12345"), or "" without one."""
    found = (
        Credential.objects.filter(Q(expires_on=None) | Q(expires_on__gte=on), membership=membership_id, kind=LICENSE)
        .filter(Q(issued_on=None) | Q(issued_on__lte=on), Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
        .order_by("issued_on", "title")
        .first()
    )
    if found is None:
        return ""
    number = " ".join(part for part in (found.state, found.number) if part)
    return f"{found.title}, {number}" if number else found.title
