"""Keeping the letter to the client with their documents."""

from datetime import datetime

from stepwell.platform.documents import actions as documents
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.reviews.models import Discharge

TITLE = "Letter at the end of care"


def keep_letter(*, actor: Member, at: datetime, discharge: Discharge, content: bytes) -> Document:
    """Keep the letter of a discharge, as PDF, with the client's documents. Raises Refused (DOC-001 ...)."""
    del actor  # the scope names who
    upload = Upload(f"{TITLE}.pdf", content, len(content))
    return documents.add_document(
        actor=current.get(), at=at, upload=upload, category=Category.CHART, client=discharge.client_id
    )
