"""Calls as they come."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stepwell.inquiries.rules.taking import Asker, Danger, Person, Reach, Told, Wish
from stepwell.inquiries.vocabulary import Adult, Caller, Channel, DangerKind, Relation, Urgency
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
OWN = Told(
    channel=Channel.CALL,
    asker=Asker(Caller.PERSON),
    person=Person(Adult.YES, "Ira", "Stone", reach=Reach("937 555 0142", "ira@mail.example"), may_text=True),
    wish=Wish("I drink every day.", member_id="W123"),
    urgency=Urgency.SOON,
)
MOTHER = replace(
    OWN, asker=Asker(Caller.OTHER, Relation.PARENT, "Rosa", Reach("937 555 0143")), person=Person(Adult.UNKNOWN, "Ira")
)
DANGER = Danger((DangerKind.OVERDOSE,), "at home", "937-555-0143")


def as_member(clinic: Clinic, name: str) -> Member:
    scope = clinic[name].scope
    with acting(scope):
        found = member_of(scope)
    assert found is not None
    return found


@pytest.fixture
def coordinator(clinic: Clinic) -> Member:
    """The admissions coordinator of the north site."""
    return as_member(clinic, "admissions")
