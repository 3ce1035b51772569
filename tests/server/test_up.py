"""`stepwell up` as people meet it: it starts, says so when it runs already, stops clean, and survives being killed."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_socket import enable_socket

from stepwell.platform.server.embedded import Embedded
from tests.server.conftest import Stepwell

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
_PATIENCE = 120  # seconds
Start = Callable[[], tuple[subprocess.Popen[bytes], str]]


@pytest.fixture
def port() -> int:
    """A port that nobody listens on. These tests speak HTTP to a server of their own on this machine."""
    enable_socket()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def place(variables: dict[str, str], port: int) -> dict[str, str]:
    """The environment of the installation, told where to listen."""
    return variables | {"STEPWELL_LISTEN": f"127.0.0.1:{port}"}


@pytest.fixture
def start(place: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Starts `stepwell up` and waits until it greets; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> tuple[subprocess.Popen[bytes], str]:
        log = tmp_path / f"{len(started)}.log"
        with log.open("wb") as stream:
            command = [sys.executable, "-m", "stepwell.cli", "up"]
            process = subprocess.Popen(
                command, env=place, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
            )
        started.append(process)
        _wait_until_up(log)
        return process, log.read_text()

    yield begin
    for process in started:
        process.kill()
        process.wait()


def _wait_until_up(log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while "To stop: Ctrl-C" not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def _status(port: int) -> int:
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        caller.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return caller.getresponse().status
    finally:
        caller.close()


def _wait_until_free(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            _status(port)
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("the web server outlived its supervisor")


def test_a_day_of_an_installation(home: Path, start: Start, port: int, stepwell: Stepwell) -> None:
    first, said = start()
    again = stepwell("up", STEPWELL_LISTEN=f"127.0.0.1:{port}")
    is_running = stepwell("up", "--is-running", STEPWELL_LISTEN=f"127.0.0.1:{port}")

    assert f"Stepwell is running at http://localhost:{port}" in said
    assert _status(port) < 500
    assert f"is running at http://localhost:{port} (process {first.pid})" in again.stdout
    assert (again.returncode, is_running.returncode) == (0, 0)

    first.send_signal(signal.SIGINT)

    assert first.wait(_PATIENCE) == 0
    assert not Embedded(home).is_answering()

    second, said = start()
    second.kill()
    second.wait()

    assert "Preparing" not in said
    _wait_until_free(port)

    third, _ = start()
    third.terminate()

    assert third.wait(_PATIENCE) == 0
    assert not Embedded(home).is_answering()


def test_another_program_at_the_address_is_named_with_a_way_out(stepwell: Stepwell, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        done = stepwell("up", STEPWELL_LISTEN=f"127.0.0.1:{port}")

    assert done.returncode == 2
    assert f"Another program listens at 127.0.0.1:{port}" in done.stderr
    assert f"STEPWELL_LISTEN=127.0.0.1:{port + 1} stepwell up" in done.stderr
