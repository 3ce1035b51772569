"""PDF of a page of ours, by WeasyPrint, which may fetch nothing: no file, no address, no picture but those in the page.

Its system library (Pango) may be missing. Then the page itself can be printed from the browser, and `NoPdf` says what
would add the library.
"""

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

COMMAND = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core"


class NoPdf(Exception):
    """PDF cannot be made on this machine; the message says which command changes that."""

    def __init__(self) -> None:
        super().__init__(
            f"Letters as PDF need a system library. Whoever runs this installation adds it with: {COMMAND}"
        )


class AskedForMore(Exception):
    """A page to print named a file or an address; all of it must stand in the page."""


def pdf_of(html: str, css: str) -> bytes:
    """Return a page as PDF/UA, which screen readers can read.

    html    a whole page, with its language and title
    css     its only style sheet
    raises  NoPdf, AskedForMore
    """
    weasyprint = _weasyprint()
    fetcher = _nothing_to_fetch(weasyprint)
    sheet = weasyprint.CSS(string=css, url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    try:
        written: bytes = page.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as error:  # no Exception: it would take the web server's thread along
        raise AskedForMore from error
    return written


@cache
def _weasyprint() -> ModuleType:
    # Not imported above: it takes two seconds and 60 MB, and fails on machines without Pango, which run all else.
    try:
        return import_module("weasyprint")
    except OSError as error:
        raise NoPdf from error


def _nothing_to_fetch(weasyprint: ModuleType) -> Any:
    class Nothing(weasyprint.URLFetcher):  # type: ignore[misc,name-defined]  # known at run time only
        def fetch(self, url: str, headers: Any = None) -> NoReturn:
            del url, headers
            raise weasyprint.urls.FatalURLFetchingError

    return Nothing()
