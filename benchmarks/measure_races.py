"""Races of eight callers through HTTP for the last seat of a group, and for one room: overbooked, left empty, waits."""

import argparse
import http.client
import json
import os
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import django

django.setup()

import psycopg  # noqa: E402 (Django must be set up first)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import pages, population  # noqa: E402
from benchmarks.population import Population  # noqa: E402
from benchmarks.running import Running, free_port  # noqa: E402
from stepwell.config import database  # noqa: E402
from stepwell.platform.tenancy.members import Member, member_of  # noqa: E402
from stepwell.platform.walls.scope import Kind, Scope, acting  # noqa: E402
from stepwell.scheduling.actions.series import add_series  # noqa: E402
from stepwell.scheduling.models import Session  # noqa: E402
from stepwell.scheduling.rules.series import SeriesFacts  # noqa: E402
from stepwell.scheduling.vocabulary import Mode, SessionKind  # noqa: E402

CALLERS = 8
GOAL = 250.0  # milliseconds, 99th percentile
TOKEN = "r" * 32
_SECONDS = 30.0


@dataclass
class Found:
    """What races of one kind came to: how many had no winner, more than one, and answers by status."""

    races: int = 0
    empty: int = 0
    overbooked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """Return it as a line of JSON has it."""
        p99 = statistics.quantiles(self.waits, n=100)[98]
        shown = sum(count for status, count in self.statuses.items() if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR)
        return {
            "races": self.races, "left empty": self.empty, "overbooked": self.overbooked, "faults shown": shown,
            "median ms": round(statistics.median(self.waits), 1), "p99 ms": round(p99, 1),
            "answers": {str(status): count for status, count in sorted(self.statuses.items())},
        }  # fmt: skip


@dataclass(frozen=True)
class Track:
    """What is raced for: a group session with one seat, a room, a program; and eight clients."""

    session: UUID
    room: UUID
    program: UUID
    starts: datetime
    clients: list[UUID]


def prepare(people: Population) -> Track:
    """Make a group of one seat by video, a room and a program at the site of the clients."""
    scope = Scope(actor=people.director, organization=people.organization, kind=Kind.STAFF, purpose="benchmark")
    program, room = uuid4(), uuid4()
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS) as owner:
        owner.execute(
            "INSERT INTO people_program (id, organization_id, site_id, name, level, kind)"
            " VALUES (%s, %s, %s, 'Races', '2.1', 'addiction')", [program, people.organization, people.sites[0]],
        )  # fmt: skip
        owner.execute(
            "INSERT INTO people_room (id, organization_id, site_id, name, seats) VALUES (%s, %s, %s, 'Race room', 20)",
            [room, people.organization, people.sites[0]],
        )
    with acting(scope):
        member = member_of(scope)
        assert isinstance(member, Member)
        now = timezone.now()
        facts = SeriesFacts(
            name="Last seat", kind=SessionKind.SKILLS, weekdays=frozenset(range(7)), local_start=datetime.min.time(),
            minutes=60, break_minutes=0, from_on=now.date() + timedelta(days=2), to_on=now.date() + timedelta(days=3),
            capacity=1, minimum=1, mode=Mode.VIDEO,
        )  # fmt: skip
        series = add_series(actor=member, at=now, program_id=program, facts=facts)
        session = Session.objects.filter(series=series).order_by("starts_at")[0]
    return Track(session.pk, room, program, session.starts_at, people.clients[:CALLERS])


def race(
    port: int, cookie: str, calls: list[tuple[str, dict[str, str]]], found: Found, pool: ThreadPoolExecutor
) -> None:
    """Let all callers send at the same moment, each on a connection of its own."""
    gate = Barrier(len(calls))
    answers = list(pool.map(lambda call: _send(port, cookie, gate, *call), calls))
    found.races += 1
    found.statuses.update(status for status, _ in answers)
    found.waits += [spent for _, spent in answers]


def _send(port: int, cookie: str, gate: Barrier, url: str, form: dict[str, str]) -> tuple[int, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    headers = {
        "Host": f"localhost:{port}", "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection.connect()
    gate.wait()
    began = time.perf_counter()
    connection.request("POST", url, urlencode({**form, "csrfmiddlewaretoken": TOKEN}), headers)
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - began) * 1000
    connection.close()
    return answer.status, spent


def seats(port: int, cookie: str, track: Track, count: int, owner: Any, pool: ThreadPoolExecutor) -> Found:
    """Race for the last seat; what was won is taken away before the next race."""
    found = Found()
    calls = [(reverse("scheduling:seat", args=[one]), {"session": str(track.session)}) for one in track.clients]
    for _ in range(count):
        race(port, cookie, calls, found, pool)
        row = owner.execute(
            "UPDATE scheduling_seat SET removed_at = now(), remove_reason = 'other'"
            " WHERE session_id = %s AND removed_at IS NULL RETURNING id", [track.session],
        ).fetchall()  # fmt: skip
        _count(found, len(row))
    return found


def rooms(port: int, cookie: str, track: Track, count: int, owner: Any, pool: ThreadPoolExecutor) -> Found:
    """Race for one room at one time, each caller for another client."""
    found = Found()
    local = track.starts + timedelta(days=1, hours=12)
    form = {
        "kind": "individual", "program": str(track.program), "day": f"{local:%Y-%m-%d}", "at_time": "14:00",
        "minutes": "60", "mode": "in_person", "room": str(track.room), "break_minutes": "0", "leader": "",
    }  # fmt: skip
    calls = [(reverse("scheduling:book", args=[one]), form) for one in track.clients]
    for _ in range(count):
        race(port, cookie, calls, found, pool)
        row = owner.execute(
            "UPDATE scheduling_session SET cancelled_at = now(), cancel_reason = 'other'"
            " WHERE room_id = %s AND cancelled_at IS NULL RETURNING id", [track.room],
        ).fetchall()  # fmt: skip
        owner.execute(
            "UPDATE scheduling_seat SET removed_at = now(), remove_reason = 'other' WHERE session_id = ANY (%s)",
            [[one[0] for one in row]],
        )
        _count(found, len(row))
    return found


def _count(found: Found, winners: int) -> None:
    found.empty += winners == 0
    found.overbooked += winners > 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=1_000, help="of each kind")
    options = parser.parse_args()
    people = population.fill(40)
    track = prepare(people)
    web = pages.signed_in(people.organization, people.director)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in web.cookies.items())
    port = free_port()
    server = Running(Path(os.environ["STEPWELL_HOME"]), {"STEPWELL_LISTEN": f"127.0.0.1:{port}"}, with_demo=False)
    server.start()
    try:
        with (
            psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS, autocommit=True) as owner,
            ThreadPoolExecutor(CALLERS) as pool,
        ):
            found = {
                "last seat": seats(port, cookie, track, options.races, owner, pool).table(),
                "one room": rooms(port, cookie, track, options.races, owner, pool).table(),
            }
    finally:
        server.stop()
    for name, table in found.items():
        print(name, json.dumps(table))
    print(json.dumps({"benchmark": "races", "callers": CALLERS, "goal p99 ms": GOAL, "results": found}))


if __name__ == "__main__":
    main()
