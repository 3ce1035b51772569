"""What axe and a ruler find on a page: light on a phone, dark on a desk."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = (("light", 390), ("dark", 1280))
_SCRIPT = Axe().axe_script
# Listing what is in order takes a third of the time. What axe would load before it looks breaks the pages' policy.
_RUN = "but => axe.run(but ? {exclude: [[but]]} : document, {resultTypes: ['violations'], preload: false})"


def troubles(page: Page, *, but: str = "") -> list[Any]:
    """Return what axe finds on a page as it stands, and how much wider than the window it is, in each look.

    but  a part that axe leaves out, as a selector: one that was looked at on another page
    Nothing moves meanwhile: axe would see the colors on their way from one look to the other.
    """
    found = []
    page.evaluate(_SCRIPT)
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        violations = [(each["id"], each["nodes"][0]["html"]) for each in page.evaluate(_RUN, but)["violations"]]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [(page.url, scheme, width, *each) for each in violations]
        found += [(page.url, scheme, width, "too wide", wider)] if wider > 0 else []
    return found
