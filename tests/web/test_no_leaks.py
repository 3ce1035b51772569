"""No client data in logs, in error pages, or in what a browser keeps."""

import io
import logging
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from stepwell.clients import queries
from stepwell.config import urls
from stepwell.config.logs import WithoutWords
from stepwell.platform.tenancy.permissions import members
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
NAME = "Zebulon-Quarrymaster"


@members
def fails_in_python(request: HttpRequest) -> HttpResponse:
    """Raise with a name in a local, in the message, and in what caused it."""
    del request
    name = NAME
    try:
        raise KeyError(name)
    except KeyError as error:
        message = f"no such client: {name}"
        raise LookupError(message) from error


@members
def fails_in_the_database(request: HttpRequest) -> HttpResponse:
    """Let PostgreSQL refuse a row with a name in it: its message quotes the row."""
    client = queries.rows(queries.Client.objects.all())[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clients_client SET last_name = %s, first_name = NULL WHERE id = %s", [NAME, client.id])
    return HttpResponse(request.path)


urlpatterns = [
    *urls.urlpatterns,
    path("fails/python/", fails_in_python, name="fails_in_python"),
    path("fails/database/", fails_in_the_database, name="fails_in_the_database"),
]


@pytest.fixture
def log() -> Any:
    """Everything that is logged, as the product writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutWords("{name}: {message}", style="{"))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("page", ["fails_in_python", "fails_in_the_database"])
def test_a_page_that_fails_tells_the_log_where_and_nobody_whom(
    clinic: Clinic, sign_in: SignIn, log: io.StringIO, page: str
) -> None:
    web = sign_in(clinic["admissions"])
    web.raise_request_exception = False

    answer = web.get(reverse(page))

    assert answer.status_code == 500
    assert NAME not in answer.content.decode()
    written = log.getvalue()
    assert "test_no_leaks.py:" in written
    assert page in written
    assert NAME not in written


def test_pages_of_somebody_signed_in_are_not_stored(clinic: Clinic, sign_in: SignIn) -> None:
    answer = sign_in(clinic["clinician"]).get(reverse("clients:record", args=[clinic.clients["ana"].pk]))

    assert answer.headers["Cache-Control"] == "no-store"


def test_no_address_of_the_product_takes_more_than_ids() -> None:
    """A path part is an id or a token; a name, a date or free text would end in logs and histories."""

    free = {
        name: kind
        for name, kind in _converters(urls.urlpatterns)
        if kind not in {"UUIDConverter", "IntConverter", "SecretConverter"} and not name.startswith("admin")
    }
    assert set(free) == {
        "setup/<str:token>/",  # the secret of an installation that holds nothing yet
        "calendar/<str:token>.ics",  # a calendar can send nothing but an address; the secret in it shows times alone
        "billing/indicators/<slug:indicator>/",  # which of the clinic's indicators, by a name of ours
        "billing/indicators/<slug:indicator>/target/",
        "billing/stopped/<slug:rule>/",  # which rule, by its code
        "billing/costs/<slug:month>/",  # which month, such as 2026-11
    }


def _converters(patterns: list[Any], before: str = "") -> list[tuple[str, str]]:
    found = []
    for pattern in patterns:
        here = before + str(pattern.pattern)
        found += [(here, type(c).__name__) for c in getattr(pattern.pattern, "converters", {}).values()]
        found += _converters(getattr(pattern, "url_patterns", []), here)
    return found
