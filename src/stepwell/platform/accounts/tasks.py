"""What the worker does for accounts. It belongs to no organization: an account may have several, or none."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from stepwell.platform.accounts import notices


@app.task(name=notices.TASK, retry=RetryStrategy(max_attempts=7, exponential_wait=3))  # type: ignore[untyped-decorator]
def send(*, account: str, kind: str) -> None:
    """Send one mail."""
    notices.send(UUID(account), notices.Kind(kind))
