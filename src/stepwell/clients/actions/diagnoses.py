"""Diagnosing, ranking, resolving. Each runs in the caller's transaction and scope."""

from dataclasses import dataclass
from datetime import date, datetime

from stepwell.clients import queries
from stepwell.clients.models import Client, Diagnosis
from stepwell.clients.queries import diagnoses
from stepwell.clients.rules import diagnoses as rules
from stepwell.clients.vocabulary import Course
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void

_NO_LICENSE = Finding(
    "DX-009", "Diagnoses are made under a license, and none of yours is in force. A licensed colleague can add it."
)
_EARLY_END = Finding("DX-010", "The diagnosis cannot end before it begins, nor in the future.", "to_on")


@dataclass(frozen=True)
class NewDiagnosis:
    """A diagnosis as typed; rank 1 is what the treatment is for."""

    code: str
    from_on: date
    rank: int = rules.MOST
    course: Course | None = None


def diagnose(*, actor: Member, at: datetime, client: Client, new: NewDiagnosis) -> Diagnosis:
    """Add a diagnosis at its rank; those behind it move down.

    raises  Refused (DX-001 ...)
    source  docs/sources.md#icd-10-cm
    """
    today = at.astimezone(actor.zone).date()
    credential = credential_of(actor.membership_id, on=today)
    person = queries.demographics_of(client.pk)
    held = diagnoses.in_force(client.pk)
    code = diagnoses.code_called(new.code)
    found = rules.check(
        code, from_on=new.from_on, held=[row.code for row in held], on=today, born=person.birth_date if person else None
    )
    refuse(found if credential else [*found, _NO_LICENSE])
    made = Diagnosis(
        organization_id=actor.organization_id,
        client=client,
        code_id=code.code if code else "",
        rank=len(held) + 1,
        course=new.course or "",
        from_on=new.from_on,
        diagnosed_by_id=actor.membership_id,
        credential=credential,
    )
    made.save(force_insert=True)
    if new.rank <= len(held):
        _rank(client, rules.ranked([*(row.code for row in held), made.code_id], made.code_id, new.rank))
    return made


def rank(*, actor: Member, client: Client, diagnosis: Diagnosis, rank: int) -> None:
    """Move a diagnosis that is in force to a rank; the others close up."""
    del actor  # the history names who acts
    codes = [row.code for row in diagnoses.in_force(client.pk)]
    _rank(client, rules.ranked(codes, diagnosis.code_id, rank))


def resolve(*, actor: Member, at: datetime, diagnosis: Diagnosis, to_on: date, version: int) -> None:
    """End a diagnosis on a day; it stays in the record. Raises Refused (DX-010, EDIT-001)."""
    if not diagnosis.from_on <= to_on <= at.astimezone(actor.zone).date():
        raise Refused(_EARLY_END)
    save_changed(diagnosis, version=version, values={"to_on": to_on})
    _close_up(diagnosis.client)


def void_diagnosis(*, actor: Member, at: datetime, diagnosis: Diagnosis, reason: str) -> None:
    """Set a diagnosis aside because it was made by mistake. Raises Refused (VOID-001 ...)."""
    void(diagnosis, at=at, membership_id=actor.membership_id, reason=reason)
    _close_up(diagnosis.client)


def _close_up(client: Client) -> None:
    _rank(client, [row.code for row in diagnoses.in_force(client.pk)])


def _rank(client: Client, codes: list[str]) -> None:
    place = {code: index for index, code in enumerate(codes, start=1)}
    for row in Diagnosis.objects.filter(client=client, to_on=None, voided_at=None):
        if row.rank != place[row.code_id]:
            row.rank = place[row.code_id]
            row.save(update_fields=["rank"])
