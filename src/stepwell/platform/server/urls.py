"""Connection addresses of the two roles, and building one from another."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict, make_conninfo

_IN_PATH = frozenset({"user", "password", "dbname"})


@dataclass(frozen=True)
class Urls:
    """Where the application and the owner sign in. Holds secrets: `repr` hides them."""

    application: str
    owner: str

    def __repr__(self) -> str:
        return "Urls(...)"


def url(*, user: str, password: str, dbname: str, where: dict[str, str]) -> str:
    """Return `postgresql://user:password@/dbname?host=...`; `where` holds host, port and the like."""
    who, secret, database = (quote(part, safe="") for part in (user, password, dbname))
    return f"postgresql://{who}:{secret}@/{database}?{urlencode(where)}"


def where(address: str) -> dict[str, str]:
    """Return the parts of a connection URL that say where the server is: everything but user, secret and database."""
    return {name: str(value) for name, value in conninfo_to_dict(address).items() if name not in _IN_PATH}


def as_another(address: str, *, user: str, password: str, dbname: str) -> str:
    """Return the URL of the same server for another role and database."""
    return url(user=user, password=password, dbname=dbname, where=where(address))


def of_database(address: str, dbname: str) -> str:
    """Return the connection string of another database on the same server, for the same role."""
    return make_conninfo(address, dbname=dbname)
