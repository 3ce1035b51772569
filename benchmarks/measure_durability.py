"""Kills (`-9`) of web server, worker and database amid writes: what was acknowledged must stand, and service return."""

import argparse
import itertools
import json
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import django

django.setup()

from django.db import connection  # noqa: E402 (Django must be set up first)

from benchmarks import promises  # noqa: E402
from benchmarks.ledger import Ledger  # noqa: E402
from benchmarks.mailbox import Mailbox  # noqa: E402
from benchmarks.running import Processes, Running, free_port, kill  # noqa: E402
from benchmarks.visitor import Visitor  # noqa: E402
from stepwell.config import places  # noqa: E402
from stepwell.platform.jobs.queries import organizations  # noqa: E402

GOAL = 10.0  # seconds
_ROUND = (
    "web worker", "job worker", "database", "web server",
    "web worker", "job worker", "database", "web server", "database session",
)  # fmt: skip
_WEB_WORKERS, _WRITERS = 2, 2
_KILLING = 480.0  # seconds that all kills together may take
_RETURN = 60.0  # seconds to wait for service to return before the next kill
_STEADY = 1.0  # seconds of service before the next kill
_LOOK = 0.05  # seconds


@dataclass(frozen=True)
class Killed:
    """What one kill did, in seconds after it; None for what did not return in time.

    writes   until a write begun once every process stood again, and after the last failure, was acknowledged
    jobs     until a mail arrived that was written once every process stood again
    silence  the longest time around the kill without an acknowledged write
    """

    what: str
    writes: float | None
    jobs: float | None
    silence: float


def main() -> int:
    """Kill, count, print; the exit status is 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1, help="which of several processes is killed, and when")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    ledger = Ledger()
    with Mailbox() as mailbox:
        port = free_port()
        running = Running(
            places.home(),
            {"STEPWELL_LISTEN": f"127.0.0.1:{port}", "STEPWELL_WEB_WORKERS": str(_WEB_WORKERS),
             "STEPWELL_MAIL_HOST": "127.0.0.1", "STEPWELL_MAIL_PORT": str(mailbox.port), "STEPWELL_MAIL_TLS": "no"},
        )  # fmt: skip
        try:
            running.start()
            with _writing(ledger, port):
                kills = list(_kills(options.kills, running, ledger, mailbox, chance))
            survived = running.is_up
            running.stop()
            left_over = running.left_over()
            for process in left_over:
                kill(process)
            start = running.start()
            kept = promises.check(ledger, mailbox)
        finally:
            connection.close()
            running.abandon()
    facts = {"supervisor_survived": survived, "processes_left_over": len(left_over), "last_start": round(start, 1)}
    _print(kills, facts, kept, options.kills)
    return int(not survived or bool(left_over) or kept.is_broken)


@contextmanager
def _writing(ledger: Ledger, port: int) -> Iterator[None]:
    """Have people register clients and the office send mail during the block."""
    with connection.cursor():
        organization = organizations()[0]
    threads = [threading.Thread(target=ledger.send, args=[organization])]
    for _ in range(_WRITERS):
        visitor = Visitor(port)
        visitor.sign_in("Admissions coordinator")
        threads.append(threading.Thread(target=ledger.register, args=[visitor]))
    for thread in threads:
        thread.start()
    try:
        time.sleep(_STEADY)
        yield
    finally:
        ledger.is_over.set()
        for thread in threads:
            thread.join()


def _kills(count: int, running: Running, ledger: Ledger, mailbox: Mailbox, chance: random.Random) -> Iterator[Killed]:
    """Kill one process after another, each once service has returned; stops early when time or supervisor are up."""
    deadline = time.monotonic() + _KILLING
    for what in itertools.islice(itertools.cycle(_ROUND), count):
        if time.monotonic() > deadline or not running.is_up:
            return
        time.sleep(_STEADY + chance.random())
        victims = _parts(running.processes())[what]
        if not victims:
            continue
        victim = chance.choice(victims)
        began = time.monotonic()
        kill(victim)
        yield _watched(what, began, victim, running, ledger, mailbox)


def _parts(now: Processes) -> dict[str, list[int]]:
    return {
        "web server": now.web,
        "web worker": now.web_workers,
        "job worker": now.job_workers,
        "database": now.database,
        "database session": now.sessions,
    }


def _watched(what: str, began: float, victim: int, running: Running, ledger: Ledger, mailbox: Mailbox) -> Killed:
    """Wait until service has returned, and for a while longer, then say how long it took."""
    whole = _whole(running, victim, began)
    writes = jobs = None
    while whole is not None and time.monotonic() - began < _RETURN and running.is_up:
        writes, jobs = _writes_return(ledger, began, whole), _jobs_return(ledger, mailbox, whole)
        if writes and jobs and time.monotonic() - max(writes, jobs) > _STEADY:
            break
        time.sleep(_LOOK)
    ends = [attempt.ended for attempt in ledger.attempts if attempt.acknowledged]
    around = [*(end for end in ends if end >= began - _STEADY), time.monotonic()]
    silence = max(after - before for before, after in itertools.pairwise(sorted(around)))
    return Killed(what, writes and writes - began, jobs and jobs - began, silence)


def _whole(running: Running, victim: int, began: float) -> float | None:
    """Return when every process stood again, on the monotonic clock."""
    while time.monotonic() - began < _RETURN and running.is_up:
        now = running.processes()
        if now.are_whole(web_workers=_WEB_WORKERS) and not any(victim in part for part in _parts(now).values()):
            return time.monotonic()
        time.sleep(_LOOK)
    return None


def _writes_return(ledger: Ledger, began: float, whole: float) -> float | None:
    failed = [attempt.ended for attempt in ledger.attempts if attempt.ended > began and not attempt.acknowledged]
    since = max([whole, *failed])
    return min((a.ended for a in ledger.attempts if a.began >= since and a.acknowledged), default=None)


def _jobs_return(ledger: Ledger, mailbox: Mailbox, whole: float) -> float | None:
    addresses = [address for address, message in list(ledger.messages.items()) if message.began >= whole]
    return min((mailbox.arrived[address][0] for address in addresses if address in mailbox.arrived), default=None)


def _print(kills: list[Killed], facts: dict[str, object], kept: promises.Kept, asked: int) -> None:
    print(
        f"{'seconds':18}{'kills':>6}{'writes: median':>16}{'slowest':>9}{'jobs: median':>14}{'slowest':>9}{'silence':>9}"
    )
    counts = Counter(one.what for one in kills)
    for what in [*counts, ""]:
        of_kind = [one for one in kills if what in ("", one.what)]
        if of_kind:
            writes, jobs = ([getattr(one, name) for one in of_kind] for name in ("writes", "jobs"))
            print(
                f"{what or 'all':18}{len(of_kind):>6}{_median(writes):>16}{_slowest(writes):>9}"
                f"{_median(jobs):>14}{_slowest(jobs):>9}{max(one.silence for one in of_kind):>9.1f}"
            )
    print(f"goal: nothing lost, every return under {GOAL:.0f} s; asked for {asked} kills\n")
    for name, value in (facts | asdict(kept)).items():
        print(f"{name.replace('_', ' '):40}{value}")
    print(
        json.dumps(
            {"benchmark": "durability", "goal": GOAL, "kills": [asdict(one) for one in kills], **facts, **asdict(kept)}
        )
    )


def _median(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.median(known):.1f}" if known else "-"


def _slowest(values: list[float | None]) -> str:
    return "never" if None in values else f"{max(value for value in values if value is not None):.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
