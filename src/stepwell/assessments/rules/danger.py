"""How grave critical answers are. The tiers are the crisis room's; this gives it the facts."""

from collections.abc import Mapping

from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.scoring import Score
from stepwell.crisis.rules import tiers
from stepwell.crisis.rules.tiers import Screener
from stepwell.crisis.vocabulary import Tier

COLUMBIA, PHQ = "c-ssrs", "phq-9"


def tier_of(definition: Definition, answers: Mapping[str, int | None], score: Score) -> Tier | None:
    """Return the tier of the gravest answer, or None if no answer is critical.

    An instrument without a rule of its own counts as the lowest tier: somebody looks at it today.
    source  docs/sources.md#crisis-tiers
    """
    if not score.critical:
        return None
    if definition.code == COLUMBIA:
        return tiers.tier_of_screener(screener(answers))
    if definition.code == PHQ:
        return tiers.tier_of_item_9(answers.get("q9") or 0)
    return Tier.LOW


def screener(answers: Mapping[str, int | None]) -> Screener:
    """Return answers to the Columbia screener as the crisis room reads them; what was not answered is not known."""
    told = [_yes(answers.get(f"q{number}")) for number in range(1, 8)]
    return Screener(*told)


def words_of(definition: Definition, score: Score) -> str:
    """Return the critical answers in words, for whoever acts on them."""
    said = (f"{one.means} ({definition.item(one.item).label_of(one.value).lower()})" for one in score.critical)
    return f"{definition.short}: {'; '.join(said)}."


def _yes(value: int | None) -> bool | None:
    return None if value is None else bool(value)
