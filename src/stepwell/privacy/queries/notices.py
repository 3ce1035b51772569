"""The organization's texts, and which of them a client has been given."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stepwell.privacy.models import Acknowledgement, NoticeVersion
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
