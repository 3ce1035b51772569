"""Django's settings. What differs between installations is read from the environment (docs/runbooks/install.md)."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from stepwell.config import database, environment, logs, places

PRODUCTION = environment.one_of("STEPWELL_PROFILE", ("laptop", "production")) == "production"
PACKAGE = Path(__file__).resolve().parent.parent

# --- who we are -------------------------------------------------------------------------------------------------
DEBUG = False  # the debug page shows values of client data: never on
SECRET_KEY = places.django_secret_key()
ALLOWED_HOSTS = environment.words("STEPWELL_HOSTS") or ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
LISTEN = environment.text("STEPWELL_LISTEN", "127.0.0.1:8000")
CLINIC_URL = environment.text("STEPWELL_URL", f"http://{LISTEN.replace('127.0.0.1', 'localhost')}")
ROOT_URLCONF = "stepwell.config.urls"
WSGI_APPLICATION = "stepwell.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_NAME = "Stepwell"

INSTALLED_APPS = [
    "stepwell.platform.walls",
    "stepwell.platform.crypto",
    "stepwell.platform.accounts",
    "stepwell.platform.tenancy",
    "stepwell.platform.drafts",
    "stepwell.platform.jobs",
    "stepwell.platform.trail",
    "stepwell.platform.links",
    "stepwell.platform.documents",
    "stepwell.platform.signatures",
    "stepwell.platform.outbox",
    "stepwell.platform.invitations",
    "stepwell.platform.ui",
    "stepwell.people",
    "stepwell.clients",
    "stepwell.privacy",
    "stepwell.inquiries",
    "stepwell.coverage",
    "stepwell.crisis",
    "stepwell.assessments",
    "stepwell.scheduling",
    "stepwell.weekplans",
    "stepwell.treatmentplans",
    "stepwell.attendance",
    "stepwell.reminders",
    "stepwell.notes",
    "stepwell.authorizations",
    "stepwell.placement",
    "stepwell.admissions",
    "stepwell.carryover",
    "stepwell.reviews",
    "stepwell.billing",
    "stepwell.funding",
    "stepwell.claims",
    "stepwell.remittances",
    "stepwell.workspace",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django.forms",
    "django.contrib.admin.apps.SimpleAdminConfig",  # only accounts are administered there: accounts.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stepwell.platform.accounts.middleware.IdleMiddleware",
    "stepwell.platform.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "stepwell.platform.tenancy.middleware.ScopeMiddleware",
    "stepwell.platform.accounts.middleware.SecondFactorMiddleware",
    "stepwell.platform.drafts.middleware.DraftsMiddleware",
]

# --- database, cache, jobs --------------------------------------------------------------------------------------
DATABASES = {"default": database.settings()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "stepwell_cache"}}
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2}
PGHISTORY_CONTEXT_FIELD: Any = None  # set below, after the import that needs no settings

# --- pages ------------------------------------------------------------------------------------------------------
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "stepwell.platform.ui.context.frame",
            ],
            # Spelled out because cotton and template-partials both want to wrap the loaders, and one of them loses.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "stepwell.platform.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "stepwell.platform.ui.rendering.Renderer"
FILE_UPLOAD_HANDLERS = ["stepwell.platform.documents.uploads.InMemory"]  # nothing a client hands in touches the disk
OUTBOUND_FOLDER = places.outbound()
STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("STEPWELL_STATIC", places.home() / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live encrypted in the database
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LANGUAGE_CODE = "en-us"
USE_I18N = False  # English only: each value written on a page would ask which language is spoken
USE_TZ = True
TIME_ZONE = "UTC"  # pages speak each site's own zone

# --- browser security -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "stepwell.platform.accounts.sealed"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # the longest a sign-in lasts; idle sign-out comes first (accounts.middleware)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # words of ours only, never a name
if PRODUCTION:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = environment.flag("STEPWELL_REDIRECT_TO_HTTPS", default=True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if environment.number("STEPWELL_PROXIES", default=0):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("STEPWELL_PROXIES", default=0)

# --- accounts ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link for a new password works
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation sent to it
ACCOUNT_ADAPTER = "stepwell.platform.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {name: f"stepwell.platform.accounts.forms.{form}" for name, form in {
    "login": "SignIn", "reauthenticate": "Confirm", "change_password": "ChangePassword", "set_password": "SetPassword",
    "reset_password": "ForgottenPassword", "reset_password_from_key": "NewPassword",
}.items()}  # fmt: skip
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because a stranger typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (a class)
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_RATE_LIMITS = {
    "calendar": "30/10m/ip",  # wrong addresses of calendars, not right ones
    "link": "30/10m/ip",
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "stepwell.platform.accounts.mfa.MFAAdapter"
MFA_FORMS = {name: f"stepwell.platform.accounts.forms.{form}" for name, form in {
    "authenticate": "SecondStep", "reauthenticate": "ConfirmCode", "activate_totp": "ActivateApp",
    "login_webauthn": "PasskeySignIn", "add_webauthn": "AddPasskey", "edit_webauthn": "RenamePasskey",
}.items()}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
IDLE_MINUTES = environment.number("STEPWELL_IDLE_MINUTES", default=15, at_least=2)

# --- mail and logs ----------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("STEPWELL_MAIL_HOST")
EMAIL_PORT = environment.number("STEPWELL_MAIL_PORT", default=587)
EMAIL_HOST_USER = environment.text("STEPWELL_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("STEPWELL_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("STEPWELL_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = environment.text("STEPWELL_MAIL_FROM", "no-reply@localhost")

LOGGING = logs.LOGGING
