"""Papers of this room: as PDF, or as a page to print where PDF cannot be made."""

from importlib import resources
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from stepwell.platform.documents.pdf import NoPdf, pdf_of


def paper(request: HttpRequest, template: str, name: str, shown: dict[str, Any]) -> HttpResponse:
    """Return a paper as a download.

    template  a whole page, drawn for paper
    name      of the file, without a client's name
    """
    html = render_to_string(template, shown, request)
    css = resources.files("stepwell.privacy").joinpath("papers.css").read_text(encoding="utf-8")
    try:
        response = HttpResponse(pdf_of(html, css), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    except NoPdf as missing:
        response = render(request, "privacy/paper.html", {"why": str(missing), "paper": template, **shown})
    add_never_cache_headers(response)
    return response
