"""Tables outside the walls: none holds tenant or client data. The catalog test fails on one that is in neither list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """What the application may do with a table without a wall, and why it needs none."""

    rights: str
    reason: str


_WRITE = "SELECT, INSERT, UPDATE, DELETE"
_SIGN_IN = "asked before it is known who acts; holds staff accounts only, never a client"
_JOBS = "the job queue; arguments are ids only"

OPEN: dict[str, Door] = {
    "accounts_account": Door("SELECT, INSERT, UPDATE", _SIGN_IN),
    "account_emailaddress": Door(_WRITE, _SIGN_IN),
    "account_emailconfirmation": Door(_WRITE, _SIGN_IN),
    "mfa_authenticator": Door(_WRITE, _SIGN_IN + "; secrets are encrypted"),
    "usersessions_usersession": Door(_WRITE, _SIGN_IN),
    "django_session": Door(_WRITE, "session of a staff account: ids and times only"),
    "stepwell_cache": Door(_WRITE, "counters of rate limits"),
    "django_admin_log": Door("SELECT, INSERT", "what an installation's administrator changed of accounts"),
    "accounts_account_groups": Door("", "not used"),
    "accounts_account_user_permissions": Door("", "not used"),
    "auth_group": Door("SELECT", "Django's own; not used"),
    "auth_group_permissions": Door("SELECT", "Django's own; not used"),
    "auth_permission": Door("SELECT", "Django's own; not used"),
    "django_content_type": Door("SELECT", "names of models"),
    "django_migrations": Door("SELECT", "names of migrations"),
    "pghistory_context": Door("", "pghistory's own; context stands in each history row instead"),
    "clients_diagnosiscode": Door("SELECT", "the official list of diagnosis codes: the same for everybody"),
    "clients_codelist": Door("SELECT", "which editions of that list were loaded"),
    "procrastinate_jobs": Door(_WRITE, _JOBS),
    "procrastinate_events": Door(_WRITE, _JOBS),
    "procrastinate_periodic_defers": Door(_WRITE, _JOBS),
    "procrastinate_workers": Door(_WRITE, _JOBS),
}
