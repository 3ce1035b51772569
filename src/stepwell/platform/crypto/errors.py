"""What can go wrong with keys and sealed values. No message ever holds a key or a value."""


class CryptoError(Exception):
    """Anything this package raises on purpose."""


class KeyFileError(CryptoError):
    """A key file is missing, open to others, unreadable or damaged; the message names the file and what to do."""


class RotationRefused(CryptoError):
    """Rotation cannot run here and now; the message says why and what would help."""


class DecryptionFailed(CryptoError):
    """A sealed value does not open under its label: damaged, moved from another column, or not sealed by these keys."""

    def __init__(self, label: str, why: str) -> None:
        """Name the column's label and the reason."""
        super().__init__(f"{label}: {why}")
        self.label = label


class UnknownKey(DecryptionFailed):
    """A value was sealed with a key this installation does not hold."""

    def __init__(self, label: str, key_id: str) -> None:
        """Name the column's label and the key's id."""
        super().__init__(
            label, f"sealed with key {key_id}, which the key file lacks. Restore the key file of that time."
        )
        self.key_id = key_id
