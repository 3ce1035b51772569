"""A mail server that takes everything and keeps when each address was written to (RFC 5321, the part we need)."""

import socketserver
import threading
import time
from collections import defaultdict
from contextlib import suppress
from typing import Any


class Mailbox:
    """Takes mail on a loopback port while the block lasts.

    arrived  for each address the moments (of the monotonic clock) at which a message came
    """

    def __init__(self) -> None:
        self.arrived: dict[str, list[float]] = defaultdict(list)
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._talk)
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> "Mailbox":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, *connection: Any) -> "_Conversation":
        return _Conversation(self.arrived, *connection)


class _Conversation(socketserver.StreamRequestHandler):
    def __init__(self, arrived: dict[str, list[float]], *connection: Any) -> None:
        self._arrived = arrived
        super().__init__(*connection)

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever was talking may have been killed
            self._listen()

    def _listen(self) -> None:
        recipient = ""
        self._say("220 ready")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                self._say("354 go on")
                self._take(recipient)
            self._say("221 bye" if word == b"QUIT" else "250 fine")
            if word == b"QUIT":
                return

    def _take(self, recipient: str) -> None:
        for line in self.rfile:
            if line == b".\r\n":
                self._arrived[recipient].append(time.monotonic())
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
