"""What must hold of an episode of care and of the levels within it. Days are dates at the site, both ends included."""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.kernel.findings import Finding

FURTHEST = timedelta(days=60)  # as far ahead as an admission is planned


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; without an end it goes on."""

    begin: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether a day lies within."""
        return self.begin <= day and (self.end is None or day <= self.end)

    def meets(self, other: "Span") -> bool:
        """Return whether two spans share a day."""
        return (other.end is None or self.begin <= other.end) and (self.end is None or other.begin <= self.end)

    def day_of(self, day: date) -> int:
        """Return which day of the span a day is; the first is 1."""
        return (day - self.begin).days + 1


def check_opening(opened_on: date, episodes: list[Span], *, on: date, born: date | None) -> list[Finding]:
    """Return what is in the way of opening an episode.

    episodes  those the client has, voided ones left out
    on        today
    """
    found = []
    if opened_on > on + FURTHEST:
        found.append(
            Finding("ENR-001", f"Admission is planned at most {FURTHEST.days} days ahead. Check the date.", "opened_on")
        )
    if born and opened_on <= born:
        found.append(Finding("ENR-002", "The admission lies before the birth date. Check the date.", "opened_on"))
    for other in episodes:
        if other.meets(Span(opened_on)):
            end = f"ended {other.end:%B %-d, %Y}" if other.end else "is open"
            found.append(
                Finding(
                    "ENR-003",
                    f"An episode from {other.begin:%B %-d, %Y} {end}. One person is in one episode at a time.",
                    "opened_on",
                )
            )
    return found


def check_stay(starts_on: date, *, episode: Span, stays: list[Span], reason: str) -> list[Finding]:
    """Return what is in the way of a new level from a day on; it ends the one that is running.

    stays  of the same episode, voided ones left out
    """
    found = []
    if not reason.strip():
        found.append(Finding("ENR-004", "Say why this level of care begins.", "reason"))
    if not episode.holds(starts_on):
        found.append(Finding("ENR-005", "The level must begin within the episode. Check the date.", "starts_on"))
    if any(stay.begin >= starts_on for stay in stays):
        found.append(
            Finding("ENR-006", "A level of care begins on that day or later. Correct that one instead.", "starts_on")
        )
    return found


def check_closing(closed_on: date, *, episode: Span, stays: list[Span], on: date) -> list[Finding]:
    """Return what is in the way of closing an episode."""
    found = []
    if closed_on < episode.begin:
        found.append(Finding("ENR-007", "The last day lies before the admission. Check the date.", "closed_on"))
    if closed_on > on:
        found.append(Finding("ENR-008", "The last day lies in the future. Close the episode on that day.", "closed_on"))
    if any(stay.begin > closed_on for stay in stays):
        found.append(
            Finding("ENR-009", "A level of care begins after the last day. Correct that one first.", "closed_on")
        )
    if episode.end:
        found.append(Finding("ENR-010", f"This episode was closed on {episode.end:%B %-d, %Y}."))
    return found
