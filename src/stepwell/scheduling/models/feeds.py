"""Addresses at which somebody's calendar reads their sessions. Only a digest of the secret is kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category

_STAFF = Wall(author="account_id", readers=("actor",), writers=("writer",), lookup=True)
_CLIENT = Wall(client="client_id", readers=(Category.SCHEDULE,), writers=(Category.SCHEDULE,), lookup=True)


class StaffFeed(Walled):
    """What a member of staff leads, for their own calendar; nobody else sees that there is an address."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = key("tenancy.Membership")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [_STAFF, SameOrganization(field="membership")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "membership"], name="staff_feed_of_member")
        ]

    def __str__(self) -> str:
        return f"calendar of {self.membership_id}"


class ClientFeed(Walled):
    """What a client is planned for, for their own calendar, in words that say nothing of treatment."""

    client = key("clients.Client")
    made_by = key("tenancy.Membership")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CLIENT,
            SameOrganization(field="client"),
            SameOrganization(field="made_by"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="client_feed_of_client")]

    def __str__(self) -> str:
        return f"calendar of {self.client_id}"
