"""Several people at once who ask a running server for pages, each as fast as the answers come."""

import http.client
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.running import Running, free_port

AT_ONCE = (1, 16)
REQUESTS = 160  # of each page, by all callers together
_WARM = 8  # requests before, so that every worker has seen the page
_SECONDS = 30.0  # that an answer may take


@dataclass(frozen=True)
class Wait:
    """Milliseconds that a caller waits for the whole page, and pages a second for all callers."""

    median: float
    p99: float
    a_second: float


def measure(asked: dict[str, tuple[str, Callable[[int], str]]]) -> dict[str, dict[int, Wait]]:
    """Start the server of this process's installation, and return the waits by page and number of callers.

    asked  by name: the cookie of who asks, and the address by a running number
    """
    port = free_port()
    home = Path(os.environ["STEPWELL_HOME"])
    server = Running(home, {"STEPWELL_LISTEN": f"127.0.0.1:{port}"}, with_demo=False)
    server.start()
    try:
        return {
            name: {count: _wait(port, cookie, address, count) for count in AT_ONCE}
            for name, (cookie, address) in asked.items()
        }
    finally:
        server.stop()


def _wait(port: int, cookie: str, address: Callable[[int], str], count: int) -> Wait:
    _ask(port, cookie, [address(number) for number in range(_WARM)])
    each = REQUESTS // count
    rounds = [[address(caller * each + number) for number in range(each)] for caller in range(count)]
    began = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        times = [spent for some in pool.map(lambda urls: _ask(port, cookie, urls), rounds) for spent in some]
    seconds = time.perf_counter() - began
    return Wait(statistics.median(times), statistics.quantiles(times, n=100)[98], len(times) / seconds)


def _ask(port: int, cookie: str, urls: list[str]) -> list[float]:
    """Ask for each address in turn on one connection and return the milliseconds each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    headers = {"Host": f"localhost:{port}", "Cookie": cookie}
    times = []
    try:
        for url in urls:
            began = time.perf_counter()
            connection.request("GET", url, headers=headers)
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - began) * 1000)
            if answer.status != http.HTTPStatus.OK:
                message = f"{answer.status} instead of a page"
                raise RuntimeError(message)
    finally:
        connection.close()
    return times
