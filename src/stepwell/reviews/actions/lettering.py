"""The letter to the client, as PDF with their documents: filed with the discharge, in newer versions afterwards."""

from datetime import datetime
from importlib import resources

from django.template.loader import render_to_string

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.documents.queries import versions_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.reviews.models import Discharge
from stepwell.reviews.queries.letters import Letter, letter_of

UNDONE = "The discharge was undone."
TITLE = "Letter at the end of care"
NO_LETTER = Finding("DIS-032", "Nobody gets a letter about this discharge.")


def content_of(letter: Letter) -> bytes:
    """Return a letter as PDF. Raises NoPdf."""
    css = resources.files("stepwell.reviews").joinpath("letter.css").read_text(encoding="utf-8")
    return pdf_of(render_to_string("reviews/letter_pdf.html", {"letter": letter}), css)


def file_letter(*, actor: Member, at: datetime, discharge: Discharge) -> Document | None:
    """File the letter of a discharge that is being signed; None if nobody gets one, or no PDF can be made here.

    A machine that makes no PDF keeps nobody from signing: the page of the letter says that it is not filed.
    """
    letter = letter_of(discharge, clinic=actor.organization_name)
    try:
        return _add(at, discharge, letter) if letter else None
    except NoPdf:
        return None


def keep_letter(*, actor: Member, at: datetime, discharge: Discharge) -> Document:
    """File the letter as it reads now, as a new version. Raises Refused (DIS-032, DOC-006), NoPdf."""
    letter = None if discharge.voided_at else letter_of(discharge, clinic=actor.organization_name)
    if letter is None:
        raise Refused(NO_LETTER)
    return _add(at, discharge, letter, previous=newest_of(discharge))


def newest_of(discharge: Discharge) -> Document | None:
    """Return the newest version of the letter that was filed with a discharge, None if none was."""
    return next(reversed(versions_of(discharge.letter_id)), None) if discharge.letter_id else None


def withdraw_letter(*, at: datetime, discharge: Discharge) -> None:
    """Take the letter of a discharge that is undone out of the record, in all its versions. Raises Refused."""
    for version in versions_of(discharge.letter_id) if discharge.letter_id else ():
        if not version.withdrawals.exists():
            documents.withdraw_document(actor=current.get(), at=at, document=version, reason=UNDONE)


def _add(at: datetime, discharge: Discharge, letter: Letter, *, previous: Document | None = None) -> Document:
    content = content_of(letter)
    upload = Upload(f"{TITLE}.pdf", content, len(content))
    return documents.add_document(
        actor=current.get(), at=at, upload=upload, category=Category.CHART, client=discharge.client_id,
        previous=previous,
    )  # fmt: skip
