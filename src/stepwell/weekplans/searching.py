"""Looking for a week: with groups where they are and, if they may move, once more with that."""

from collections.abc import Callable
from typing import Any

from stepwell.scheduling.checker.certificate import Verdict, certify
from stepwell.weekplans import solving
from stepwell.weekplans.actions.proposals import Asked
from stepwell.weekplans.rules.opening import Worth, calmed, standing


def search(
    asked: Asked, *, tell: Callable[[dict[str, float]], None], is_canceled: Callable[[], bool]
) -> dict[str, Any] | None:
    """Return the document with the best week found and its result; None if it was canceled meanwhile.

    A week in which groups moved is only taken if it is better than the best in which none did.

    tell, is_canceled  as `solving.solve` has them
    raises             solving.Unsolved
    """
    instance = asked.document["instance"]

    def solve(given: dict[str, Any], seconds: int) -> dict[str, Any] | None:
        document = {"format": asked.document["format"], "instance": given}
        return solving.solve(document, seconds=seconds, seed=asked.seed, tell=tell, is_canceled=is_canceled)

    def worth(week: dict[str, Any]) -> Worth:
        found = certify({"instance": instance, "week": week})
        return found["verdict"] == Verdict.REFUSED, found["cost"]["total"]

    if not asked.opens:
        return solve(instance, asked.seconds)
    half = asked.seconds // 2
    still = solve(standing(instance, asked.lost), half)
    if still is None or worth(still["week"]) == (False, 0):
        return still
    found = solve(instance, asked.seconds - half)
    if found is None:
        return None
    bound = min(found["result"]["bound"], worth(still["week"])[1])
    if worth(still["week"]) <= worth(found["week"]):
        return still | {"result": still["result"] | {"bound": bound}}
    return found | {"week": calmed(instance, found["week"], worth)}
