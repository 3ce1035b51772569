"""CPU of each page at 1,000 and 100,000 clients, against a plain one-row view in the same run."""

import argparse
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from benchmarks import population  # noqa: E402
from benchmarks.cpu import Cost, measure  # noqa: E402
from benchmarks.population import Population  # noqa: E402
from stepwell.config import urls  # noqa: E402
from stepwell.platform.accounts import factors, presence  # noqa: E402
from stepwell.platform.accounts.models import Account  # noqa: E402
from stepwell.platform.tenancy.middleware import ORGANIZATION  # noqa: E402

GOALS = {"read one client": 6.0, "search": 15.0, "list of 50": 20.0, "create a client": 12.0}
QUERY_GOAL, GROWTH_GOAL = 12, 1.2
Operation = Callable[[int], Any]


def plain(request: HttpRequest) -> HttpResponse:
    """Return one row through the whole middleware: what any page costs at least."""
    account = Account.objects.get(pk=request.user.pk)
    return JsonResponse({"id": account.pk, "name": account.name})


def operations(people: Population, run: int) -> dict[str, Operation]:
    """Return what is measured, each as a function of a running number."""
    director, clinician, admissions = (
        _signed_in(people, account) for account in (people.director, people.clinician, people.admissions)
    )
    stranger = Client()
    asked = itertools.cycle(_searches())
    found = reverse("clients:find")
    new = {
        "last_name": "Measured", "middle_name": "", "preferred_name": "", "pronouns": "", "language": "en",
        "site": str(people.site), "address": "", "is_another_person": "",
    }  # fmt: skip
    return {
        "plain one-row view": lambda _: _ok(director.get("/plain/")),
        "read one client": lambda n: _ok(director.get(reverse("clients:json", args=[people.clients[n % 500]]))),
        "record page": lambda n: _ok(director.get(reverse("clients:record", args=[people.clients[n % 500]]))),
        "search": lambda _: _ok(director.post(found, {"q": next(asked)})),
        "list of 50": lambda _: _ok(director.get(reverse("clients:everybody"))),
        "caseload of 30": lambda _: _ok(clinician.get(reverse("clients:caseload"))),
        "today": lambda _: _ok(clinician.get(reverse("workspace:today"))),
        "create a client": lambda n: _found(
            admissions.post(
                reverse("clients:register"),
                new | {"first_name": f"N{run}x{n}", "birth_date": f"19{50 + n % 40}-0{1 + n % 9}-1{n % 9}"},
            )
        ),
        "sign-in page": lambda _: _ok(_forgotten(stranger).get(reverse("account_login"))),
    }


def _searches() -> list[str]:
    """Return what people type: right, begun, misspelled, two words, a date."""
    names = population.LAST[:: len(population.LAST) // 8]
    begun = [name[:4] for name in names]
    wrong = [name[:2] + name[3] + name[2] + name[4:] for name in names]
    both = [f"{first} {last}" for first, last in zip(population.FIRST, names, strict=False)]
    return [*names, *begun, *wrong, *both, "3/14/1988", "20100"]


def _signed_in(people: Population, account: Any) -> Client:
    web = Client()
    web.force_login(Account.objects.get(pk=account))
    session = web.session
    session[ORGANIZATION] = str(people.organization)
    session[factors.PROVED] = True
    presence.begin(session, time.time())
    session.save()
    return web


def _forgotten(web: Client) -> Client:
    """Return the browser without its cookies: a new one would load the middleware anew."""
    web.cookies.clear()
    return web


def _ok(answer: Any) -> Any:
    assert answer.status_code == 200, answer.status_code
    return answer


def _found(answer: Any) -> Any:
    assert answer.status_code == 302, answer.content[-2000:]
    return answer


def measured(people: Population, times: int, run: int) -> dict[str, Cost]:
    """Return the cost of every operation for one population."""
    costs = {}
    for name, operation in operations(people, run).items():
        operation(10_000)
        with CaptureQueriesContext(connection) as queries:
            operation(10_001)
        costs[name] = measure(operation, times=times, queries=len(queries))
    return costs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--times", type=int, default=60, help="operations a round")
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    urls.urlpatterns.append(path("plain/", plain))
    call_command("collectstatic", "--noinput", verbosity=0)
    staticfiles_storage.hashed_files = staticfiles_storage.load_manifest()[0]
    results = {size: measured(population.fill(size), options.times, run) for run, size in enumerate(options.sizes)}
    _print(results)


def _print(results: dict[int, dict[str, Cost]]) -> None:
    small, large = min(results), max(results)
    print(
        f"{'':22}{'clients':>9}{'app ms':>9}{'db ms':>8}{'total':>8}{'x plain':>9}{'queries':>9}{'growth':>8}{'goal ms':>9}"
    )
    for name in results[small]:
        for size, costs in results.items():
            cost, plain_cost = costs[name], costs["plain one-row view"]
            growth = f"{cost.total / results[small][name].total:.2f}" if size == large != small else ""
            print(
                f"{name:22}{size:>9}{cost.application:>9.2f}{cost.database:>8.2f}{cost.total:>8.2f}"
                f"{cost.total / plain_cost.total:>9.1f}{cost.queries:>9}{growth:>8}{GOALS.get(name, ''):>9}"
            )
    table = {size: {name: asdict(cost) for name, cost in costs.items()} for size, costs in results.items()}
    print(
        json.dumps(
            {"benchmark": "pages", "goals": GOALS | {"queries": QUERY_GOAL, "growth": GROWTH_GOAL}, "results": table}
        )
    )


if __name__ == "__main__":
    main()
