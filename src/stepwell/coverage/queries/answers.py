"""Files of payers as pages show them: read anew each time, so that nothing stands beside what the payer wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from stepwell.clients.models import Demographics
from stepwell.coverage.models import EligibilityAnswer
from stepwell.coverage.rules.answering import Reading, understand
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import benefits_of
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.doubting import Person
from stepwell.people.models import Program


@dataclass(frozen=True)
class AnswerRow:
    """A file and what it says, read for addiction or else for mental health.

    by      who handed it in, or ""
    number  of the question that it answers; several files that answer one are one
    """

    id: UUID
    received_at: datetime
    by: str
    reading: Reading
    void_reason: str
    addiction: bool
    number: int | None = None

    def benefits(self, tier: Tier = Tier.IN) -> Benefits | None:
        """Return what it says of one half of the plan, as it would be written down."""
        return benefits_of(self.reading.found, tier) if self.reading.found else None


def answers_of(policy_id: UUID, *, member_id: str, addiction: bool | None = None) -> list[AnswerRow]:
    """Return the files kept with a policy, the latest first, those set aside too. One query.

    addiction  whether they are read for addiction; None for what the programs of the client's site treat
    """
    return [_row(files, member_id, addiction) for files in _together(_files(policy_id))]


def newest(policy_id: UUID, *, member_id: str) -> AnswerRow | None:
    """Return the latest file that says something about the member. One query."""
    rows = (_row(files, member_id, None) for files in _together(_files(policy_id).filter(voided_at=None)[:_LOOKED_AT]))
    return next((row for row in rows if row.reading.found), None)


_LOOKED_AT = 12  # files, the latest
_MENTAL = ["mental_health"]


def get(client_id: UUID, answer_id: UUID) -> EligibilityAnswer | None:
    """Return a file kept for a client, or None."""
    return EligibilityAnswer.objects.filter(pk=answer_id, client=client_id).first()


def _files(policy_id: UUID) -> QuerySet[EligibilityAnswer]:
    kinds = Program.objects.filter(site=OuterRef("client__site")).order_by("kind").values("kind").distinct()
    born = Demographics.objects.filter(client=OuterRef("client")).values("birth_date")[:1]
    found = EligibilityAnswer.objects.filter(policy=policy_id)
    found = found.select_related("received_by", "request", "client", "policy")
    return found.annotate(kinds=ArraySubquery(kinds), born=Subquery(born)).order_by("-received_at", "-id")


def _together(files: Iterable[EligibilityAnswer]) -> list[list[EligibilityAnswer]]:
    """Return files by the question that they answer, each of the others by itself."""
    groups: dict[object, list[EligibilityAnswer]] = {}
    for one in files:
        groups.setdefault(one.pk if one.request_id is None or one.voided_at else one.request_id, []).append(one)
    return list(groups.values())


def _person(file: EligibilityAnswer) -> Person:
    """Return who a file should be about: the client, or who holds the policy."""
    policy = file.policy
    holder = (policy.holder_name or "").split()[-1:]
    held = date.fromisoformat(policy.holder_birth_date) if policy.holder_birth_date else None
    born = {file.born, held} - {None}  # type: ignore[attr-defined]
    return Person(frozenset({file.client.last_name, *holder}), frozenset(born))


def _row(files: list[EligibilityAnswer], member_id: str, addiction: bool | None) -> AnswerRow:  # noqa: FBT001
    one = files[0]
    chosen = one.kinds != _MENTAL if addiction is None else addiction  # type: ignore[attr-defined]
    number = one.request.number if one.request else None
    texts = [file.text or "" for file in reversed(files)]
    reading = understand(texts, member_id=member_id, addiction=chosen, number=number, person=_person(one))
    by = str(one.received_by) if one.received_by else ""
    return AnswerRow(one.pk, one.received_at, by, reading, one.void_reason, chosen, number)
