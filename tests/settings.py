"""Settings of a test run: its own server, no hashing of file names, cheap passwords."""

from tests.plans import keep_plans
from tests.postgres import throwaway

throwaway()
keep_plans()

from stepwell.config.settings import *  # noqa: E402, F403 (the server's address must stand first)
from stepwell.config.settings import DATABASES  # noqa: E402
from stepwell.platform.crypto import keyring  # noqa: E402

keyring.create_if_missing()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A browser holds on to many threads of the test's web server: they share connections, which stay open and warm.
DATABASES["default"].update(CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False)
DATABASES["default"]["OPTIONS"].update(pool={"min_size": 0, "max_size": 20}, prepare_threshold=1)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
