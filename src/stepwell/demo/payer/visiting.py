"""The payers of the demonstration at work: they read what was sent to them, and put answers into the inbound folder."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.claims.models import ClaimLine, OutboundText
from stepwell.config import places
from stepwell.coverage.models import EligibilityRequest
from stepwell.demo.payer import benefits
from stepwell.demo.payer.mail import opened
from stepwell.demo.payer.playing import ROUNDS, Answer, Received, answers
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.jobs.queries import organizations
from stepwell.platform.jobs.scopes import system
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import acting
from stepwell.remittances.gateways.inbox import inbox
from stepwell.x12.claims import ClaimLine as WrittenLine

REAL = Finding("DEMO-004", "The payers of the demonstration answer a fictional clinic only. This is a real one.")
_USUAL = Decimal("0.7")  # of the charge, where no contract says a price


@dataclass(frozen=True)
class Visit:
    """What the payers did for one organization: files of claims and questions they had, and answers they gave."""

    organization: str
    files: int
    questions: int
    answers: int


def visit_all(*, at: datetime) -> list[Visit]:
    """Let the payers answer every organization; raises Refused (DEMO-004), and answers nobody, if one is real."""
    found = organizations()
    for organization_id in found:
        _check(organization_id)
    return [visit(organization_id, at=at) for organization_id in found]


def visit(organization_id: UUID, *, at: datetime) -> Visit:
    """Let the payers answer one organization; raises Refused (DEMO-004) for a real one.

    Each file of claims is answered in two rounds: at this visit and at the next. A question about benefits is answered
    once, or never.
    """
    organization = _check(organization_id)
    at = at.astimezone(ZoneInfo(organization.time_zone))  # a payer decides on a day that is here already
    memory = places.payers() / str(organization_id)
    _make(memory)
    texts, contracts = _sent(organization_id)
    received = [_received(text, memory) for text in texts]
    given = 0
    for place, one in enumerate(received):
        made = answers(one, received[:place], lambda line: _allowed(line, contracts), at)
        _put(made, inbox(organization_id).folder)
        if one.rounds < ROUNDS:
            mark = _mark(memory, one)
            mark.touch(mode=0o600)
            _hand_over(mark)
        given += len(made)
    asked = _asked(organization_id)
    for number, text in asked.items():
        mark = memory / f"{number:09}.1"
        if not mark.exists():
            made = [Answer(file, said) for file, said in benefits.answers_to(text, at)]
            _put(made, inbox(organization_id).folder)
            mark.touch(mode=0o600)
            _hand_over(mark)
            given += len(made)
    return Visit(organization.name, len(received), len(asked), given)


def _asked(organization_id: UUID) -> dict[int, str]:
    """Return the questions about benefits that left and nobody has answered, by their number."""
    with acting(system(organization_id, "demo.payer")):
        rows = EligibilityRequest.objects.filter(left_at__isnull=False, answers=0).order_by("number")
        return {row.number: row.text for row in rows if row.number and row.text}


def _check(organization_id: UUID) -> Organization:
    """Return an organization of the demonstration; raises Refused (DEMO-004) for any other."""
    with acting(system(organization_id, "demo.payer")):
        organization = Organization.objects.get(pk=organization_id)
    if not organization.is_demo:
        raise Refused(REAL)
    return organization


def _sent(organization_id: UUID) -> tuple[list[str], dict[str, int]]:
    """Return the files of claims that left, the oldest first, and what contracts allow for their lines."""
    with acting(system(organization_id, "demo.payer")):
        rows = OutboundText.objects.filter(file__left_at__isnull=False).order_by("file__interchange")
        texts = [row.text or "" for row in rows]
        lines = ClaimLine.objects.filter(expected__isnull=False).values_list("control", "expected")
        return texts, {control: expected for control, expected in lines if expected is not None}


def _received(text: str, memory: Path) -> Received:
    mail = opened(text)
    rounds = sum(_mark(memory, Received(mail, number)).exists() for number in range(ROUNDS))
    return Received(mail, rounds)


def _mark(memory: Path, one: Received) -> Path:
    return memory / f"{one.mail.number:09}.{one.rounds + 1}"


def _allowed(line: WrittenLine, contracts: dict[str, int]) -> Decimal:
    known = contracts.get(line.control)
    return Decimal(known) / 100 if known is not None else (line.charge * _USUAL).quantize(Decimal("0.01"))


def _put(made: Sequence[Answer], folder: Path) -> None:
    """Lay answers into a folder, each in one step: nobody reads half of one."""
    _make(folder)
    for answer in made:
        draft = folder / f".{answer.name}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as stream:
            stream.write(answer.text)
        _hand_over(draft)
        draft.replace(folder / answer.name)


def _make(folder: Path) -> None:
    for one in (folder.parent, folder):
        if not one.exists():
            one.mkdir(mode=0o700, parents=True)
            _hand_over(one)


def _hand_over(path: Path) -> None:
    """Give what root made to whom the folder around it belongs: the worker reads it under an account of its own."""
    if os.geteuid() == 0:
        around = path.parent.stat()
        os.chown(path, around.st_uid, around.st_gid)
