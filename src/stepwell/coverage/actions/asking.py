"""Asking a payer about benefits by file. A click says that it is asked; a job makes the file and lets it leave."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.coverage.actions.checks import NO_CONSENT, consent_to_ask
from stepwell.coverage.actions.policies import VOIDED
from stepwell.coverage.asking import ASKABLE, LEFT, MOST_HOURS, OPEN, WAITS, Asked
from stepwell.coverage.models import AskingHabit, EligibilityRequest, Payer, Policy
from stepwell.coverage.queries import asking as queries
from stepwell.coverage.queries.policies import carve_out_of
from stepwell.coverage.rules import asking as rules
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed

NO_PAYER = Finding("COV-060", "Whoever pays by themself has nobody to ask.")
NO_HABIT = Finding(
    "COV-061",
    "How {payer} is asked by file is not written down. Settings, Payers, “Asked by file” takes the numbers that the"
    " clearinghouse gave you. Until then, ask by telephone.",
)
NO_PAYER_ID = Finding("COV-062", "{payer} has no electronic payer ID. Add it under Settings, Payers, then ask again.")
ASKED = Finding("COV-063", "{payer} is being asked already. Wait for the answer, or call.")
WRONG_HABIT = Finding(
    "COV-064", "Ten capitals or digits: what the clearinghouse told you, or 9 and your tax number.", "originator"
)
NO_TYPES = Finding("COV-065", "Choose at least one service type that the payer answers.", "service_types")
HOURS = Finding("COV-066", f"Enter 1 to {MOST_HOURS} hours.", "answer_hours")


@transaction.atomic
def ask(
    *, actor: Member, at: datetime, policy: Policy, first: date, carve_out: bool = False
) -> EligibilityRequest:  # fmt: skip
    """Ask a payer about a policy by file. A job lets the question leave within minutes, or at once if one is deferred.

    first      the day asked about
    carve_out  whether the company is asked that handles this care for the payer
    raises     Refused: COV-021, COV-030 without a consent to ask, COV-060 to COV-063
    """
    if policy.voided_at:
        raise Refused(VOIDED)
    payer = carve_out_of(policy) if carve_out else policy.payer
    if payer is None:
        raise Refused(NO_PAYER)
    habit = _may_be_asked(payer)
    if consent_to_ask(policy, at=at, carve_out=carve_out) is None:
        raise Refused(_named(NO_CONSENT, payer, field=""))
    _give_up_late(policy, payer, at)
    row = EligibilityRequest(
        organization_id=actor.organization_id, client_id=policy.client_id, policy=policy, payer=payer, first=first,
        service_types=list(habit.service_types), answer_hours=habit.answer_hours, asked_at=at,
        asked_by_id=actor.membership_id, state=Asked.QUEUED, state_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(_named(ASKED, payer)) from clash
    return row


def set_habit(*, actor: Member, at: datetime, payer_id: UUID | None, version: int, values: dict[str, Any]) -> None:
    """Write down how a payer is asked by file, or all that have no habits of their own.

    version  as shown to the writer; 0 where there was none
    raises   Refused: COV-064 to COV-066, EDIT-001 if somebody else was faster
    """
    del at  # history says when
    refuse(_check_habit(values))
    row = AskingHabit.objects.filter(payer=payer_id).first()
    if row is not None:
        save_changed(row, version=version, values=values)
        return
    try:
        with transaction.atomic():
            AskingHabit.objects.create(organization_id=actor.organization_id, payer_id=payer_id, **values)
    except IntegrityError as clash:
        raise Refused(STALE) from clash


def acknowledged(*, number: int, accepted: bool, code: str, at: datetime) -> bool:
    """Note that a file of ours arrived, or was rejected as such; return whether it was a question of ours."""
    row = EligibilityRequest.objects.filter(number=number, state__in=sorted(LEFT)).select_for_update().first()
    if row is None:
        return False
    state = Asked.ACCEPTED if accepted else Asked.REJECTED
    if row.state in WAITS and row.state != state:
        EligibilityRequest.objects.filter(pk=row.pk).update(state=state, state_at=at, code="" if accepted else code)
    return True


def _may_be_asked(payer: Payer) -> rules.Habit:
    habit = queries.habits().to(payer.pk)
    if habit is None:
        raise Refused(_named(NO_HABIT, payer))
    if not payer.payer_id:
        raise Refused(_named(NO_PAYER_ID, payer))
    return habit


def _give_up_late(policy: Policy, payer: Payer, at: datetime) -> None:
    """Stop waiting for an answer that should have come, so that the payer can be asked anew."""
    for row in EligibilityRequest.objects.filter(policy=policy, payer=payer, state__in=sorted(OPEN)):
        if row.left_at and rules.is_late(row.left_at, answer_hours=row.answer_hours, now=at):
            EligibilityRequest.objects.filter(pk=row.pk).update(state=Asked.LOST, state_at=at)


def _named(finding: Finding, payer: Payer, field: str | None = None) -> Finding:
    sentence = finding.sentence.replace("{payer}", payer.name).replace("this payer", payer.name)
    return replace(finding, sentence=sentence, field=finding.field if field is None else field)


def _check_habit(values: dict[str, Any]) -> list[Finding]:
    found = []
    if not (len(values["originator"]) == 10 and values["originator"].isalnum()
            and values["originator"] == values["originator"].upper() and values["originator"].isascii()):  # fmt: skip
        found.append(WRONG_HABIT)
    if not values["service_types"] or not set(values["service_types"]) <= set(ASKABLE):
        found.append(NO_TYPES)
    if not 1 <= values["answer_hours"] <= MOST_HOURS:
        found.append(HOURS)
    return found
