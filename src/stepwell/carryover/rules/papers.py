"""Papers that stay on paper: a plan, a consent. What they say is not known here; that they are there is."""

from dataclasses import dataclass
from datetime import date

from stepwell.kernel.findings import Finding

OLDEST_YEAR = 1990


@dataclass(frozen=True)
class Paper:
    """A paper of a client.

    kind       "plan" or "consent"
    dated      of a consent: when it was signed
    review_by  of a plan: when its next review is due
    """

    kind: str
    dated: date
    kept_at: str = ""
    signed_by: str = ""
    review_by: date | None = None


def check_paper(paper: Paper, *, on: date) -> list[Finding]:
    """Return what is wrong with a paper on a day, under the names of the columns."""
    dated, kept = ("plan_dated", "plan_kept_at") if paper.kind == "plan" else ("consent_signed_on", "consent_kept_at")
    found = []
    if paper.dated > on:
        found.append(Finding("CAR-040", "This paper is dated in the future. Check the date.", dated))
    if paper.dated.year < OLDEST_YEAR:
        found.append(Finding("CAR-040", "This paper is older than can be. Check the year.", dated))
    if not paper.kept_at.strip():
        found.append(Finding("CAR-041", "Say where the paper is kept, so that others find it.", kept))
    if paper.kind == "plan" and not paper.signed_by.strip():
        found.append(Finding("CAR-042", "Say who signed the plan.", "plan_signed_by"))
    if paper.kind == "plan" and (paper.review_by is None or paper.review_by <= paper.dated):
        found.append(Finding("CAR-043", "Enter when the next review is due; it follows the plan.", "plan_review_by"))
    return found
