"""How fast remittances and claims are read on one core: envelopes alone, everything, and by another program's models."""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from x12sdk.io import X12ModelReader

from stepwell.x12.issues import Severity
from stepwell.x12.reading.enveloping import read_envelopes
from stepwell.x12.reading.sets import read

GOAL = 2.5  # MB a second: ten times the fastest model measured
ROUNDS = 5
FEW = 100  # claims given to the other program's models, which are slow
SAMPLES = Path(__file__).parents[1] / "tests" / "data" / "x12"


def main() -> int:
    """Measure, print a table and a line of JSON; returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks x12_reading")
    parser.add_argument("--claims", type=int, default=5000, help="in a file; 5,000 unless said")
    claims = parser.parse_args().claims
    remittance, submission = _remittance(claims), _submission(claims)
    rates = {
        "835 envelopes": _rate(lambda: read_envelopes(remittance), remittance),
        "835 read": _rate(lambda: _read(remittance), remittance),
        "837P envelopes": _rate(lambda: read_envelopes(submission), submission),
        "837P read": _rate(lambda: _read(submission), submission),
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    few = _remittance(FEW), _submission(FEW)
    rates["835 read by models"] = _rate(lambda: _modelled(few[0]), few[0], rounds=2)
    rates["837P read by models"] = _rate(lambda: _modelled(few[1]), few[1], rounds=2)
    print(f"{claims:,} claims of three lines: 835 {len(remittance) / 1e6:.1f} MB, 837P {len(submission) / 1e6:.1f} MB")
    for name, rate in rates.items():
        print(f"{name:<22} {rate:>7.2f} MB/s of one core")
    print(f"most memory while reading: {memory:.0f} MB")
    rounded = {name: round(rate, 2) for name, rate in rates.items()}
    print(json.dumps({"claims": claims, "mb_s": rounded, "memory_mb": round(memory)}))
    return int(min(rates["835 read"], rates["837P read"]) < GOAL)


def _rate(work: Callable[[], object], data: bytes, rounds: int = ROUNDS) -> float:
    """Return megabytes a second of this process's own CPU, by the median of some rounds."""
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return len(data) / statistics.median(seconds) / 1e6


def _read(data: bytes) -> None:
    assert not [issue for issue in read(data).issues if issue.severity is Severity.ERROR]


def _modelled(data: bytes) -> None:
    with X12ModelReader(data.decode().replace("X222A1", "X222A2")) as reader:
        for _ in reader.models():
            pass


def _remittance(claims: int) -> bytes:
    """Return the sample's claim many times over, with other numbers and amounts, so that all of it adds up."""
    raws = _segments("835.txt")
    begin, end = _first(raws, "CLP"), _first(raws, "SE")
    body = []
    for number in range(claims):
        less = 1 + number % 300
        owed = 2 * (350 - less) + 50
        for raw in raws[begin:end]:
            changed = raw.replace("EP1001", f"EP{number}").replace("W123456789", f"W{number:09}")
            changed = changed.replace("CO*45*75", f"CO*45*{less}").replace("PR*1*275", f"PR*1*{350 - less}")
            body.append(changed.replace("*1050*200*600*", f"*1050*200*{owed}*"))
    head = [raw.replace("BPR*I*200*", f"BPR*I*{200 * claims}*") for raw in raws[:begin]]
    return _file(head, body, raws[end:])


def _submission(claims: int) -> bytes:
    """Return the sample's subscriber and claim many times over, with other numbers."""
    raws = _segments("837P.txt")
    begin, end = raws.index("HL*2*1*22*0"), _first(raws, "SE")
    body = []
    for number in range(claims):
        for raw in raws[begin:end]:
            changed = raw.replace("EP1001", f"EP{number}").replace("W123456789", f"W{number:09}")
            body.append(changed.replace("HL*2*1", f"HL*{number + 2}*1"))
    return _file(raws[:begin], body, raws[end:])


def _segments(name: str) -> list[str]:
    return (SAMPLES / name).read_text(encoding="ascii").replace("\n", "").split("~")[:-1]


def _first(raws: list[str], name: str) -> int:
    return next(index for index, raw in enumerate(raws) if raw.startswith(f"{name}*"))


def _file(head: list[str], body: list[str], tail: list[str]) -> bytes:
    count = len(head) - _first(head, "ST") + len(body) + 1
    return "".join(f"{raw}~\n" for raw in [*head, *body, f"SE*{count}*0001", *tail[1:]]).encode()


if __name__ == "__main__":
    sys.exit(main())
