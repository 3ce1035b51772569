"""What is done in this room, and what other rooms call: `open_crisis`.

Each runs in the caller's transaction and scope. Refusals come before the first write.
"""

from stepwell.crisis.actions.events import open_crisis

__all__ = ["open_crisis"]
