"""CPU of the clinic's pages at 1,000 and 100,000 clients, and how long 1 and 16 callers wait for them."""

import argparse
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.urls import NoReverseMatch, reverse  # noqa: E402 (Django must be set up first)
from django.utils import timezone  # noqa: E402

from benchmarks import callers, clinic, pages  # noqa: E402
from benchmarks.callers import Wait  # noqa: E402
from benchmarks.pages import PLAIN, ok  # noqa: E402
from benchmarks.population import Population  # noqa: E402
from stepwell.platform.walls.scope import Kind, Scope, acting  # noqa: E402
from stepwell.scheduling.models import Session  # noqa: E402

GOALS = {"notes as JSON": 8.0} | dict.fromkeys(
    (
        "chart", "notes of one client", "today, clinician", "today, director", "roster of 12", "roster to take",
        "week of a client", "week of a site", "census", "course of measures", "attendance", "treatment plan",
    ),
    30.0,
)  # fmt: skip
CARED_FOR = 30  # clients of the clinician who asks
Addresses = Callable[[int], str]


def addresses(people: Population) -> dict[str, tuple[UUID, Addresses]]:
    """Return what is measured: who asks, and which address by a running number."""
    taken, open_ = _rosters(people)

    def of_client(name: str) -> Addresses:
        return lambda n: reverse(name, args=[people.clients[n % CARED_FOR]])

    def of(name: str, *arguments: object) -> Addresses:
        return lambda _: reverse(name, args=arguments)

    clinician, director = people.clinician, people.director
    found = {
        PLAIN: (clinician, lambda _: "/plain/"),
        "chart": (clinician, of_client("clients:record")),
        "notes as JSON": (clinician, of_client("notes:json")),
        "notes of one client": (clinician, of_client("notes:client")),
        "today, clinician": (clinician, of("workspace:today")),
        "today, director": (director, of("workspace:today")),
        "roster of 12": (clinician, of("attendance:roster", taken)),
        "roster to take": (clinician, of("attendance:roster", open_)),
        "week of a client": (clinician, of_client("scheduling:client")),
        "week of a site": (director, of("scheduling:week")),
        "course of measures": (clinician, of_client("assessments:measures")),
        "attendance": (clinician, of_client("attendance:client")),
        "treatment plan": (clinician, of_client("treatmentplans:plan")),
    }
    try:
        reverse("workspace:census")
    except NoReverseMatch:
        print("There is no census yet.")
        return found
    return found | {"census": (director, of("workspace:census"))}


def _rosters(people: Population) -> tuple[UUID, UUID]:
    """Return a session of the clinician whose attendance was taken, and the next one."""
    scope = Scope(actor=people.clinician, organization=people.organization, kind=Kind.STAFF, purpose="benchmark")
    with acting(scope):
        mine = Session.objects.filter(staff__membership=people.carer, series__isnull=False)
        taken = mine.filter(locked_at__isnull=False).order_by("-starts_at", "title").values_list("pk", flat=True)[0]
        later = mine.filter(starts_at__gt=timezone.now() - timedelta(hours=12), locked_at=None)
        return taken, later.order_by("starts_at", "title").values_list("pk", flat=True)[0]


def operations(people: Population) -> dict[str, pages.Operation]:
    """Return what is measured, each as a function of a running number."""
    webs = {who: pages.signed_in(people.organization, who) for who in (people.clinician, people.director)}

    def operation(who: UUID, address: Addresses) -> pages.Operation:
        return lambda n: ok(webs[who].get(address(n)))

    return {name: operation(*asked) for name, asked in addresses(people).items()}


def waits(people: Population) -> dict[str, dict[int, Wait]]:
    """Return how long callers wait for each page of a running server, by how many call at once."""
    asked = addresses(people)
    del asked[PLAIN]
    cookies = {
        who: pages.signed_in(people.organization, who).cookies.output(attrs=[], header="", sep=";").strip()
        for who in (people.clinician, people.director)
    }
    return callers.measure({name: (cookies[who], address) for name, (who, address) in asked.items()})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--times", type=int, default=30, help="operations a round")
    options = parser.parse_args()
    pages.prepare()
    results: pages.Results = {}
    for size in options.sizes:
        people = clinic.fill(size)
        results[size] = pages.measured(operations(people), options.times)
    pages.report("clinic", results, GOALS)
    _print_waits(waits(people))


def _print_waits(found: dict[str, dict[int, Any]]) -> None:
    print(f"{'':24}{'callers':>9}{'median ms':>11}{'p99 ms':>9}{'a second':>10}")
    for name, by_callers in found.items():
        for count, wait in by_callers.items():
            print(f"{name:24}{count:>9}{wait.median:>11.1f}{wait.p99:>9.1f}{wait.a_second:>10.0f}")
    print(json.dumps({"benchmark": "clinic waits", "results": {
        name: {count: wait.__dict__ for count, wait in by_callers.items()} for name, by_callers in found.items()
    }}))  # fmt: skip


if __name__ == "__main__":
    main()
