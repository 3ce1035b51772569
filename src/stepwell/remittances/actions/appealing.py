"""Appeals: a letter is written, sent once and kept as it was sent, and answered once; the cases of its lines follow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.billing.queries.days import CLAIM_TELLS
from stepwell.claims.actions.moving import Move, move
from stepwell.claims.models import Claim, ClaimEvent
from stepwell.claims.queries.charged import is_protected
from stepwell.claims.rules.states import may_move
from stepwell.claims.vocabulary import State
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.privacy.actions.disclosures import disclose
from stepwell.privacy.queries.consents import ConsentRow, permitting
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import BASIS_OF, WAY_LABELS, Enclosure, Notice, Purpose, RecipientKind, Way
from stepwell.remittances.actions.denying import close_case, note_step, open_case
from stepwell.remittances.models import Appeal, AppealedLine, AppealTerms, DenialCase
from stepwell.remittances.queries.appeals import content_of, days_with, start_for
from stepwell.remittances.rules import appeals as rules
from stepwell.remittances.rules.appeals import LEVEL_LABELS, Days, Enclosed, Level, Outcome
from stepwell.remittances.rules.denials import ReasonGroup
from stepwell.remittances.vocabulary import End, Step

UNANSWERED = Finding(
    "APL-009", "There is a letter about this line that is not sent or not answered. Go on with that one, or drop it."
)
NOTHING_LEFT = Finding("APL-010", "An external review was the last that could be asked for.")
SENT = Finding("APL-011", "This letter was sent, dropped or answered meanwhile. Load the page again.")
NOT_SENT = Finding("APL-012", "This letter was not sent yet, or is answered already. Load the page again.")
WHAT = "appeal of a denied claim"


@dataclass(frozen=True)
class Words:
    """What the writer of a letter decides. `others` names enclosures that are no records of care, one a line."""

    argument: str
    signer: str
    enclosures: tuple[Enclosed, ...] = ()
    others: str = ""


@transaction.atomic
def draft(*, actor: Member, at: datetime, case_id: UUID, besides: Collection[UUID] = ()) -> Appeal:
    """Begin a letter about a denied line, and others of the same claim.

    besides  cases of the same claim that it is about too; those that a letter cannot be about are left out
    raises   Refused: DNL-001 if the case is closed, APL-007 without a right to appeal, APL-009, APL-010
    """
    case = open_case(case_id)
    if case.appeal_by is None:
        raise Refused(rules.NO_RIGHT)
    if _live([case.pk]):
        raise Refused(UNANSWERED)
    days = days_with(case.payer_id)
    level = rules.level_for(_levels(case.pk), days)
    if level is None:
        raise Refused(NOTHING_LEFT)
    claim_id, group = case.claim_line.claim_id, ReasonGroup(case.group)
    appeal = Appeal(
        organization_id=actor.organization_id, client_id=case.client_id, claim_id=claim_id, payer_id=case.payer_id,
        level=level, argument=start_for(case), signer=actor.name, enclosures=list(rules.suggested(group)),
        appeal_by=case.appeal_by if level is Level.FIRST else case.deadline, written_at=at,
        written_by_id=actor.membership_id,
    )  # fmt: skip
    appeal.save(force_insert=True)
    others = [
        one for one in _siblings(case) if one.pk in set(besides) and rules.level_for(_levels(one.pk), days) == level
    ]
    AppealedLine.objects.bulk_create(
        AppealedLine(organization_id=actor.organization_id, appeal=appeal, case=one, client_id=case.client_id)
        for one in (case, *others)
    )
    return appeal


def rewrite(*, actor: Member, appeal_id: UUID, version: int, words: Words) -> None:
    """Write a letter that was not sent otherwise. Raises Refused: APL-011 if it was, EDIT-001."""
    del actor  # history says who
    save_changed(
        _unsent(appeal_id), version=version,
        values={
            "argument": words.argument.strip(), "signer": words.signer.strip(), "enclosures": list(words.enclosures),
            "others": words.others.strip() or None,
        },
    )  # fmt: skip


def drop(*, actor: Member, at: datetime, appeal_id: UUID) -> None:
    """Drop a letter that was not sent; it stays in the history. Raises Refused (APL-011) if it was."""
    del actor  # history says who
    appeal = _unsent(appeal_id)
    save_changed(appeal, version=appeal.version, values={"dropped_at": at})


@transaction.atomic
def send(*, actor: Member, at: datetime, appeal_id: UUID, sent_on: date, way: Way) -> None:
    """Keep a letter as it was sent, and write down that it was: with the documents, as a disclosure, at its cases.

    raises  Refused: APL-001 to APL-004 for the letter and its day, APL-008 without a consent that permits all of it,
            APL-011 if it was sent, DNL-001 if nothing of it is open, DOC-...; NoPdf
    """
    appeal = _unsent(appeal_id)
    cases = _cases(appeal)
    for case in cases:
        open_case(case.pk)
    today = at.astimezone(actor.zone).date()
    wrong = rules.check_letter(appeal.argument or "")
    refuse(wrong + rules.check_sent(sent_on, decided_on=max(one.decided_on for one in cases), today=today))
    instant = at if sent_on == today else datetime.combine(sent_on, time(12), tzinfo=actor.zone)
    _disclose(appeal, way, actor=actor, at=at, instant=instant)
    due_on = sent_on + timedelta(days=days_with(appeal.payer_id).answer)
    document = _kept(appeal, sent_on, at=at)
    values = {
        "document_id": document.pk, "sent_on": sent_on, "sent_at": at, "way": way, "sent_by_id": actor.membership_id,
        "due_on": due_on,
    }  # fmt: skip
    save_changed(appeal, version=appeal.version, values=values)
    words = f"{LEVEL_LABELS[Level(appeal.level)]}, sent on {sent_on:%B} {sent_on.day}, {WAY_LABELS[way].lower()}"
    for case in cases:
        note_step(case, Step.APPEALED, at=at, actor=actor, words=words, deadline=due_on)
    _move(appeal.claim_id, State.APPEALED, actor=actor, at=at)


@transaction.atomic
def answer(
    *, actor: Member, at: datetime, appeal_id: UUID, outcome: Outcome, answered_on: date, words: str = ""
) -> date | None:
    """Write down what came of a letter: it ends the cases of its lines, or leaves them open for the next level.

    returns  the last day for the next level; None where the cases ended
    raises   Refused: APL-005, APL-006 for the day, APL-012 if it was not sent, or answered
    """
    appeal = Appeal.objects.select_for_update().filter(pk=appeal_id, sent_at__isnull=False, outcome="").first()
    if appeal is None or appeal.sent_on is None:
        raise Refused(NOT_SENT)
    refuse(
        rules.check_answered(answered_on, sent_on=appeal.sent_on, today=at.astimezone(actor.zone).date())
    )  # fmt: skip
    values = {
        "outcome": outcome, "answered_on": answered_on, "answered_at": at, "answered_by_id": actor.membership_id,
    }  # fmt: skip
    save_changed(appeal, version=appeal.version, values=values)
    days, level = days_with(appeal.payer_id), Level(appeal.level)
    _follow(appeal, outcome, answered_on, days, words, actor=actor, at=at)
    if outcome is not Outcome.OVERTURNED and not _waits(appeal.claim_id):
        _move_back(appeal.claim_id, actor=actor, at=at)
    return None if rules.is_over(level, outcome, days) else rules.deadline_after(level, answered_on, days)


def set_terms(
    *, actor: Member, payer_id: UUID | None, version: int, days: Days, address: str = "", fax: str = ""
) -> None:
    """Write down how appeals go with a payer, or with all that have no terms of their own.

    version  as shown to the writer; 0 if there was no row
    raises   Refused: EDIT-001 if somebody else was faster
    """
    values = {
        "levels": days.levels, "second_days": days.second, "external_days": days.external, "answer_days": days.answer,
        "address": address.strip(), "fax": fax.strip(),
    }  # fmt: skip
    row = AppealTerms.objects.filter(payer=payer_id).first()
    if row is not None:
        save_changed(row, version=version, values=values)
        return
    try:
        with transaction.atomic():
            AppealTerms.objects.create(organization_id=actor.organization_id, payer_id=payer_id, **values)
    except IntegrityError as error:
        raise Refused(STALE) from error


def _follow(
    appeal: Appeal, outcome: Outcome, answered_on: date, days: Days, words: str, *, actor: Member, at: datetime
) -> None:  # fmt: skip
    level = Level(appeal.level)
    is_over = rules.is_over(level, outcome, days)
    deadline = None if is_over else rules.deadline_after(level, answered_on, days)
    said = f"{LEVEL_LABELS[level]}, answered on {answered_on:%B} {answered_on.day}. {words.strip()}".strip()
    for case in _cases(appeal):
        if case.closed_at is None:
            note_step(case, Step(outcome), at=at, actor=actor, words=said, deadline=deadline)
            if is_over:
                close_case(case, at=at, outcome=End(outcome), actor=actor)


def _unsent(appeal_id: UUID) -> Appeal:
    found = Appeal.objects.select_for_update().filter(pk=appeal_id, sent_at=None, dropped_at=None).first()
    if found is None:
        raise Refused(SENT)
    return found


def _live(case_ids: Collection[UUID]) -> set[UUID]:
    """Return which of some cases stand in a letter that is not sent, or not answered."""
    rows = AppealedLine.objects.filter(case__in=case_ids, appeal__dropped_at=None, appeal__outcome="")
    return set(rows.values_list("case", flat=True))


def _levels(case_id: UUID) -> list[Level]:
    rows = AppealedLine.objects.filter(case=case_id).exclude(appeal__outcome="")
    return [Level(level) for level in rows.values_list("appeal__level", flat=True)]


def _siblings(case: DenialCase) -> list[DenialCase]:
    """Return the other open cases of the claim that no letter is about now, and that may be appealed."""
    rows = DenialCase.objects.filter(
        claim_line__claim=case.claim_line.claim_id, closed_at=None, appeal_by__isnull=False
    ).exclude(pk=case.pk)
    found = list(rows.order_by("claim_line__number"))
    busy = _live([one.pk for one in found])
    return [one for one in found if one.pk not in busy]


def _cases(appeal: Appeal) -> Sequence[DenialCase]:
    return list(DenialCase.objects.filter(appealed__appeal=appeal).order_by("claim_line__number"))


def _consent(appeal: Appeal, use: Use, instant: datetime) -> ConsentRow | None:
    return permitting([(appeal.client_id, use)], at=instant).get((appeal.client_id, use))


def _disclose(appeal: Appeal, way: Way, *, actor: Member, at: datetime, instant: datetime) -> None:
    """Write down what leaves, if the program keeps records under 42 CFR Part 2."""
    claim = Claim.objects.select_related("program", "payer").get(pk=appeal.claim_id)
    if not is_protected(claim.program):
        return
    tells = CLAIM_TELLS | rules.told_by(Enclosed(one) for one in appeal.enclosures)
    recipient = Recipient(RecipientKind.PAYER, claim.payer.name)
    consent = _consent(appeal, Use(recipient, tells, Purpose.PAYMENT), instant)
    if consent is None:
        raise Refused(rules.NO_CONSENT)
    leaving = Leaving(
        basis=BASIS_OF[consent.kind], recipient=recipient, categories=tells, purpose=Purpose.PAYMENT,
        what=f"{WHAT}, {claim.number}", way=way, consent=consent.id, notice=Notice.LONG, enclosure=Enclosure.SCOPE,
    )  # fmt: skip
    disclose(actor=actor, at=at, client_id=appeal.client_id, leaving=leaving, disclosed_at=instant)


def _kept(appeal: Appeal, sent_on: date, *, at: datetime) -> Document:
    content = content_of(appeal, on=sent_on)
    upload = Upload(f"{LEVEL_LABELS[Level(appeal.level)]} {sent_on:%Y-%m-%d}.pdf", content, len(content))
    return documents.add_document(
        actor=current.get(), at=at, upload=upload, category=Category.BILLING, client=appeal.client_id
    )


def _waits(claim_id: UUID) -> bool:
    return Appeal.objects.filter(claim=claim_id, sent_at__isnull=False, outcome="").exists()


def _move(claim_id: UUID, to: State, *, actor: Member, at: datetime) -> None:
    state = State(Claim.objects.values_list("state", flat=True).get(pk=claim_id))
    if state is not to and may_move(state, to):
        move(actor=actor, at=at, step=Move(claim_id=claim_id, to=to))


def _move_back(claim_id: UUID, *, actor: Member, at: datetime) -> None:
    """Have a claim stand again where it stood before it was appealed."""
    if Claim.objects.filter(pk=claim_id, state=State.APPEALED).exists():
        before = ClaimEvent.objects.filter(claim=claim_id).exclude(state=State.APPEALED).order_by("-number")
        _move(claim_id, State(before.values_list("state", flat=True)[0]), actor=actor, at=at)
