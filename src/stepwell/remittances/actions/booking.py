"""Writing down what a plan says: answers, lines, postings, denials, work, and how claims go on."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.billing.actions.posting import Draft, lines_of, post_all
from stepwell.billing.rules import ledger
from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.vocabulary import Source
from stepwell.claims.actions.moving import Given, Move, move_all, note_controls
from stepwell.claims.queries.sent import ClaimSent
from stepwell.claims.vocabulary import Told
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.bulk import insert
from stepwell.remittances.actions.acknowledging import Reader
from stepwell.remittances.actions.advancing import rounds
from stepwell.remittances.actions.denying import follow_answers
from stepwell.remittances.actions.working import Opened, close_settled, open_work
from stepwell.remittances.models import (
    Denial,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from stepwell.remittances.queries.asked import Asked
from stepwell.remittances.queries.posted import Posted
from stepwell.remittances.rules.posting.planning import account_of
from stepwell.remittances.rules.posting.sent import Answered, Plan, Planned, PostedClaim, Settled, key_of
from stepwell.remittances.rules.posting.shares import Shares
from stepwell.remittances.rules.states import states_after
from stepwell.remittances.vocabulary import Outcome
from stepwell.x12 import remittances as x12

_SHARES = tuple(field.name for field in fields(Shares))
_MOST_CONTROL, _MOST_STATUS, _MOST_REASON = 50, 2, 5
_UNDECIDED = "POS-012"


class Booking:
    """A plan of one remittance, being written down; of answers that waited, if `waiting` has them by their place."""

    def __init__(
        self, by: Reader, row: Remittance, remittance: x12.Remittance, plan: Plan, books: Asked, before: Posted,
        waiting: Mapping[int, RemittanceClaim] | None = None,
    ) -> None:  # fmt: skip
        self._by, self._row, self._remittance, self._plan = by, row, remittance, plan
        self._claims, self._before, self._found = books.claims, before, books.found
        self._waiting = waiting
        self._answers: dict[int, RemittanceClaim] = dict(waiting or {})
        self._lines: dict[tuple[int, str], RemittanceLine] = {}
        self._settled = {one.answer: one for one in plan.settled}
        zone = ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=by.actor.tenant))
        self._today = by.at.astimezone(zone).date()

    @property
    def claim_ids(self) -> set[UUID]:
        """The claims of which something was posted."""
        return {self._claims[one.claim].id for one in self._plan.settled if one.claim in self._claims}

    def write(self) -> None:
        """Write it all down, in the caller's transaction."""
        self._write_answers()
        self._write_lines()
        self._take_back()
        self._take_place()
        self._write_adjustments()
        self._post()
        self._write_denials()
        line_ids = [line.pk for line in self._lines.values()]
        follow_answers(actor=self._by.actor, at=self._by.at, line_ids=line_ids)
        self._write_work()
        self._move_claims()

    # What was answered

    def _write_answers(self) -> None:
        codes = {item.answer: item.code for item in self._plan.items if item.answer is not None}
        if self._waiting is None:
            numbered = enumerate(self._remittance.claims)
            self._answers = {index: self._answer(index, one, codes.get(index, "")) for index, one in numbered}
            insert(list(self._answers.values()))
            return
        for index, row in self._answers.items():
            claim = self._claim_of(index)
            row.claim_id, row.client_id = (claim.id, claim.client_id) if claim else (row.claim_id, row.client_id)
            is_told = index in self._plan.told
            row.outcome = Outcome.POSTED if index in self._settled else Outcome.TOLD if is_told else Outcome.WAITING
            row.work = "" if is_told or index in self._settled else codes.get(index, row.work)
        RemittanceClaim.objects.bulk_update(self._answers.values(), ["claim", "client", "outcome", "work"])

    def _answer(self, index: int, answer: x12.RemittedClaim, code: str) -> RemittanceClaim:
        claim = self._claim_of(index)
        is_settled = index in self._settled
        is_told = index in self._plan.told or (code == _UNDECIDED and not answer.paid)
        outcome = Outcome.POSTED if is_settled else Outcome.TOLD if is_told else Outcome.WAITING
        return RemittanceClaim(
            organization_id=self._row.organization_id, remittance=self._row, number=index,
            claim_id=claim.id if claim else None, client_id=claim.client_id if claim else None,
            control=answer.control[:_MOST_CONTROL], payer_control=answer.payer_control[:_MOST_CONTROL],
            status=answer.status[:_MOST_STATUS], charge=to_cents(answer.charge), paid=to_cents(answer.paid),
            outcome=outcome, work="" if is_settled else code, segment=answer.segment,
        )  # fmt: skip

    def _claim_of(self, index: int) -> ClaimSent | None:
        settled = self._settled.get(index)
        if settled:
            return self._claims.get(settled.claim)
        found = self._found.claim_for(self._remittance.claims[index])
        return self._claims[found.number] if found else None

    def _write_lines(self) -> None:
        for settled in self._plan.settled:
            made = self._reversed(settled) if settled.taken_back else self._answered(settled)
            for row, control in made:
                self._lines[settled.answer, control] = row
        insert(list(self._lines.values()))

    def _answered(self, settled: Settled) -> Iterator[tuple[RemittanceLine, str]]:
        for number, one in enumerate(settled.lines, 1):
            yield self._line(settled.answer, number, one), one.sent.control
        number = len(settled.lines)
        for line, control in (pair for back in settled.replaced for pair in self._earlier(back)):
            off = _negated(settled.answer, line, self._answers, without={"paid"})
            if any(getattr(off, name) for name in _SHARES):
                number += 1
                off.number = number
                yield off, control

    def _line(self, answer: int, number: int, one: Answered) -> RemittanceLine:
        allowed = one.line.allowed if one.line else None
        return RemittanceLine(
            organization_id=self._row.organization_id, answer=self._answers[answer],
            client_id=cast("UUID", self._answers[answer].client_id), claim_line_id=cast("UUID", one.sent.line_id),
            number=number,
            charge=one.sent.charge, allowed=None if allowed is None else to_cents(allowed),
            expected=one.sent.expected, **{name: getattr(one.shares, name) for name in _SHARES},
        )  # fmt: skip

    def _reversed(self, settled: Settled) -> Iterator[tuple[RemittanceLine, str]]:
        """Yield the lines of what is taken back, with their signs turned."""
        back = settled.taken_back
        if back is None:
            return
        without = set(_SHARES) - {"paid"} if back.is_replaced else set()
        for line, control in self._earlier(back):
            row = _negated(settled.answer, line, self._answers, without=without)
            if row.paid or not back.is_replaced:
                yield row, control

    def _earlier(self, back: PostedClaim) -> list[tuple[RemittanceLine, str]]:
        """Return the lines of an earlier decision about their own claim, with our numbers of them."""
        if back.answer_id:
            found = [(line, line.claim_line.control) for line in self._before.lines[back.answer_id]]
        else:
            found = [(line, control) for (answer, control), line in self._lines.items() if answer == back.answer]
        return [(line, control) for line, control in found if line.charge >= 0]

    def _take_back(self) -> None:
        for settled in self._plan.settled:
            back = settled.taken_back
            if back is not None:
                earlier = back.answer_id or self._answers[back.answer or 0].pk
                RemittanceClaim.objects.filter(pk=earlier).update(taken_back_by=self._answers[settled.answer])

    def _take_place(self) -> None:
        for settled in self._plan.settled:
            for one in settled.replaced:
                earlier = one.answer_id or self._answers[one.answer or 0].pk
                RemittanceClaim.objects.filter(pk=earlier).update(replaced_by=self._answers[settled.answer])

    def _write_adjustments(self) -> None:
        if self._waiting is None:
            RemittanceAdjustment.objects.bulk_create(
                RemittanceAdjustment(
                    organization_id=self._row.organization_id, remittance=self._row, number=number,
                    reason=one.reason[:_MOST_REASON], reference=one.reference[:_MOST_CONTROL],
                    cents=-to_cents(one.amount), segment=one.segment,
                )
                for number, one in enumerate(self._remittance.provider_adjustments, 1)
            )  # fmt: skip

    # The ledger

    def _post(self) -> None:
        """Post in the plan's order; what reverses a posting of the same remittance needs to know its row first."""
        known = dict(self._before.transactions)
        first = [one for one in self._plan.postings if not one.reverses or one.reverses in known]
        later = [one for one in self._plan.postings if one.reverses and one.reverses not in known]
        for part in (first, later):
            rows = post_all(actor=self._by.actor, at=self._by.at, drafts=[self._draft(one, known) for one in part])
            known |= {row.idempotency_key: row.pk for row in rows}
        self._book_rest()

    def _draft(self, one: Planned, known: Mapping[str, UUID]) -> Draft:
        line = self._lines[one.answer, one.line] if one.answer is not None else None
        return Draft(
            one.posting, one.client_id, self._today, one.key,
            Source.REMITTANCE_LINE if line else Source.REMITTANCE, line.pk if line else self._row.pk,
            one.service_day, reverses_id=known[one.reverses] if one.reverses else None,
        )  # fmt: skip

    def _book_rest(self) -> None:
        """Book what belongs to nothing yet, in place of what was booked so before."""
        row, rest = self._row, self._plan.unposted
        if self._waiting is not None:
            rest += row.unposted - sum(one.paid for one in self._waiting.values())
        if rest == row.unposted:
            return
        drafts = []
        if row.unposted_in_id:
            back, key = ledger.reversal(lines_of(row.unposted_in_id)), key_of(row.pk, "back", row.unposted_in_id)
            drafts.append(self._whole(back, key, reverses_id=row.unposted_in_id))
        if rest:
            posting = ledger.unposted(rest, into=account_of(self._remittance), payer_id=row.payer_id)
            drafts.append(self._whole(posting, key_of(row.pk, "unposted", row.unposted_in_id)))
        rows = post_all(actor=self._by.actor, at=self._by.at, drafts=drafts)
        row.unposted, row.unposted_in = rest, rows[-1] if rest else None
        row.save(update_fields=["unposted", "unposted_in"])

    def _whole(self, posting: ledger.Posting, key: str, reverses_id: UUID | None = None) -> Draft:
        return Draft(posting, None, self._today, key, Source.REMITTANCE, self._row.pk, reverses_id=reverses_id)

    # What follows

    def _write_denials(self) -> None:
        sums: dict[tuple[RemittanceLine, str, str], tuple[int, tuple[str, ...]]] = {}
        for one in self._plan.denials:
            place = (self._lines[one.answer, one.line], one.group, one.reason)
            cents, remarks = sums.get(place, (0, ()))
            sums[place] = cents + one.cents, tuple(dict.fromkeys((*remarks, *one.remarks)))
        Denial.objects.bulk_create(
            Denial(
                organization_id=self._row.organization_id, line=line, claim_line_id=line.claim_line_id,
                client_id=line.client_id, group=group[:_MOST_STATUS], reason=reason[:_MOST_REASON],
                remarks=[remark[:10] for remark in remarks], cents=cents, decided_on=self._row.day,
            )
            for (line, group, reason), (cents, remarks) in sums.items()
        )  # fmt: skip

    def _write_work(self) -> None:
        settled = [self._answers[one.answer].pk for one in self._plan.settled]
        if self._waiting is not None:
            WorkItem.objects.filter(answer__in=settled, done_at=None).update(done_at=self._by.at)
        opened = []
        for item in self._plan.items:
            answer = self._answers[item.answer] if item.answer is not None else None
            opened.append(
                Opened(
                    item.code, key_of(self._row.pk, item.code, item.answer, item.line, item.segment),
                    self._row.file_id, self._row.pk, answer.pk if answer else None,
                    answer.claim_id if answer else None, answer.client_id if answer else None, item.cents,
                )
            )  # fmt: skip
        open_work(actor=self._by.actor, at=self._by.at, opened=opened)

    def _move_claims(self) -> None:
        given, ways = [], defaultdict(list)
        for settled in self._plan.settled:
            answer, claim = self._remittance.claims[settled.answer], self._claims[settled.claim]
            if answer.payer_control:
                number = answer.payer_control[:_MOST_CONTROL]
                given.append(
                    Given(claim_id=claim.id, number=number, told=Told.REMITTANCE, inbound_id=self._row.file_id)
                )
            for state in states_after(settled, answer, has_next=claim.then is not None, lines=len(claim.lines)):
                ways[settled.claim].append((state, answer.status))
        note_controls(actor=self._by.actor, at=self._by.at, given=given)
        for steps in rounds(self._claims, ways):
            moves = [
                Move(claim_id=claim.id, to=state, code=f"835:{code}"[:20], inbound_id=self._row.file_id)
                for claim, state, code in steps
            ]
            move_all(actor=self._by.actor, at=self._by.at, steps=moves)
        close_settled(at=self._by.at, claim_ids=self.claim_ids)
        back = [self._claims[one.claim].root_id for one in self._plan.settled if one.taken_back]
        WorkItem.objects.filter(code="POS-020", claim__root__in=back, done_at=None).update(done_at=self._by.at)


def _negated(
    answer: int, line: RemittanceLine, answers: Mapping[int, RemittanceClaim], *, without: Collection[str]
) -> RemittanceLine:
    """Return a line of an answer with its signs turned, leaving some shares out."""
    shares = {name: 0 if name in without else -getattr(line, name) for name in _SHARES}
    return RemittanceLine(
        organization_id=line.organization_id, answer=answers[answer], client_id=line.client_id,
        claim_line_id=line.claim_line_id, number=line.number, charge=sum(shares.values()),
        allowed=None if without or line.allowed is None else -line.allowed, expected=line.expected, **shares,
    )  # fmt: skip
