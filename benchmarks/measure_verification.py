"""How many answers about benefits are read in a second of one core, and how long the estimates of a census take."""

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

from stepwell.coverage.figures import published
from stepwell.coverage.rules.answering import understand
from stepwell.coverage.rules.basis import Basis, Days
from stepwell.coverage.rules.combining import benefits_of
from stepwell.coverage.rules.cost.days import Price, Weekday
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Request, answer
from stepwell.coverage.rules.estimating import course_of, insured
from stepwell.coverage.rules.plan_types import NOTHING_SAID, rules_of
from stepwell.coverage.rules.telling import path_of, sentences
from stepwell.coverage.vocabulary import PlanType

REQUEST = TypeAdapter(Request)

FILE = Path(__file__).parent.parent / "tests" / "data" / "x12" / "271.txt"
MEMBER = "W123456789"
FILES = 2000
WEEKDAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)


def main() -> int:
    """Measure, print a table and a line of JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks verification")
    parser.add_argument("--census", type=int, default=500, help="clients whose estimates are made; 500 unless said")
    options = parser.parse_args()
    text = FILE.read_text(encoding="ascii")
    rate = round(FILES / _seconds(lambda: understand(text, member_id=MEMBER, addiction=True), FILES))
    stored = REQUEST.dump_json(_request(text, 0)).decode()
    page = _seconds(lambda: _told(stored), FILES) / FILES * 1000
    began = time.process_time()
    for number in range(options.census):
        REQUEST.dump_json(_priced(_request(text, number)))
    census = time.process_time() - began
    print(f"{rate:>6,} answers (271, {len(text):,} bytes) read and interpreted a second of one core")
    print(f"{census:>6.2f} s of CPU for the estimates of {options.census} clients, each from its 271")
    print(f"{page:>6.2f} ms of CPU for what the page of an estimate prices and says")
    print(json.dumps({"answers_a_second": rate, "census": options.census, "seconds": census, "page_ms": page}))
    return 0


def _seconds(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - began


def _request(text: str, number: int) -> Request:
    """Return an estimate of 24 days as it is made from a file; each client begins on another day."""
    found = understand(text, member_id=MEMBER, addiction=True).found
    assert found
    days = Days(date(2026, 3, 2 + number % 28), WEEKDAYS, 8, attended=Decimal(90))
    rules = rules_of(PlanType.PPO, NOTHING_SAID)
    basis = Basis(PlanType.PPO, benefits_of(found), Tier.IN, date(2026, 3, 1), rules)
    prices = [Price("H0015", Decimal(350), Decimal(275))]
    return insured(basis, course_of(days, "H0015"), prices, published().limits, days.attended)


def _priced(request: Request) -> Request:
    answer(request, published())
    return request


def _told(stored: str) -> list[str]:
    request = REQUEST.validate_json(stored)
    found = answer(request, published())
    part = found.estimate
    return sentences(path_of(found.lines, request.plan), low=part.low, expected=part.expected, high=part.high)


if __name__ == "__main__":
    raise SystemExit(main())
