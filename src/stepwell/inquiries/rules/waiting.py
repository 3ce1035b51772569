"""How long somebody has been waiting, in words."""

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
_TWO_DAYS = timedelta(days=2)


def waited(since: datetime, now: datetime) -> str:
    """Return "5 min", "2 h" or "3 days"; an instant in the future counts as now."""
    gone = max(now - since, timedelta())
    if gone < _HOUR:
        return f"{gone // timedelta(minutes=1)} min"
    if gone < _TWO_DAYS:
        return f"{gone // _HOUR} h"
    return f"{gone.days} days"
