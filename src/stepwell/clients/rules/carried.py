"""What must hold of the sums of an episode that began before the clinic used Stepwell."""

from dataclasses import dataclass
from datetime import date

from stepwell.clients.rules.enrollment import Span
from stepwell.kernel.findings import Finding

MOST_DAYS = 1_000
MOST_MINUTES = MOST_DAYS * 12 * 60
NUMBER_LETTERS = 40
LEAST_SOURCE = 3  # letters


@dataclass(frozen=True)
class Sums:
    """How far an episode had come.

    as_of    the last day counted; attendance counts from the day after
    days     on which somebody attended
    minutes  attended in all
    source   where the figures come from
    """

    as_of: date
    days: int
    minutes: int
    source: str


def check(sums: Sums, *, episode: Span, on: date) -> list[Finding]:
    """Return what is wrong with the sums of an episode.

    on  today: nothing that is still to come was attended
    """
    found = _check_day(sums, episode, on)
    most = (sums.as_of - episode.begin).days + 1
    if not 0 <= sums.days <= MOST_DAYS or not 0 <= sums.minutes <= MOST_MINUTES:
        found.append(Finding("BEF-003", f"Enter 0 to {MOST_DAYS} days, and their minutes.", "days_attended"))
    elif sums.days > max(most, 0):
        found.append(
            Finding(
                "BEF-004",
                f"From the admission through that day there are {max(most, 0)} days, and {sums.days} are entered.",
                "days_attended",
            )
        )
    if bool(sums.days) != bool(sums.minutes) or sums.minutes > sums.days * 24 * 60 or 0 < sums.minutes < sums.days:
        words = f"{sums.minutes} minutes do not fit {sums.days} days. Enter the minutes attended on all days together."
        found.append(Finding("BEF-005", words, "minutes_attended"))
    if len(sums.source.strip()) < LEAST_SOURCE:
        found.append(Finding("BEF-006", "Say where these figures come from, such as “paper chart”.", "source"))
    return found


def _check_day(sums: Sums, episode: Span, on: date) -> list[Finding]:
    if sums.as_of > on:
        return [Finding("BEF-001", "The last day counted lies in the future. Enter today or a day before.", "as_of")]
    if not episode.holds(sums.as_of):
        return [Finding("BEF-002", "The last day counted lies before the admission. Check both dates.", "as_of")]
    return []
