"""What the benchmarks of pages share: who asks, the plain view to compare with, the measuring, the table."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from benchmarks.cpu import Cost, measure
from stepwell.config import urls
from stepwell.platform.accounts import factors, presence
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION

QUERY_GOAL, GROWTH_GOAL = 12, 1.2
PLAIN = "plain one-row view"
Operation = Callable[[int], Any]
Results = dict[int, dict[str, Cost]]


def prepare() -> None:
    """Make the process answer as a server does: static files named by their content, and the plain view beside all."""
    settings.ALLOWED_HOSTS = ["testserver"]
    urls.urlpatterns.append(path("plain/", plain))
    call_command("collectstatic", "--noinput", verbosity=0)
    staticfiles_storage.hashed_files = staticfiles_storage.load_manifest()[0]


def plain(request: HttpRequest) -> HttpResponse:
    """Return one row through the whole middleware: what any page costs at least."""
    account = Account.objects.get(pk=request.user.pk)
    return JsonResponse({"id": account.pk, "name": account.name})


def signed_in(organization: UUID, account: UUID) -> Client:
    """Return a browser in which somebody works."""
    web = Client()
    web.force_login(Account.objects.get(pk=account))
    session = web.session
    session[ORGANIZATION] = str(organization)
    session[factors.PROVED] = True
    presence.begin(session, time.time())
    session.save()
    return web


def ok(answer: Any) -> Any:
    """Return an answer that is a page."""
    assert answer.status_code == 200, answer.status_code
    return answer


def measured(operations: dict[str, Operation], times: int) -> dict[str, Cost]:
    """Return the cost of every operation for one population."""
    costs = {}
    for name, operation in operations.items():
        operation(10_000)
        with CaptureQueriesContext(connection) as queries:
            operation(10_001)
        costs[name] = measure(operation, times=times, queries=len(queries))
    return costs


def report(benchmark: str, results: Results, goals: dict[str, float]) -> None:
    """Print the table and the line of JSON."""
    small, large = min(results), max(results)
    print(
        f"{'':24}{'clients':>9}{'app ms':>9}{'db ms':>8}{'total':>8}{'x plain':>9}{'queries':>9}{'growth':>8}{'goal ms':>9}"
    )
    for name in results[small]:
        for size, costs in results.items():
            cost, plain_cost = costs[name], costs[PLAIN]
            growth = f"{cost.total / results[small][name].total:.2f}" if size == large != small else ""
            print(
                f"{name:24}{size:>9}{cost.application:>9.2f}{cost.database:>8.2f}{cost.total:>8.2f}"
                f"{cost.total / plain_cost.total:>9.1f}{cost.queries:>9}{growth:>8}{goals.get(name, ''):>9}"
            )
    table = {size: {name: asdict(cost) for name, cost in costs.items()} for size, costs in results.items()}
    wanted = goals | {"queries": QUERY_GOAL, "growth": GROWTH_GOAL}
    print(json.dumps({"benchmark": benchmark, "goals": wanted, "results": table}))
