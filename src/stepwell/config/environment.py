"""Typed readers of environment variables that fail loudly and say what would be right."""

import os
from pathlib import Path


class BadEnvironment(Exception):
    """A variable holds something unusable; the message names it and what it takes."""


def text(name: str, default: str = "") -> str:
    """Return the variable's text without surrounding space, or `default` if it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable; raises BadEnvironment for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    message = f"{name} is {value!r}: write yes or no."
    raise BadEnvironment(message)


def number(name: str, *, default: int, at_least: int = 0) -> int:
    """Return a whole number; raises BadEnvironment if it is none or below `at_least`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < at_least:
        message = f"{name} is {value!r}: write a whole number, {at_least} or more."
        raise BadEnvironment(message)
    return int(value)


def words(name: str) -> list[str]:
    """Return a comma-separated list without empty items."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return an absolute path; raises BadEnvironment for a relative one."""
    path = Path(text(name, str(default))).expanduser()
    if not path.is_absolute():
        message = f"{name} is {str(path)!r}: write an absolute path."
        raise BadEnvironment(message)
    return path


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return one of `choices` (the first is the default); raises BadEnvironment otherwise."""
    value = text(name, choices[0])
    if value not in choices:
        message = f"{name} is {value!r}: write one of {', '.join(choices)}."
        raise BadEnvironment(message)
    return value
