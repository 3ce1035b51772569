"""Kills amid the sending of claims: whether one leaves twice, a number comes again, or a claim is lost."""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.utils import timezone  # noqa: E402

from benchmarks import clinic  # noqa: E402
from benchmarks.sender import BEGINS  # noqa: E402
from stepwell.billing.tasks import charge_due  # noqa: E402
from stepwell.claims.actions.cutting import cut_claims  # noqa: E402
from stepwell.claims.actions.queuing import queue  # noqa: E402
from stepwell.claims.models import Claim, ClaimEvent, OutboundFile  # noqa: E402
from stepwell.claims.vocabulary import State  # noqa: E402
from stepwell.platform.jobs import scopes  # noqa: E402
from stepwell.platform.walls.scope import Scope, acting  # noqa: E402
from stepwell.privacy.models import Disclosure  # noqa: E402
from stepwell.privacy.rules.elements import statements_needed  # noqa: E402
from stepwell.privacy.vocabulary import Kind  # noqa: E402

CLIENTS = 204
CHOSEN = 12  # claims before each kill
TAKEN = 0.5  # how often the transfer empties the folder between two kills
_CLAIM = re.compile(r"CLM\*([^*]+)\*")
_NUMBERS = re.compile(r"(ISA)(?:\*[^*]*){12}\*([0-9]+)|(GS)(?:\*[^*]*){5}\*([0-9]+)|(ST\*837)\*([0-9]+)")


def main() -> int:
    """Kill, count and compare; the exit status is 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="benchmarks sending")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    people = clinic.fill(
        CLIENTS, active=CLIENTS, more=("charging.sql", "claims.sql"),
        values={"statements": sorted(statements_needed(Kind.TPO))},
    )  # fmt: skip
    scope = scopes.system(people.organization, "benchmark")
    _cut(scope)
    taken: list[Path] = []
    chosen = _choose(scope)
    steps, seconds = _whole(people.organization)
    stopped: Counter[str] = Counter()
    while sum(stopped.values()) < options.kills:
        chosen |= _choose(scope)
        by_clock = chance.random() < 0.5
        if _killed(people.organization, chance, by_clock=by_clock, steps=steps, seconds=seconds):
            stopped[_where(scope)] += 1
        if chance.random() < TAKEN:
            taken += _transfer(people.organization)
    _whole(people.organization)
    taken += _transfer(people.organization)
    found = _found(scope, taken, chosen)
    print(f"{sum(stopped.values())} kills; what stood in the database then: {dict(stopped)}")
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<44}{value}")
    print(json.dumps({"kills": sum(stopped.values()), "stopped": stopped, **found}))
    return int(any(value for name, value in found.items() if name not in {"claims_chosen", "files"}))


def _cut(scope: Scope) -> None:
    """Make claims of all weeks whose notes are signed."""
    today = timezone.now().date()
    charge_due(scope, today - timedelta(days=28), today - timedelta(days=1), at=timezone.now())
    with acting(scope):
        cut_claims(actor=scope, at=timezone.now(), through=today - timedelta(days=1))


def _choose(scope: Scope) -> set[str]:
    """Let further claims leave; return their numbers."""
    with acting(scope):
        ready = Claim.objects.filter(state=State.READY).order_by("number")[:CHOSEN]
        numbers = {row.number for row in ready}
        if numbers:
            queue(actor=scope, at=timezone.now(), claim_ids=[row.pk for row in ready])
    return numbers


def _sender(organization: UUID, last: int) -> subprocess.Popen[str]:
    """Begin to send; returns when it has begun."""
    command = [sys.executable, "-m", "benchmarks.sender", str(organization), str(last)]
    process = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline().strip() == BEGINS
    return process


def _whole(organization: UUID) -> tuple[int, float]:
    """Send to the end; return the steps and seconds that it took."""
    process, began = _sender(organization, 0), time.monotonic()
    said, _ = process.communicate()
    assert process.returncode == 0
    return int(said), time.monotonic() - began


def _killed(organization: UUID, chance: random.Random, *, by_clock: bool, steps: int, seconds: float) -> bool:
    """Send, and kill at a random moment or before a random step; return whether it was before the end."""
    process = _sender(organization, 0 if by_clock else chance.randint(1, steps))
    if by_clock:
        time.sleep(chance.random() * seconds)
        process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def _where(scope: Scope) -> str:
    """Return how far the newest claims came."""
    with acting(scope):
        file = OutboundFile.objects.order_by("-interchange").first()
        if Claim.objects.filter(state=State.QUEUED, files=None).exists():
            return "chosen"
        if file is None or file.left_at:
            return "told that it left"
        return "laid down" if file.spooled_at else "made"


def _transfer(organization: UUID) -> list[Path]:
    """Take away what lies in the folder, as a clinic's own transfer does."""
    folder = Path(settings.OUTBOUND_FOLDER, str(organization))
    away = folder.parent / "taken"
    away.mkdir(exist_ok=True)
    files = sorted(folder.glob("*.x12"))
    return [file.rename(away / file.name) for file in files]


def _found(scope: Scope, taken: list[Path], chosen: set[str]) -> dict[str, int]:
    texts = {path.name: path.read_text(encoding="ascii") for path in taken}
    claims = Counter(number for text in texts.values() for number in _CLAIM.findall(text))
    numbers = Counter(number for text in texts.values() for number in _NUMBERS.findall(text))
    with acting(scope):
        rows = {row.name: row for row in OutboundFile.objects.exclude(left_at=None)}
        events = Counter(ClaimEvent.objects.filter(state=State.SENT).values_list("claim__number", flat=True))
        told = Disclosure.objects.count()
    digests = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    return {
        "claims_chosen": len(chosen),
        "files": len(taken),
        "claims_lost": len(chosen - claims.keys()),
        "claims_sent_twice": sum(count > 1 for count in claims.values()),
        "claims_sent_unasked": len(claims.keys() - chosen),
        "files_twice": len(taken) - len(texts),
        "numbers_used_again": sum(count > 1 for count in numbers.values()),
        "files_unlike_their_row": sum(name not in rows or rows[name].digest != text for name, text in digests.items()),
        "rows_without_a_file": len(rows.keys() - texts.keys()),
        "claims_not_told_as_sent_once": sum(events[number] != 1 for number in chosen),
        "disclosures_too_many_or_few": abs(told - len(chosen)),
    }


if __name__ == "__main__":
    raise SystemExit(main())
