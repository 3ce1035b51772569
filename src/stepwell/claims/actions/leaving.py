"""Letting files leave. A crash between any two steps loses no claim, sends none twice, and leaves nothing to guess.

A file that was made is first laid down whole beside the folder (`spooled_at`), then moved into it while the database is
told (`left_at`). What lies beside the folder has not left; what was laid there and does not lie there any more, has.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.billing.queries.days import CLAIM_TELLS
from stepwell.claims.actions.judging import keep
from stepwell.claims.actions.moving import Move, move_all
from stepwell.claims.actions.preparing import prepare, stop
from stepwell.claims.models import Claim, OutboundFile, OutboundText
from stepwell.claims.queries.charged import is_protected
from stepwell.claims.queries.consents import Told, consents_to_tell
from stepwell.claims.rules.scrubbing.records import NO_CONSENT
from stepwell.claims.vocabulary import State
from stepwell.platform.outbound import Gateway, folder_of
from stepwell.platform.walls.scope import Scope, acting
from stepwell.privacy.actions.disclosures import disclose_all
from stepwell.privacy.queries.consents import ConsentRow
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import BASIS_OF, Enclosure, Notice, Purpose, RecipientKind, Way

WHAT = "claim for days of care"


def gateway_of(scope: Scope) -> Gateway:
    """Return the way by which an organization's files leave."""
    return folder_of(scope.tenant)


def send(*, scope: Scope, at: datetime) -> int:
    """Make files of all claims that are about to leave, and let every file leave that has not; return how many left.

    Each step is a transaction of its own: what a crash interrupted, the next run ends.
    """
    gateway = gateway_of(scope)
    with acting(scope):
        prepare(scope=scope, at=at)
    with acting(scope):
        waiting = list(_waiting().order_by("interchange").values_list("pk", flat=True))
    left = 0
    for file_id in waiting:
        with acting(scope):
            _spool(file_id, gateway, at=at)
        with acting(scope):
            left += _leave(file_id, gateway, scope=scope, at=at)
    with acting(scope):
        withdrawn = OutboundFile.objects.filter(withdrawn_at__isnull=False, spooled_at__isnull=False)
        names = list(withdrawn.values_list("name", flat=True))
    for name in names:
        gateway.discard(name)
    return left


def _waiting() -> QuerySet[OutboundFile]:
    return OutboundFile.objects.filter(left_at=None, withdrawn_at=None)


def _locked(file_id: UUID) -> OutboundFile | None:
    """Return a file that has not left, if nobody else lets it leave at this moment."""
    return _waiting().filter(pk=file_id).select_for_update(skip_locked=True).first()


def _spool(file_id: UUID, gateway: Gateway, *, at: datetime) -> None:
    file = _locked(file_id)
    if file and file.spooled_at is None:
        gateway.spool(file.name, OutboundText.objects.get(file=file).text.encode("ascii"))
        OutboundFile.objects.filter(pk=file.pk).update(spooled_at=at)


def _leave(file_id: UUID, gateway: Gateway, *, scope: Scope, at: datetime) -> bool:
    """Let a file leave that lies beside the folder, or write down that it did; return whether it has left.

    Consents are asked at this moment. If one is missing now, the whole file is withdrawn, and all but the claims that
    lack it go into the next one.
    """
    file = _locked(file_id)
    if file is None or file.spooled_at is None:
        return False
    has_left = not gateway.lies_there(file.name)
    instant = file.spooled_at if has_left else at
    rows = list(Claim.objects.filter(files__file=file).select_related("payer", "program").order_by("number"))
    protected = [row for row in rows if is_protected(row.program)]
    agreed = consents_to_tell((_told(row) for row in protected), at=instant)
    missing = [row for row in protected if _told(row) not in agreed]
    if missing and not has_left:
        _withdraw(file, missing, scope=scope, at=at)
        return False
    _disclose(protected, agreed, at=at, instant=instant)
    steps = [Move(claim_id=row.pk, to=State.SENT, outbound_id=file.pk) for row in rows]
    move_all(actor=scope, at=instant, steps=steps)
    _end_corrected(rows, file, scope=scope, at=instant)
    OutboundFile.objects.filter(pk=file.pk).update(left_at=instant)
    if not has_left:
        gateway.release(file.name)
    return True


def _told(row: Claim) -> Told:
    return row.client_id, row.payer.name


def _disclose(rows: Sequence[Claim], agreed: dict[Told, ConsentRow], *, at: datetime, instant: datetime) -> None:
    leavings = [(row.client_id, _leaving(row, agreed[_told(row)])) for row in rows if _told(row) in agreed]
    disclose_all(actor=None, at=at, leavings=leavings, disclosed_at=instant)


def _leaving(row: Claim, consent: ConsentRow) -> Leaving:
    return Leaving(
        basis=BASIS_OF[consent.kind], recipient=Recipient(RecipientKind.PAYER, row.payer.name),
        categories=CLAIM_TELLS, purpose=Purpose.PAYMENT, what=f"{WHAT}, {row.number}", way=Way.ELECTRONIC,
        consent=consent.id, notice=Notice.SHORT, enclosure=Enclosure.SCOPE,
    )  # fmt: skip


def _withdraw(file: OutboundFile, missing: Sequence[Claim], *, scope: Scope, at: datetime) -> None:
    OutboundFile.objects.filter(pk=file.pk).update(withdrawn_at=at)
    keep(missing, [[NO_CONSENT]] * len(missing), at=at)
    stop(missing, {row.pk: NO_CONSENT.code for row in missing}, scope=scope, at=at)


_ENDS_AS = {"7": State.REPLACED, "8": State.VOIDED}


def _end_corrected(rows: Sequence[Claim], file: OutboundFile, *, scope: Scope, at: datetime) -> None:
    """End the claims that these replace or void: from now on the payer is asked otherwise."""
    corrected = {row.replaces_id: _ENDS_AS[row.frequency] for row in rows if row.replaces_id}
    open_ones = Claim.objects.filter(pk__in=corrected).exclude(state__in=_ENDS_AS.values())
    steps = [Move(claim_id=each.pk, to=corrected[each.pk], outbound_id=file.pk) for each in open_ones]
    if steps:
        move_all(actor=scope, at=at, steps=steps)
