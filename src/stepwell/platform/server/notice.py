"""Tells systemd how far we are, if it started us."""

import os
import socket


def tell(state: str) -> None:
    """Send a line such as "READY=1" to the socket that systemd named; nothing happens without one."""
    where = os.environ.get("NOTIFY_SOCKET", "")
    if where:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), where.replace("@", "\0", 1) if where.startswith("@") else where)
