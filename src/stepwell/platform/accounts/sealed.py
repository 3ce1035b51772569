"""Sessions whose content is sealed: what a page says to somebody once, or a secret being set up, is not readable in the
table (settings.SESSION_ENGINE)."""

import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from stepwell.platform.crypto import spots
from stepwell.platform.crypto.errors import DecryptionFailed, UnknownKey

_LABEL = "accounts.session"


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, each row's content under the field keys."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the content as it is stored."""
        return spots.seal_token(json.dumps(session_dict, separators=(",", ":")), _LABEL)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Return stored content; what does not open is no session, and the person signs in again."""
        try:
            content: dict[str, Any] = json.loads(spots.open_token(str(session_data), _LABEL))
        except (DecryptionFailed, UnknownKey):
            return {}
        return content
