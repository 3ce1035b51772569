"""`stepwell up`: database, web server and worker, until it is interrupted."""

import os
import subprocess
from argparse import Namespace

from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.config import environment
from stepwell.platform.crypto import keyring
from stepwell.platform.server import address, claim, installation, notice, preparation, privileges, supervisor
from stepwell.platform.server.address import Address
from stepwell.platform.server.claim import Holder
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.supervisor import Child

_APPLICATION = "stepwell.config.wsgi:application"
_DEFAULT_WORKERS, _DEFAULT_THREADS = 2, 4


def run(options: Namespace) -> int:
    """Start everything and keep it running; a second start says that the first one runs."""
    listen = address.listen()
    if options.is_running:
        return DONE if listen.answers() else FINDINGS
    if options.demo and environment.text("STEPWELL_PROFILE") == "production":
        message = "In production there is no fictional clinic: anybody could sign in to it. Leave out --demo."
        raise ServerUnusable(message)
    os.umask(0o022)  # secrets are closed one by one; the pages' files are for the web server's account
    with claim.held() as another_holder:
        if another_holder:
            return _tell_running(another_holder)
        if listen.is_taken():
            another = f"STEPWELL_LISTEN={Address(listen.host, listen.port + 1)}"
            complain(f"Another program listens at {listen}. Choose another address, for example: {another} stepwell up")
            return UNUSABLE
        try:
            with installation.standing():
                keyring.create_if_missing()
                preparation.prepare(say=say)
                if options.demo and preparation.organizations() == (0, 0):
                    _make_demo()
                _supervise(listen, with_worker=not options.no_worker)
        except KeyboardInterrupt:
            say("Stopped.")
    return DONE


def _tell_running(holder: Holder) -> int:
    state = "is running" if address.parse(holder.listens).answers() else "is starting, stopping or restoring"
    say(f"Stepwell {state} at {holder.url} (process {holder.process}).")
    say(f"Ctrl-C in its window stops it, or: kill {holder.process}")
    return DONE


def _make_demo() -> None:
    say("Making the fictional clinic.")
    if subprocess.run(preparation.python("stepwell.cli", "demo"), check=False).returncode != 0:
        message = "The fictional clinic could not be made; the reason stands above."
        raise ServerUnusable(message)


def _supervise(listen: Address, *, with_worker: bool) -> None:
    account = privileges.application(say=say)
    variables = privileges.environment_for(account)
    children = [Child("web server", _web(listen), account, variables)]
    if with_worker:
        children.append(Child("worker", preparation.python("stepwell.cli", "work"), account, variables, clings=True))

    def when_up() -> bool:
        if not listen.answers():
            return False
        _greet(listen)
        return True

    try:
        supervisor.run(children, say=complain, when_up=when_up)
    finally:
        notice.tell("STOPPING=1")


def _web(listen: Address) -> list[str]:
    workers = environment.number("STEPWELL_WEB_WORKERS", default=_DEFAULT_WORKERS, at_least=1)
    threads = environment.number("STEPWELL_WEB_THREADS", default=_DEFAULT_THREADS, at_least=1)
    where = ["--host", listen.host, "--port", str(listen.port)]
    size = ["--workers", str(workers), "--blocking-threads", str(threads), "--backpressure", str(threads * 8)]
    # A thread keeps its database connection, so threads should live.
    calm = ["--blocking-threads-idle-timeout", "600", "--no-ws", "--http", "1", "--log-level", "warning"]
    steady = ["--workers-kill-timeout", "30", "--respawn-failed-workers"]  # without it one crash ends them all
    return preparation.python("granian", "--interface", "wsgi", *where, *size, *calm, *steady, _APPLICATION)


def _greet(listen: Address) -> None:
    say(f"\nStepwell is running at {listen.url}")
    say(f"  To sign in: {_how_to_sign_in(listen)}")
    say("  To stop: Ctrl-C. Nothing is lost.\n")
    notice.tell("READY=1")


def _how_to_sign_in(listen: Address) -> str:
    organizations, demos = preparation.organizations()
    if organizations == 0:
        return f"set up your clinic at {_setup_link()} (the link works once)"
    if organizations == demos:
        return "open that address and pick a person of the fictional clinic: one click, no password"
    return f"open {listen.url} and use your work e-mail"


def _setup_link() -> str:
    command = preparation.python("stepwell.cli", "setup-link")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() or "the link that `stepwell setup-link` prints"
