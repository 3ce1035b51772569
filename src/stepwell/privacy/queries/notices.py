"""The organization's texts, which of them a client has been given, and which they were asked to read by a link."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stepwell.privacy.models import Acknowledgement, NoticeRequest, NoticeVersion
from stepwell.privacy.vocabulary import ACKNOWLEDGEMENT_LABELS, NOTICE_KIND_LABELS, AcknowledgementWay, NoticeKind


@dataclass(frozen=True)
class TextRow:
    """A kind of text: the version in force, the one to come, and how many there were."""

    kind: NoticeKind
    label: str
    current: NoticeVersion | None
    coming: NoticeVersion | None
    versions: int


@dataclass(frozen=True)
class GivenRow:
    """A text as a client stands to it: given in the version of today, in an older one, or never."""

    label: str
    notice: NoticeVersion
    acknowledgement_id: UUID | None
    number: int | None
    how: str
    given_at: datetime | None
    reason: str

    @property
    def is_current(self) -> bool:
        """Whether the client was given the version in force."""
        return self.number == self.notice.number


@dataclass(frozen=True)
class Asked:
    """What the holder of a link is asked to read, in the order in which texts are kept.

    signed   keys of those that they signed by this link
    signer   the name they signed the last of them with, or ""
    clinic   who asks
    """

    request: NoticeRequest
    notices: list[NoticeVersion]
    signed: frozenset[UUID]
    signer: str
    clinic: str

    @property
    def left(self) -> list[int]:
        """The numbers, from 1, of those not signed yet."""
        return [number for number, one in enumerate(self.notices, start=1) if one.pk not in self.signed]


def texts(*, on: date) -> list[TextRow]:
    """Return every kind of text as it stands on a day. One query."""
    versions = list(NoticeVersion.objects.defer("text").order_by("-number"))
    return [_text_row(kind, [one for one in versions if one.kind == kind], on) for kind in NoticeKind]


def _text_row(kind: NoticeKind, versions: list[NoticeVersion], on: date) -> TextRow:
    return TextRow(
        kind=kind,
        label=NOTICE_KIND_LABELS[kind],
        current=next((one for one in versions if one.effective_on <= on), None),
        coming=next((one for one in versions if one.effective_on > on), None),
        versions=len(versions),
    )


def notice(notice_id: UUID) -> NoticeVersion | None:
    """Return one version of a text with its words, or None."""
    return NoticeVersion.objects.filter(pk=notice_id).first()


def versions_of(kind: NoticeKind) -> list[NoticeVersion]:
    """Return every version of a text without its words, the newest first."""
    return list(NoticeVersion.objects.filter(kind=kind).defer("text").order_by("-number"))


def given_to(client_id: UUID, *, on: date) -> list[GivenRow]:
    """Return how a client stands to each text in force on a day. Two queries."""
    given = Acknowledgement.objects.filter(client=client_id, voided_at=None).select_related("notice")
    newest = {row.notice.kind: row for row in given.order_by("notice__number", "given_at")}
    current = [row.current for row in texts(on=on) if row.current]
    return [_given_row(text, newest.get(text.kind)) for text in current]


def _given_row(text: NoticeVersion, row: Acknowledgement | None) -> GivenRow:
    return GivenRow(
        label=text.title,
        notice=text,
        acknowledgement_id=row.pk if row else None,
        number=row.notice.number if row else None,
        how=ACKNOWLEDGEMENT_LABELS[AcknowledgementWay(row.way)] if row else "",
        given_at=row.given_at if row else None,
        reason=(row.reason or "") if row else "",
    )


def asked_of_visitor(request_id: UUID) -> Asked | None:
    """Return what the link of the current visitor asks to read; None unless it opens this request. Three queries."""
    request = NoticeRequest.objects.filter(pk=request_id).select_related("organization").first()
    if request is None:
        return None
    order = list(NoticeKind)
    found = NoticeVersion.objects.filter(pk__in=request.notices)
    notices = sorted(found, key=lambda one: order.index(NoticeKind(one.kind)))
    by_link = Acknowledgement.objects.filter(request=request, voided_at=None)
    signed = list(by_link.select_related("signature").order_by("given_at"))
    return Asked(
        request=request,
        notices=notices,
        signed=frozenset(one.notice_id for one in signed),
        signer=signed[-1].signature.signer if signed else "",
        clinic=request.organization.name,
    )
