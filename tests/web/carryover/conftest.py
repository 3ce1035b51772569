"""The clinic of the tests of actions, for those of pages."""

from tests.db.carryover.conftest import running

__all__ = ["running"]
