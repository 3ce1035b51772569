"""Settings of a test run: its own server, no hashing of file names, cheap passwords."""

from tests.postgres import throwaway

throwaway()

from stepwell.config.settings import *  # noqa: E402, F403 (the server's address must stand first)
from stepwell.platform.crypto import keyring  # noqa: E402

keyring.create_if_missing()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
