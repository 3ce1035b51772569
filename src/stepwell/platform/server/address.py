"""The address the web server listens on, and what stands at it."""

import errno
import http.client
import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from stepwell.config import environment

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names of "any address", to be asked at the loopback
_LARGEST_PORT = 65535


@dataclass(frozen=True)
class Address:
    """Host and port to listen on, from STEPWELL_LISTEN."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the address people type, from STEPWELL_URL or the loopback's name."""
        return environment.text("STEPWELL_URL", f"http://{str(self).replace('127.0.0.1', 'localhost')}")

    def is_taken(self) -> bool:
        """Return whether another program listens there.

        raises  BadEnvironment if the address is not one of this machine's
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                if problem.errno == errno.EADDRINUSE:
                    return True
                message = f"STEPWELL_LISTEN is {str(self)!r}, where this user cannot listen: {problem.strerror}."
                raise environment.BadEnvironment(message) from None
        return False

    def answers(self, *, seconds: float = 5) -> bool:
        """Return whether a web server there answers a request, whatever it says."""
        host = _EVERYWHERE.get(self.host, self.host)
        asked = urlsplit(self.url)
        headers = {"Host": asked.netloc, "X-Forwarded-Proto": asked.scheme, "Connection": "close"}
        with suppress(OSError, http.client.HTTPException):
            caller = http.client.HTTPConnection(host, self.port, timeout=seconds)
            try:
                caller.request("GET", "/healthz", headers=headers)
                return caller.getresponse().status > 0
            finally:
                caller.close()
        return False


def listen() -> Address:
    """Return the address from the environment; raises BadEnvironment if it is not host:port."""
    return parse(environment.text("STEPWELL_LISTEN", "127.0.0.1:8000"))


def parse(value: str) -> Address:
    """Return the address that `str(address)` gave; raises BadEnvironment if it is not host:port."""
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isdecimal() or not 0 < int(port) <= _LARGEST_PORT:
        message = f"STEPWELL_LISTEN is {value!r}: write an address and a port, such as 127.0.0.1:8000."
        raise environment.BadEnvironment(message)
    return Address(host, int(port))
