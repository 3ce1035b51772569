"""`python -m benchmarks NAME`: measure something, in an installation of its own if it needs one."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from benchmarks.installation import temporary

NAMES = sorted(path.stem.removeprefix("measure_") for path in Path(__file__).parent.glob("measure_*.py"))

# No database of their own.
PURE = {"checker", "cost", "estimates", "verification", "week", "x12_reading", "x12_writing"}


def main() -> int:
    """Run one benchmark; the exit status is its own, 2 for a name that is none."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"usage: python -m benchmarks {{{','.join(NAMES)}}} [OPTIONS]", file=sys.stderr)
        return 2
    with nullcontext() if sys.argv[1] in PURE else temporary():
        program = [sys.executable, "-m", f"benchmarks.measure_{sys.argv[1]}", *sys.argv[2:]]
        return subprocess.run(program, check=False, env=os.environ).returncode


if __name__ == "__main__":
    sys.exit(main())
