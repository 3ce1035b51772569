"""What tests of crises share: a member for actions, a license, an open crisis."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from stepwell.crisis import actions
from stepwell.crisis.models import CrisisEvent
from stepwell.crisis.vocabulary import Source, Tier
from stepwell.people.models import Credential
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

Opens = Callable[..., CrisisEvent]


def member(person: Person) -> Member:
    """Return a person as actions know them."""
    with acting(person.scope):
        found = member_of(person.scope)
    assert found is not None
    return found


def license_of(clinic: Clinic, who: str, **dates: Any) -> None:
    """Give somebody a license."""
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic[who].membership, kind="license", title="LPC", **dates
        )


@pytest.fixture
def at() -> datetime:
    """Return the instant at which things happen: now, as care assignments are in force now."""
    return timezone.now() - timedelta(seconds=1)


@pytest.fixture
def opens(clinic: Clinic, at: datetime) -> Opens:
    """Return a way to open a crisis for Ana, as her clinician who owns it."""

    def opened(who: str = "clinician", client: str = "ana", tier: str = "low", **given: Any) -> CrisisEvent:
        person = clinic[who]
        given.setdefault("source", Source.STAFF)
        owner = given.pop("owner", person if who == "clinician" else None)
        with acting(person.scope):
            return actions.open_crisis(
                actor=member(person), at=given.pop("at", at), client_id=clinic.clients[client].pk, tier=Tier(tier),
                owner_membership_id=owner.membership.pk if owner else None, **given,
            )  # fmt: skip

    return opened
