"""Letting questions to payers leave. A crash between any two steps loses none, sends none twice, leaves none to guess.

As with claims: a file is laid down whole beside the folder (`spooled_at`), then moved into it as the database is told
(`left_at`). What lies beside the folder has not left; what was laid there and does not lie there any more, has.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet

from stepwell.clients.models import Demographics
from stepwell.coverage.actions.asking import NO_HABIT
from stepwell.coverage.actions.checks import NO_CONSENT, TELLS
from stepwell.coverage.asking import FIRST_NUMBER, LAST_NUMBER, Asked
from stepwell.coverage.models import EligibilityRequest, Policy
from stepwell.coverage.queries import asking as queries
from stepwell.coverage.rules import asking as rules
from stepwell.coverage.rules.asking import About
from stepwell.coverage.vocabulary import Holder
from stepwell.kernel.findings import Refused
from stepwell.platform.outbound import Gateway, folder_of
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope, acting
from stepwell.privacy.actions.disclosures import disclose
from stepwell.privacy.queries import consents
from stepwell.privacy.queries.consents import ConsentRow
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import BASIS_OF, Enclosure, Notice, Purpose, RecipientKind, Way
from stepwell.x12.writing.parties import Person

WHAT = "asked by file what the plan pays for"


def send(*, scope: Scope, at: datetime) -> int:
    """Make the files of all questions that are about to leave, and let them; return how many left.

    Each step is a transaction of its own: what a crash interrupted, the next run ends.
    """
    gateway = folder_of(scope.tenant)
    with acting(scope):
        waiting = list(_queued().order_by("asked_at", "id").values_list("pk", flat=True))
    left = 0
    for request_id in waiting:
        with acting(scope):
            _make(request_id, scope=scope, at=at)
        with acting(scope):
            _spool(request_id, gateway, at=at)
        with acting(scope):
            left += _leave(request_id, gateway, at=at)
    return left


def _queued() -> QuerySet[EligibilityRequest]:
    return EligibilityRequest.objects.filter(state=Asked.QUEUED)


def _locked(request_id: UUID) -> EligibilityRequest | None:
    """Return a question that has not left, if nobody else lets it leave at this moment."""
    return _queued().filter(pk=request_id).select_for_update(skip_locked=True).first()


def _make(request_id: UUID, *, scope: Scope, at: datetime) -> None:
    """Give a question its number and its file, or say why there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 270))", [str(scope.tenant)])
    row = _locked(request_id)
    if row is None or row.number is not None:
        return
    habit = queries.habits().to(row.payer_id)
    if habit is None:
        _stop(row, NO_HABIT.code, at=at)
        return
    if _consent(row, at=at) is None:
        _stop(row, NO_CONSENT.code, at=at)
        return
    number, organization = _next_number(), Organization.objects.get()
    local = at.astimezone(ZoneInfo(organization.time_zone))
    try:
        text = rules.written(
            _about(row, organization), habit, service_types=tuple(row.service_types), first=row.first, number=number,
            at=local,
        )  # fmt: skip
    except Refused as refused:
        _stop(row, refused.findings[0].code, at=at)
        return
    EligibilityRequest.objects.filter(pk=row.pk).update(
        number=number, name=rules.name_of(number), text=text, digest=rules.digest(text)
    )


def _next_number() -> int:
    """Return a number that no file had; only whoever holds the lock of sending asks."""
    last = EligibilityRequest.objects.order_by("-number").exclude(number=None).values_list("number", flat=True).first()
    number = (last or FIRST_NUMBER - 1) + 1
    assert number <= LAST_NUMBER  # noqa: S101 (half a thousand million questions later)
    return number


def _spool(request_id: UUID, gateway: Gateway, *, at: datetime) -> None:
    row = _locked(request_id)
    if row and row.text and row.spooled_at is None:
        gateway.spool(row.name, row.text.encode("ascii"))
        EligibilityRequest.objects.filter(pk=row.pk).update(spooled_at=at)


def _leave(request_id: UUID, gateway: Gateway, *, at: datetime) -> bool:
    """Let a file leave that lies beside the folder, or write down that it did; return whether it has left.

    The consent is asked at this moment. If it is missing now, the file is thrown away and its number never used again.
    """
    row = _locked(request_id)
    if row is None or row.spooled_at is None:
        return False
    has_left = not gateway.lies_there(row.name)
    instant = row.spooled_at if has_left else at
    consent = _consent(row, at=instant)
    if consent is None:
        _stop(row, NO_CONSENT.code, at=at)
        gateway.discard(row.name)
        return False
    made = disclose(actor=None, at=at, client_id=row.client_id, leaving=_leaving(row, consent), disclosed_at=instant)
    EligibilityRequest.objects.filter(pk=row.pk).update(
        state=Asked.SENT, state_at=instant, left_at=instant, disclosure=made
    )
    if not has_left:
        gateway.release(row.name)
    return True


def _stop(row: EligibilityRequest, code: str, *, at: datetime) -> None:
    EligibilityRequest.objects.filter(pk=row.pk).update(state=Asked.STOPPED, state_at=at, code=code)


def _consent(row: EligibilityRequest, *, at: datetime) -> ConsentRow | None:
    use = Use(Recipient(RecipientKind.PAYER, row.payer.name), TELLS, Purpose.BENEFITS)
    return consents.in_force(row.client_id, use=use, at=at)


def _leaving(row: EligibilityRequest, consent: ConsentRow) -> Leaving:
    return Leaving(
        basis=BASIS_OF[consent.kind], recipient=Recipient(RecipientKind.PAYER, row.payer.name), categories=TELLS,
        purpose=Purpose.BENEFITS, what=WHAT, way=Way.ELECTRONIC, consent=consent.id, notice=Notice.SHORT,
        enclosure=Enclosure.SCOPE,
    )  # fmt: skip


def _about(row: EligibilityRequest, organization: Organization) -> About:
    policy = Policy.objects.select_related("client").get(pk=row.policy_id)
    client = policy.client
    born = Demographics.objects.filter(client=client).values_list("birth_date", flat=True).first()
    return About(
        payer=row.payer.name, payer_id=row.payer.payer_id, clinic=organization.legal_name, npi=organization.npi,
        client=Person(last=client.last_name, first=client.first_name, middle=client.middle_name), born=born,
        member_id=policy.member_id or "", holder=(policy.holder_name or "") if policy.holder == Holder.OTHER else "",
        holder_born=rules.day_of(policy.holder_birth_date), relation=policy.holder_relation,
    )  # fmt: skip
