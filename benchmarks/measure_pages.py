"""CPU of each page at 1,000 and 100,000 clients, against a plain one-row view in the same run."""

import argparse
import itertools
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402 (Django must be set up first)
from django.urls import reverse  # noqa: E402

from benchmarks import pages, population  # noqa: E402
from benchmarks.pages import PLAIN, Operation, ok  # noqa: E402
from benchmarks.population import Population  # noqa: E402

GOALS = {"read one client": 6.0, "search": 15.0, "list of 50": 20.0, "create a client": 12.0}


def operations(people: Population, run: int) -> dict[str, Operation]:
    """Return what is measured, each as a function of a running number."""
    director, clinician, admissions = (
        pages.signed_in(people.organization, account)
        for account in (people.director, people.clinician, people.admissions)
    )
    stranger = Client()
    asked = itertools.cycle(_searches())
    found = reverse("clients:find")
    new = {
        "last_name": "Measured", "middle_name": "", "preferred_name": "", "pronouns": "", "language": "en",
        "site": str(people.sites[0]), "address": "", "is_another_person": "",
    }  # fmt: skip
    return {
        PLAIN: lambda _: ok(director.get("/plain/")),
        "read one client": lambda n: ok(director.get(reverse("clients:json", args=[people.clients[n % 500]]))),
        "record page": lambda n: ok(director.get(reverse("clients:record", args=[people.clients[n % 500]]))),
        "search": lambda _: ok(director.post(found, {"q": next(asked)})),
        "list of 50": lambda _: ok(director.get(reverse("clients:everybody"))),
        "caseload of 30": lambda _: ok(clinician.get(reverse("clients:caseload"))),
        "today": lambda _: ok(clinician.get(reverse("workspace:today"))),
        "create a client": lambda n: _found(
            admissions.post(
                reverse("clients:register"),
                new | {"first_name": f"N{run}x{n}", "birth_date": f"19{50 + n % 40}-0{1 + n % 9}-1{n % 9}"},
            )
        ),
        "sign-in page": lambda _: ok(_forgotten(stranger).get(reverse("account_login"))),
    }


def _searches() -> list[str]:
    """Return what people type: right, begun, misspelled, two words, a date."""
    names = population.LAST[:: len(population.LAST) // 8]
    begun = [name[:4] for name in names]
    wrong = [name[:2] + name[3] + name[2] + name[4:] for name in names]
    both = [f"{first} {last}" for first, last in zip(population.FIRST, names, strict=False)]
    return [*names, *begun, *wrong, *both, "3/14/1988", "20100"]


def _forgotten(web: Client) -> Client:
    """Return the browser without its cookies: a new one would load the middleware anew."""
    web.cookies.clear()
    return web


def _found(answer: Any) -> Any:
    assert answer.status_code == 302, answer.content[-2000:]
    return answer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--times", type=int, default=60, help="operations a round")
    options = parser.parse_args()
    pages.prepare()
    results = {
        size: pages.measured(operations(population.fill(size), run), options.times)
        for run, size in enumerate(options.sizes)
    }
    pages.report("pages", results, GOALS)


if __name__ == "__main__":
    main()
