"""Cases of denied lines: opened and ended by answers, worked on by people, given up by two."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from stepwell.billing.actions.posting import reverse
from stepwell.billing.models import Entry, Transaction
from stepwell.billing.queries import writeoffs
from stepwell.billing.rules import approving
from stepwell.billing.vocabulary import Account, Kind, Source
from stepwell.claims.actions.correcting import correct_decided
from stepwell.claims.rules.correcting import Reason
from stepwell.coverage.queries.contracts import terms_of
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.models import Denial, DenialCase, DenialStep, RemittanceLine
from stepwell.remittances.rules.denials import Way, case_of
from stepwell.remittances.rules.posting.sent import Denied
from stepwell.remittances.vocabulary import WRITTEN, End, Step

CLOSED = Finding("DNL-001", "This is settled, or somebody was faster. Load the page again.")
EARLY = Finding("DNL-002", "The deadline would lie before the decision. Choose a later day.", "deadline")
NOT_ASKED = Finding("DNL-003", "Nobody asked to give it up. Ask first; somebody else decides.")
ASKED_AGAIN = "The payer could not process the claim: a new one asks for it."
_ENDS = {Step.OVERTURNED: End.OVERTURNED, Step.UPHELD: End.UPHELD}


def follow_answers(*, actor: Scope, at: datetime, line_ids: Collection[UUID]) -> None:
    """Open a case for each line that was denied just now; end older cases of what these lines answer again.

    line_ids  lines of answers, just posted
    """
    answered = RemittanceLine.objects.filter(pk__in=line_ids, charge__gt=0)
    rows = answered.values_list("claim_line__charge_line", "denied")
    ends = {charge_line_id: End.UPHELD if cents > 0 else End.OVERTURNED for charge_line_id, cents in rows}
    for case in _open_about(ends):
        close_case(case, at=at, outcome=ends[case.claim_line.charge_line_id])
        _add(case, Step(case.outcome), at=at, words="The payer answered again.")
    lines = list(
        answered.filter(denied__gt=0).select_related("claim_line__claim__contract__payer", "claim_line__charge_line")
    )
    denied: dict[UUID, list[Denial]] = defaultdict(list)
    for one in Denial.objects.filter(line__in=[line.pk for line in lines]).order_by("id"):
        denied[one.line_id].append(one)
    cases = [_case(actor, at, line, denied[line.pk]) for line in lines if denied[line.pk]]
    DenialCase.objects.bulk_create(cases)
    DenialStep.objects.bulk_create(_step(case, Step.OPENED, at=at) for case in cases)


def _open_about(charge_lines: Collection[UUID]) -> list[DenialCase]:
    found = DenialCase.objects.filter(claim_line__charge_line__in=charge_lines, closed_at=None)
    return list(found.select_related("claim_line"))


def _case(actor: Scope, at: datetime, line: RemittanceLine, denied: list[Denial]) -> DenialCase:
    claim = line.claim_line.claim
    chief = max(denied, key=lambda one: one.cents)
    parts = [
        Denied(claim.number, line.claim_line.control, one.group, one.reason, tuple(one.remarks), one.cents)
        for one in denied
    ]
    advice = case_of(
        parts, first_day=line.claim_line.day, decided_on=chief.decided_on, contract=terms_of(claim.contract)
    )
    return DenialCase(
        organization_id=actor.tenant, line=line, claim_line_id=line.claim_line_id, client_id=line.client_id,
        payer_id=claim.payer_id, group=advice.group, reason=chief.reason, remarks=chief.remarks, way=advice.way,
        gates=list(advice.gates), cents=advice.cents, decided_on=chief.decided_on, correct_by=advice.correct_by,
        appeal_by=advice.appeal_by, deadline=advice.deadline, opened_at=at,
    )  # fmt: skip


def take_up(*, actor: Member, at: datetime, case_id: UUID) -> None:
    """Take a case as one's own, also from somebody else. Raises Refused (DNL-001) if it is closed."""
    with transaction.atomic():
        case = open_case(case_id)
        DenialCase.objects.filter(pk=case.pk).update(owner=actor.membership_id)
        _add(case, Step.TAKEN, at=at, actor=actor)


def write_step(
    *, actor: Member, at: datetime, case_id: UUID, kind: Step, words: str, deadline: date | None = None
) -> None:
    """Write down what was done about a denied line; that it is overturned or upheld closes its case.

    kind      one of `WRITTEN`; with ASKED somebody else decides whether it is given up
    deadline  the day by which something has to happen next, from now on
    raises    Refused: VOID-001 without words, DNL-001 if it is closed, DNL-002 for a deadline before the decision
    """
    if kind not in WRITTEN:
        message = f"{kind} is not written down by hand"
        raise ValueError(message)
    refuse(editing.check_reason(words))
    with transaction.atomic():
        case = open_case(case_id)
        refuse([EARLY] if deadline and deadline < case.decided_on else [])
        if kind is Step.ASKED:
            DenialCase.objects.filter(pk=case.pk).update(asked_by=actor.membership_id)
        if kind in _ENDS:
            close_case(case, at=at, outcome=_ENDS[kind], actor=actor)
        note_step(case, kind, at=at, actor=actor, words=words, deadline=deadline)


@transaction.atomic
def correct(*, actor: Member, at: datetime, case_id: UUID, reason: Reason, words: str) -> UUID:
    """Make the claim that takes the place of the denied one, from what was mended since; return it.

    Where the payer took none of the claim, a new one goes out, and what was booked as denied is asked for again.

    raises  Refused: VOID-001 without words, DNL-001 if it is closed, CLM-005, CLM-006, CLM-008
    """
    refuse(editing.check_reason(words))
    case = open_case(case_id)
    claim_id, is_unprocessable = case.claim_line.claim_id, case.way == Way.ANEW
    made = correct_decided(
        actor=actor, at=at, claim_id=claim_id, reason=reason, words=words, is_unprocessable=is_unprocessable
    )
    if is_unprocessable:
        _ask_again(claim_id, actor=actor, at=at)
    for one in DenialCase.objects.filter(claim_line__claim=claim_id, closed_at=None):
        _step(one, Step.REMADE, at=at, actor=actor, words=words, made_id=made).save(force_insert=True)
    return made


def _ask_again(claim_id: UUID, *, actor: Member, at: datetime) -> None:
    """Take back what was booked as denied of a claim that the payer took none of."""
    lines = RemittanceLine.objects.filter(claim_line__claim=claim_id, cases__isnull=False).values("pk")
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    booked = Entry.objects.filter(
        ~Exists(undone), transaction__source=Source.REMITTANCE_LINE, transaction__source_id__in=lines,
        transaction__kind=Kind.ADJUSTMENT, account=Account.DENIED,
    )  # fmt: skip
    for transaction_id in list(booked.values_list("transaction", flat=True)):
        reverse(actor=actor, at=at, transaction_id=transaction_id, reason=ASKED_AGAIN)


def give_up(*, actor: Member, at: datetime, case_id: UUID) -> None:
    """Let go of a denied line that another asked to give up; the ledger has it among what was denied.

    raises  Refused: DNL-001 if it is closed, DNL-003 if nobody asked, WOF-003 by who asked, WOF-004 above the limit
    """
    with transaction.atomic():
        case, asked_by = _asked(case_id)
        refuse(
            approving.check(
                cents=case.cents, asked_by=asked_by, approver=actor.membership_id, roles=actor.roles,
                limits=writeoffs.limits(),
            )
        )  # fmt: skip
        close_case(case, at=at, outcome=End.GIVEN_UP, actor=actor)
        _add(case, Step.GIVEN_UP, at=at, actor=actor)


def keep_on(*, actor: Member, at: datetime, case_id: UUID) -> None:
    """Say no to giving it up, or take one's own question back. Raises Refused: DNL-001, DNL-003."""
    with transaction.atomic():
        case, _ = _asked(case_id)
        DenialCase.objects.filter(pk=case.pk).update(asked_by=None)
        _add(case, Step.KEPT, at=at, actor=actor)


def open_case(case_id: UUID) -> DenialCase:
    """Return a case that is open, locked. Raises Refused (DNL-001) if it is closed, or not to be seen."""
    case = DenialCase.objects.select_for_update().filter(pk=case_id, closed_at=None).first()
    if case is None:
        raise Refused(CLOSED)
    return case


def _asked(case_id: UUID) -> tuple[DenialCase, UUID]:
    """Return a case that somebody asked to give up, and who."""
    case = open_case(case_id)
    if case.asked_by_id is None:
        raise Refused(NOT_ASKED)
    return case, case.asked_by_id


def close_case(case: DenialCase, *, at: datetime, outcome: End, actor: Member | None = None) -> None:
    """End a case; `actor` is None where an answer of the payer ended it."""
    case.outcome, case.closed_at, case.closed_by_id = outcome, at, actor.membership_id if actor else None
    case.save(update_fields=["outcome", "closed_at", "closed_by"])


def note_step(
    case: DenialCase, kind: Step, *, at: datetime, actor: Member, words: str, deadline: date | None = None
) -> None:  # fmt: skip
    """Add a step to a case; a deadline that it sets holds for the case from now on."""
    if deadline:
        DenialCase.objects.filter(pk=case.pk).update(deadline=deadline, is_by_hand=True)
    _add(case, kind, at=at, actor=actor, words=words, deadline=deadline)


def _add(
    case: DenialCase, kind: Step, *, at: datetime, actor: Member | None = None, words: str = "",
    deadline: date | None = None,
) -> None:  # fmt: skip
    _step(case, kind, at=at, actor=actor, words=words, deadline=deadline).save(force_insert=True)


def _step(
    case: DenialCase, kind: Step, *, at: datetime, actor: Member | None = None, words: str = "",
    deadline: date | None = None, made_id: UUID | None = None,
) -> DenialStep:  # fmt: skip
    return DenialStep(
        organization_id=case.organization_id, case=case, client_id=case.client_id, kind=kind,
        words=words.strip() or None, deadline=deadline, made_id=made_id, at=at,
        by_id=actor.membership_id if actor else None,
    )  # fmt: skip
