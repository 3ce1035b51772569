"""`stepwell shell`: Python as somebody, inside one organization, on the record."""

from argparse import Namespace
from code import InteractiveConsole
from types import CodeType
from uuid import uuid4

from stepwell.cli.command import DONE, UNUSABLE
from stepwell.cli.say import complain
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import queries
from stepwell.platform.tenancy.queries import Choice
from stepwell.platform.trail import recording
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import Kind, Scope, acting

_BANNER = """Python for {organization}, as {email}, who sees here what the walls let that person see.
Each statement is a transaction of its own: an error undoes it, anything else is kept."""


class _Console(InteractiveConsole):
    """Runs each statement as the scope. One long transaction would be ended by the server, and halt the seals."""

    def __init__(self, scope: Scope) -> None:
        super().__init__({"scope": scope})
        self._scope = scope

    def runcode(self, code: CodeType) -> None:
        try:
            with acting(self._scope):
                exec(code, self.locals)  # noqa: S102 - what was typed at the terminal
        except SystemExit:
            raise
        except BaseException:  # noqa: BLE001 - whatever was typed may fail in any way
            self.showtraceback()


def run(options: Namespace) -> int:
    """Open the shell; the access log says who opened it, and why, before the first line is typed."""
    account = Account.objects.filter(email=options.email.strip().lower(), is_active=True).first()
    organization = _chosen(account, options.organization) if account else None
    if account is None or organization is None:
        complain("There is no such account in an organization of that name. Nothing was opened.")
        return UNUSABLE
    scope = Scope(
        actor=account.pk,
        organization=organization.id,
        purpose=f"command: {options.reason}",
        kind=Kind.STAFF,
        reason=options.reason,
    )
    with acting(scope):
        recording.record(page="stepwell shell", way=Way.COMMAND, request_id=uuid4(), count=0)
    _Console(scope).interact(_BANNER.format(organization=organization.name, email=account.email), exitmsg="")
    return DONE


def _chosen(account: Account, wanted: str) -> Choice | None:
    for choice in queries.organizations_of(account.pk):
        if wanted in {choice.name, str(choice.id)}:
            return choice
    return None
