"""Becomes one child of the supervisor: another account, an end together with its parent, then the program.

    python -m stepwell.platform.server.child PARENT UID GID PROGRAM...

A program of its own because these things must happen between fork and exec, in a process without threads.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def become(parent: int, uid: int, gid: int, program: list[str]) -> None:
    """Replace this process by the program.

    parent   process number of the supervisor; if it is gone already, this process ends
    program  path and arguments
    """
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.umask(0o077)
    if sys.platform == "linux":
        # Cleared by a change of account, so it comes after it. Without it a killed supervisor leaves its children.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - the supervisor's own command


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
