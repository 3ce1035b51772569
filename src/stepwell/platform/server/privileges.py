"""What the web server and the worker run as, and which secrets they may read.

Started by root they get an account of their own, which can read the application's secrets but neither the owner's nor
the server's files. Started by anybody else they run as that user, and only the database's roles keep them apart.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from stepwell.config import environment, places
from stepwell.platform.server import system
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.preparation import PACKAGE
from stepwell.platform.server.system import Account

_FOR_APPLICATION = ("application.url", "django.key", "master.key", "keys.json")
_NEEDED = "import stepwell.config, django, granian, procrastinate"


def application(*, say: Callable[[str], None]) -> Account:
    """Return the account for web server and worker, its secrets made readable to it.

    say     told if root has to do instead, because the account cannot read Python or the checkout
    raises  ServerUnusable for the same reason in production
    """
    if os.geteuid() != 0:
        return system.account_of_this_process()
    account = system.account(system.APPLICATION)
    if not _runs_python(account):
        reason = (
            f"the system account {system.APPLICATION} cannot read {Path(sys.executable).resolve()} or {PACKAGE}. "
            "Install Python and Stepwell where every account can read them, such as /opt/stepwell."
        )
        if environment.text("STEPWELL_PROFILE") == "production":
            message = f"The web server must not run as root, but {reason}"
            raise ServerUnusable(message)
        say(f"Note: the web server runs as root, because {reason}")
        return system.account_of_this_process()
    _hand_over(account)
    return account


def environment_for(account: Account) -> dict[str, str]:
    """Return the environment of a child: ours with the installation spelled out, without the owner's credentials."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    ours = {"STEPWELL_HOME": str(places.home()), "DJANGO_SETTINGS_MODULE": "stepwell.config.settings"}
    nowhere = {} if account.is_ours else {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    return inherited | ours | nowhere


def _runs_python(account: Account) -> bool:
    try:
        return system.run(account, [sys.executable, "-c", _NEEDED], seconds=30)[0] == 0
    except PermissionError:
        return False


def _hand_over(account: Account) -> None:
    folder = places.secrets()
    os.chown(folder, os.geteuid(), account.gid)
    folder.chmod(0o710)  # the account may open the files that are its own, and list nothing
    for name in _FOR_APPLICATION:
        if (folder / name).exists():
            account.own(folder / name, 0o600)
    for exchanged in (places.inbound(), places.outbound(), places.payers()):
        if exchanged.is_relative_to(places.home()):  # elsewhere it is the operator's, with rights of its own
            exchanged.mkdir(mode=0o700, exist_ok=True)
            _give(account, exchanged)


def _give(account: Account, folder: Path) -> None:
    """Give a folder, and whatever root laid into it, to the account; links are not followed."""
    for place, folders, files in os.walk(folder):
        for path in (Path(place), *(Path(place) / name for name in (*folders, *files))):
            if path.lstat().st_uid == os.geteuid():
                os.chown(path, account.uid, account.gid, follow_symlinks=False)
