"""How the test's web server serves a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.core.servers.basehttp import ServerHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_changed = Condition()
_under_way = 0


@contextmanager
def counted() -> Iterator[None]:
    """Count the requests that are being answered."""

    def run(handler: ServerHandler, application: Any) -> None:
        _count(1)
        try:
            answer(handler, application)
        finally:
            _count(-1)

    answer, ServerHandler.run = ServerHandler.run, run  # type: ignore[method-assign]
    yield
    ServerHandler.run = answer  # type: ignore[method-assign]


def _count(more: int) -> None:
    global _under_way  # noqa: PLW0603 - one server a process
    with _changed:
        _under_way += more
        _changed.notify_all()


def settle() -> None:
    """Wait until everything a browser asked for is answered, also what it no longer waits for."""
    with _changed:
        assert _changed.wait_for(lambda: not _under_way, timeout=20), "a request is still being answered"


@contextmanager
def files_kept() -> Iterator[None]:
    """Let browsers keep style sheets and scripts, as they do in a real installation: there are some 25 to a page."""

    def kept(handler: StaticFilesHandlerMixin, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=31536000, immutable"
        return response

    serve, StaticFilesHandlerMixin.serve = StaticFilesHandlerMixin.serve, kept  # type: ignore[method-assign]
    yield
    StaticFilesHandlerMixin.serve = serve  # type: ignore[method-assign]
