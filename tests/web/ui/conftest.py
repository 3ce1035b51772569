"""A staff page without a database: the layouts need a request and who is acting, nothing else."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from stepwell.platform.ui import navigation
from tests.web.ui.somebody import Somebody


@pytest.fixture(autouse=True)
def _own_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.ui.urls"
    settings.IDLE_MINUTES = 15


@pytest.fixture(autouse=True)
def _empty_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_places", {})


@pytest.fixture
def places() -> None:
    """Supply every place of the frame."""
    names = ("find", "account", "organizations", "stay")
    for name in names:
        navigation.register_place(navigation.Place(name), name)
    navigation.register_place(navigation.Place.SIGN_OUT, "out")


@pytest.fixture
def staff_page() -> Callable[..., str]:
    """Render a page in the staff layout for a member."""

    def render(member: Somebody | None = None, path: str = "/today/", body: str = "") -> str:
        source = '{% extends "layouts/staff.html" %}{% block title %}Today{% endblock %}' + body
        request = RequestFactory().get(path)
        if member is not None:
            request.acting = SimpleNamespace(member=member)  # type: ignore[attr-defined]
        return engines["django"].from_string(source).render({}, request)

    return render


@pytest.fixture
def request_for() -> Callable[[str], HttpRequest]:
    """Make a GET request for a path."""
    return RequestFactory().get
