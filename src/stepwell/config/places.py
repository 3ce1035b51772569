"""Where an installation keeps what must survive: the database folder and the secret files."""

import os
from pathlib import Path
from secrets import token_urlsafe

from stepwell.config import environment


def home() -> Path:
    """Return the installation's folder: STEPWELL_HOME, else /var/lib/stepwell for root, else the user's data folder."""
    if os.geteuid() == 0:
        usual = Path("/var/lib/stepwell")
    else:
        usual = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "stepwell"
    return environment.folder("STEPWELL_HOME", usual)


def outbound() -> Path:
    """Return the folder that files for payers leave by: STEPWELL_OUTBOUND, else a folder of the installation's."""
    return environment.folder("STEPWELL_OUTBOUND", home() / "outbound")


def inbound() -> Path:
    """Return the folder that files of payers come by: STEPWELL_INBOUND, else a folder of the installation's."""
    return environment.folder("STEPWELL_INBOUND", home() / "inbound")


def payers() -> Path:
    """Return the folder in which the payers of the demonstration note what they answered."""
    return home() / "payers"


def secrets() -> Path:
    """Return the folder of secret files (mode 0700)."""
    return home() / "secrets"


def secret(name: str) -> Path:
    """Return the path of one secret file (mode 0600)."""
    return secrets() / name


def django_secret_key() -> str:
    """Return the key that signs sessions and links, making it on first use."""
    given = environment.text("STEPWELL_SECRET_KEY")
    if given:
        return given
    file = secret("django.key")
    if not file.exists():
        write_secret(file, token_urlsafe(64))
    return file.read_text(encoding="utf-8").strip()


def write_secret(file: Path, content: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
