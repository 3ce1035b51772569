"""The organization's texts, and who was given them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.links import actions as links
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.privacy.models import Acknowledgement, NoticeRequest, NoticeVersion
from stepwell.privacy.starting import starting_text
from stepwell.privacy.vocabulary import AcknowledgementWay, NoticeKind

PURPOSE = "notices"
EMPTY = Finding("TXT-001", "Write the text.", "text")
SAME = Finding("TXT-002", "This is word for word the version before. Change the text, or say that counsel reviewed it.")
TOO_EARLY = Finding(
    "TXT-003", "A text counts from today or later: what people were given before stays as it was.", "effective_on"
)
FASTER = Finding("TXT-004", "Somebody published a version meanwhile. Load the page again and compare.")
GIVEN = Finding("TXT-011", "This client acknowledged this version before.")
WHY_NOT = Finding("TXT-012", "Write why there is no signature, such as “did not want to sign today”.", "reason")
NO_NAME = Finding("TXT-013", "Write the name of whoever signs.", "name")


@dataclass(frozen=True)
class NewText:
    """A version to publish.

    is_reviewed  whether counsel has read it; a starting text says that nobody has
    """

    kind: NoticeKind
    text: str
    effective_on: date
    is_reviewed: bool


@transaction.atomic
def begin_texts(*, actor: Member, at: datetime) -> int:
    """Publish our starting text of every kind that the organization has none of; returns how many."""
    there = set(NoticeVersion.objects.values_list("kind", flat=True))
    missing = [kind for kind in NoticeKind if kind not in there]
    today = at.astimezone(actor.zone).date()
    for kind in missing:
        _publish(actor, at, NewText(kind, starting_text(kind), today, is_reviewed=False), number=1)
    return len(missing)


@transaction.atomic
def publish(*, actor: Member, at: datetime, new: NewText) -> NoticeVersion:
    """Publish a new version of a text; those before stay, with who acknowledged them.

    raises  Refused: TXT-001 to TXT-004
    """
    before = NoticeVersion.objects.filter(kind=new.kind).order_by("-number").first()
    same = before is not None and before.text == new.text.strip() and before.is_starting is not new.is_reviewed
    wrong = {
        EMPTY: not new.text.strip(),
        SAME: same,
        TOO_EARLY: new.effective_on < at.astimezone(actor.zone).date(),
    }
    refuse(finding for finding, is_wrong in wrong.items() if is_wrong)
    last = NoticeVersion.objects.filter(kind=new.kind).aggregate(last=Max("number"))["last"] or 0
    return _publish(actor, at, new, number=last + 1)


def _publish(actor: Member, at: datetime, new: NewText, *, number: int) -> NoticeVersion:
    version = NoticeVersion(
        organization_id=actor.organization_id,
        kind=new.kind,
        number=number,
        text=new.text.strip(),
        effective_on=new.effective_on,
        is_starting=not new.is_reviewed,
        account_id=actor.account_id,
        published_at=at,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(FASTER) from error
    return version


@transaction.atomic
def acknowledge(
    *, actor: Member, at: datetime, client_id: UUID, notice: NoticeVersion, name: str, mark: Mark
) -> Acknowledgement:
    """Record that a client, or whoever may sign for them, was given a text and signed for it on this screen.

    A link that asks for this text opens nothing any more.

    name    of the signer
    raises  Refused: TXT-011, TXT-013
    """
    refuse([] if name.strip() else [NO_NAME])
    _refuse_twice(client_id, notice)
    what = signed_words(client_id, notice)
    signature = signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=name.strip())
    end_links(client_id, at=at, notice_id=notice.pk)
    return _given(actor, at, client_id, notice, AcknowledgementWay.SIGNED, signature_id=signature.pk)


@transaction.atomic
def note_unsigned(
    *, actor: Member, at: datetime, client_id: UUID, notice: NoticeVersion, reason: str
) -> Acknowledgement:
    """Record that a client was given a text and did not sign. Raises Refused: TXT-011, TXT-012."""
    refuse([] if reason.strip() else [WHY_NOT])
    _refuse_twice(client_id, notice)
    end_links(client_id, at=at, notice_id=notice.pk)
    return _given(actor, at, client_id, notice, AcknowledgementWay.DECLINED, reason=reason.strip())


@transaction.atomic
def void_acknowledgement(*, actor: Member, at: datetime, acknowledgement: Acknowledgement, reason: str) -> None:
    """Set an acknowledgement aside that was made for another client. Raises Refused: VOID-001, VOID-002."""
    editing.void(acknowledgement, at=at, membership_id=actor.membership_id, reason=reason)


def signed_words(client_id: UUID, notice: NoticeVersion) -> signatures.Subject:
    """Return what somebody signs who acknowledges a text."""
    label = f"{notice.title}, version {notice.number}"
    return signatures.Subject(label, notice.text.encode(), Category.CONSENTS, client_id)


def end_links(client_id: UUID, *, at: datetime, notice_id: UUID | None = None) -> int:
    """End the links by which a client is asked to read texts, or one text; returns how many."""
    asked = NoticeRequest.objects.filter(client=client_id)
    if notice_id:
        asked = asked.filter(notices__contains=[notice_id])
    requests = list(asked.values_list("pk", flat=True))
    return sum(links.revoke_all(actor=current.get(), at=at, purpose=PURPOSE, subject=key) for key in requests)


def _refuse_twice(client_id: UUID, notice: NoticeVersion) -> None:
    if Acknowledgement.objects.filter(client=client_id, notice=notice, voided_at=None).exists():
        raise Refused(GIVEN)


def _given(
    actor: Member,
    at: datetime,
    client_id: UUID,
    notice: NoticeVersion,
    way: AcknowledgementWay,
    *,
    signature_id: UUID | None = None,
    reason: str | None = None,
) -> Acknowledgement:
    given = Acknowledgement(
        organization_id=actor.organization_id,
        client_id=client_id,
        notice=notice,
        way=way,
        given_at=at,
        signature_id=signature_id,
        reason=reason,
        given_by_id=actor.membership_id,
    )
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(GIVEN) from error
    return given
