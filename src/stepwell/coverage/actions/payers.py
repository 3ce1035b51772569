"""Keeping the list of payers."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction

from stepwell.coverage.models import Payer
from stepwell.coverage.vocabulary import PayerKind
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed

TAKEN = Finding("COV-001", "A payer of this name is on the list already. Change that one.", "name")
HIDDEN = Finding("COV-009", "You may not change this. Ask admissions, or an administrator of all sites.")


@dataclass(frozen=True)
class PayerFacts:
    """What is kept of a payer."""

    name: str
    kind: PayerKind
    payer_id: str = ""
    benefits_phone: str = ""
    authorizations_phone: str = ""
    carve_out_id: UUID | None = None
    address: str = ""
    ended_on: date | None = None


def add_payer(*, actor: Member, at: datetime, facts: PayerFacts) -> Payer:
    """Add a payer to the list. Raises Refused: COV-001 for a name that is taken, COV-007, COV-009, COV-016."""
    del at  # a payer has no first day
    payer = Payer(organization_id=actor.organization_id, **_checked(facts))
    try:
        with transaction.atomic():
            payer.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(TAKEN) from clash
    except ProgrammingError as wall:
        raise Refused(HIDDEN) from wall
    return payer


def change_payer(*, actor: Member, at: datetime, payer: Payer, version: int, facts: PayerFacts) -> None:
    """Correct a payer, or end it. Raises Refused: also EDIT-001 if somebody else was faster."""
    del actor, at  # the history names who, and when
    if facts.carve_out_id == payer.pk:
        raise Refused(Finding("COV-008", "A payer carves nothing out to itself. Choose another, or none.", "carve_out"))
    try:
        with transaction.atomic():
            save_changed(payer, version=version, values=_checked(facts))
    except IntegrityError as clash:
        raise Refused(TAKEN) from clash


def _checked(facts: PayerFacts) -> dict[str, Any]:
    found, values = [], asdict(facts)
    values["name"] = facts.name.strip()
    for name in ("benefits_phone", "authorizations_phone"):
        typed = getattr(facts, name).strip()
        values[name] = (phones.tidy(typed) or "") if typed else ""
        if typed and not values[name]:
            found.append(Finding("COV-007", "This is no US telephone number. Enter ten digits, area code first.", name))
    if facts.carve_out_id and not Payer.objects.filter(pk=facts.carve_out_id).exists():
        found.append(Finding("COV-016", "This payer is no longer in the list. Choose another, or none.", "carve_out"))
    if not values["name"]:
        found.append(Finding("COV-001", "Write the name of the payer.", "name"))
    refuse(found)
    return values
