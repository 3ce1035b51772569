"""The certificate: what was checked, rule by rule and client by client, and a hash of it."""

from collections import Counter, defaultdict
from enum import StrEnum
from hashlib import sha256
from json import dumps
from typing import Any

from stepwell.scheduling.checker import seats, sessions, weeks
from stepwell.scheduling.checker.costs import by_client as costs_by_client
from stepwell.scheduling.checker.costs import costs
from stepwell.scheduling.checker.facts import Instance, instance
from stepwell.scheduling.checker.plan import SHORT, Check, Plan, Rule, plan


class Verdict(StrEnum):
    """What the checker found."""

    CERTIFIED = "certified"  # every rule holds
    PARTIAL = "partial"  # the week can be held, and somebody is short
    REFUSED = "refused"  # a rule is broken


FORMAT = "stepwell-week-certificate/1"


def certify(document: dict[str, Any]) -> dict[str, Any]:
    """Return the certificate of a week.

    document  with "instance" and "week", in which `reading.problems` has found nothing wrong
    returns   a JSON document: verdict, hash of what was certified, cost, rules, clients and violations
    """
    given = instance(document["instance"])
    week = plan(document["week"], given)
    checked = [check for part in (seats, sessions, weeks) for check in part.checks(given, week)]
    broken = [check for check in checked if check.sentence]
    cost = costs(given, week)
    return {
        "format": FORMAT,
        "verdict": _verdict(broken),
        "sha256": digest(document),
        "cost": {"total": sum(cost.values()), **cost},
        "rules": _rules(checked),
        "clients": _clients(given, week, broken),
        "violations": [_written(check) for check in broken],
    }


def digest(document: dict[str, Any]) -> str:
    """Return the SHA-256 of instance and week in their canonical form: keys sorted, no blanks, UTF-8."""
    both = {"instance": document["instance"], "week": document["week"]}
    return sha256(dumps(both, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def _verdict(broken: list[Check]) -> Verdict:
    if not broken:
        return Verdict.CERTIFIED
    return Verdict.PARTIAL if {check.rule for check in broken} <= SHORT else Verdict.REFUSED


def _rules(checked: list[Check]) -> list[dict[str, Any]]:
    times, faults = Counter(check.rule for check in checked), Counter(check.rule for check in checked if check.sentence)
    return [{"rule": rule, "checks": times[rule], "violations": faults[rule]} for rule in Rule]


def _clients(given: Instance, week: Plan, broken: list[Check]) -> list[dict[str, Any]]:
    by_client: dict[str, list[Check]] = defaultdict(list)
    for check in broken:
        if check.client:
            by_client[check.client].append(check)
    found, cost = [], costs_by_client(given, week)
    for client in given.clients:
        sums = weeks.totals(client, given, week)
        found.append(
            {
                "client": client,
                "verdict": _verdict(by_client[client]),
                "minutes": sums.minutes,
                "days": sums.days,
                "violations": [check.rule for check in by_client[client]],
                "cost": cost[client],
            }
        )
    return found


def _written(check: Check) -> dict[str, Any]:
    named = {"rule": check.rule, "client": check.client, "session": check.session, "sentence": check.sentence}
    return {name: value for name, value in named.items() if value is not None}
