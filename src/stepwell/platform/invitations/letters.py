"""The letter that carries the code of an invitation: to print from the browser, or as PDF."""

from importlib import resources

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from stepwell.platform.documents.pdf import pdf_of
from stepwell.platform.links.actions import Made
from stepwell.platform.tenancy.models import Membership


def words_of(membership: Membership, made: Made, clinic: str) -> dict[str, object]:
    """Return what both forms of the letter say."""
    return {
        "name": membership.name,
        "clinic": clinic,
        "address": settings.CLINIC_URL.rstrip("/") + reverse("links:enter"),
        "code": made.secret,
        "expires_at": made.link.expires_at,
    }


def pdf(words: dict[str, object]) -> bytes:
    """Return the letter as PDF; raises NoPdf where that cannot be made."""
    css = resources.files(__package__).joinpath("letter.css").read_text(encoding="utf-8")
    return pdf_of(render_to_string("invitations/letter_pdf.html", words), css)
