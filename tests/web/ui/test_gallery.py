"""The gallery draws every part; nothing of it is left unrendered."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from stepwell.platform.ui import assets, icons, views

UI = Path(views.__file__).parent
STATIC = UI / "static"
COMPONENTS = sorted(path.stem for path in (UI / "templates" / "cotton").glob("*.html"))
PAGES = (views.gallery_parts, views.gallery_forms, views.gallery_charts, views.gallery_client)
ERRORS = ("400", "403", "403_csrf", "404", "429", "500")
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script>")
View = Callable[[HttpRequest], HttpResponse]


@pytest.mark.parametrize("view", PAGES)
def test_no_component_is_left_as_written(view: View, request_for: Callable[[str], HttpRequest]) -> None:
    page = view(request_for("/ui/")).content.decode()

    assert "<c-" not in page
    assert "{%" not in page


@pytest.mark.parametrize("view", PAGES)
def test_no_page_needs_inline_style_or_script(view: View, request_for: Callable[[str], HttpRequest]) -> None:
    assert INLINE.findall(view(request_for("/ui/")).content.decode()) == []


@pytest.mark.parametrize("view", PAGES)
def test_ids_stand_once(view: View, request_for: Callable[[str], HttpRequest]) -> None:
    ids = re.findall(r'\sid="([^"]+)"', view(request_for("/ui/")).content.decode())

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("view", PAGES)
def test_the_gallery_is_open_to_anyone(view: View) -> None:
    assert getattr(view, "login_required", True) is False


def test_the_gallery_shows_every_component() -> None:
    shown = "".join(path.read_text() for path in (UI / "templates" / "ui").rglob("*.html"))
    names = {name: f"<c-{name.replace('_', '-')}" for name in COMPONENTS}

    assert [name for name, tag in names.items() if not re.search(rf"{tag}[\s>]", shown)] == []


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_no_context(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert "<c-" not in page
    assert INLINE.findall(page) == []


def test_the_last_error_page_links_only_to_files_that_exist() -> None:
    links = re.findall(r'href="/static/([^"]+)"', render_to_string("500.html"))

    assert links != []
    assert [link for link in links if not (STATIC / link).is_file()] == []


def test_every_asset_exists() -> None:
    paths = (
        *assets.stylesheets(),
        *assets.modules(),
        *assets.CLASSIC_SCRIPTS,
        assets.PRELOADED_STYLE,
        assets.PRELOADED_FONT,
        assets.SIGNATURE_LIBRARY,
        assets.SIGNATURE_MODULE,
    )

    assert [path for path in paths if not (STATIC / path).is_file()] == []


def test_every_style_sheet_is_linked() -> None:
    assert {f"ui/css/{path.name}" for path in (STATIC / "ui" / "css").glob("*.css")} <= set(assets.stylesheets())


def test_an_unknown_icon_says_how_to_add_it() -> None:
    with pytest.raises(icons.UnknownIcon, match=r"frontend/icons\.txt"):
        icons.svg("../../vendor")


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert icons.svg("sun").startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path')


@pytest.mark.parametrize(
    ("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("system", "system"), ("pink", None)]
)
def test_the_appearance_is_kept_in_the_browser(chosen: str, kept: str | None) -> None:
    response = views.theme(RequestFactory().post("/ui/theme/", {"theme": chosen, "next": "/today/"}))

    assert response["Location"] == "/today/"
    assert (response.cookies["theme"].value if "theme" in response.cookies else None) == kept


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_appearance_leads_nowhere_else(elsewhere: str) -> None:
    response = views.theme(RequestFactory().post("/ui/theme/", {"theme": "dark", "next": elsewhere}))

    assert response["Location"] == "/"


def test_a_page_comes_in_the_chosen_appearance() -> None:
    request = RequestFactory().get("/ui/")
    request.COOKIES["theme"] = "dark"

    assert '<html lang="en" data-bs-theme="dark">' in views.gallery_parts(request).content.decode()
