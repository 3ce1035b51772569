"""A clock that stands in the past, for the application and for the walls of the database alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
import time_machine

from stepwell.config import database
from stepwell.platform.walls import install

_HAND = """
CREATE TABLE stepwell.test_clock (behind interval NOT NULL);
INSERT INTO stepwell.test_clock VALUES ('0');
GRANT SELECT ON stepwell.test_clock TO PUBLIC;
CREATE FUNCTION stepwell.test_now() RETURNS timestamptz LANGUAGE sql STABLE
  RETURN statement_timestamp() - (SELECT behind FROM stepwell.test_clock);
"""
_ASK_THE_TIME = """
SELECT pg_get_userbyid(p.proowner), pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'stepwell' AND p.prosrc LIKE '%statement_timestamp()%'
"""


class Clock:
    """Tells the same time to both."""

    def __init__(self, traveler: time_machine.Traveller, owner: psycopg.Connection) -> None:
        self._traveler, self._owner = traveler, owner

    def move_to(self, instant: datetime) -> None:
        """Move it to an instant; from there it goes on."""
        self._owner.execute("UPDATE stepwell.test_clock SET behind = clock_timestamp() - %s", [instant])
        self._traveler.move_to(instant)


@contextmanager
def moved(name: str, to: datetime) -> Iterator[Clock]:
    """Yield a clock that stands at an instant of the past.

    Every function of the walls that asks what time it is asks this clock meanwhile; nothing else of them changes.
    name  of the database
    """
    with psycopg.connect(database.url("owner"), dbname=name, autocommit=True) as owner:
        functions = owner.execute(_ASK_THE_TIME).fetchall()
        owner.execute(_HAND)
        for role, source in functions:
            owner.execute(f"SET ROLE {role}")
            owner.execute(source.replace("statement_timestamp()", "stepwell.test_now()"))
            owner.execute("RESET ROLE")
        try:
            with time_machine.travel(to, tick=True) as traveler:
                clock = Clock(traveler, owner)
                clock.move_to(to)
                yield clock
        finally:
            install.make_functions(owner.cursor())
            owner.execute("DROP FUNCTION stepwell.test_now(); DROP TABLE stepwell.test_clock")
