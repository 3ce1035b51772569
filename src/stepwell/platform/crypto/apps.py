"""Registers the app, so that its commands are found."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """Encryption of fields. It has no tables of its own."""

    name = "stepwell.platform.crypto"
    label = "crypto"
