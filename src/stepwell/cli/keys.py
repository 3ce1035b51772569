"""Which encryption keys this installation has, as a backup remembers them."""

import json

from stepwell.platform.crypto import keyring
from stepwell.platform.server.backup.archive import Keys


def here() -> Keys:
    """Return fingerprint and ids of the keys in place; empty if there are none. Reads no key."""
    file = keyring.keys_file()
    if not file.exists():
        return Keys()
    written = json.loads(file.read_text(encoding="utf-8"))
    return Keys(master=written["master"], ids=tuple(sorted(written["keys"])))
