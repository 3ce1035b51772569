"""The texts that a new organization starts from: our own words, for its counsel to review and change.

Source: docs/sources.md#notice (42 CFR 2.22; 45 CFR 164.520). They are no legal advice, and pages say so.
"""

from importlib import resources

from stepwell.privacy.vocabulary import NoticeKind


def starting_text(kind: NoticeKind) -> str:
    """Return our text of a kind."""
    return resources.files(__package__).joinpath(f"{kind}.txt").read_text(encoding="utf-8").strip()
