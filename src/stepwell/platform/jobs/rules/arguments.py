"""What a job may be handed: ids. Its arguments stand in a table outside the walls, and in the worker's log."""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints
from uuid import UUID

KINDS = (UUID, int, str)
LONGEST = 64
_WORD = re.compile(r"[A-Za-z0-9_.:-]*")

Value = UUID | int | str


class BadJob(TypeError):
    """A job was declared or deferred with something that is no id."""


def kinds_of(function: Callable[..., Any]) -> dict[str, type]:
    """Return the type of each argument of a job's function, its first one (the scope) left out.

    raises  BadJob for an argument that is not keyword-only, or whose type is not one of KINDS
    """
    hints = get_type_hints(function)
    arguments = list(inspect.signature(function).parameters.values())[1:]
    for argument in arguments:
        if argument.kind is not argument.KEYWORD_ONLY or hints.get(argument.name) not in KINDS:
            message = f"{function.__qualname__}: {argument.name} must be keyword-only and a UUID, int or str"
            raise BadJob(message)
    return {argument.name: hints[argument.name] for argument in arguments}


def packed(kinds: Mapping[str, type], given: Mapping[str, Value]) -> dict[str, int | str]:
    """Return arguments as they stand in the queue.

    given   text is a word of up to 64 letters, digits and `_ . : -`: an e-mail address or a name does not pass
    raises  BadJob, naming the argument and never its value
    """
    if kinds.keys() != given.keys():
        message = f"a job takes {sorted(kinds)}, not {sorted(given)}"
        raise BadJob(message)
    return {name: _packed(name, kinds[name], value) for name, value in given.items()}


def unpacked(kinds: Mapping[str, type], stored: Mapping[str, Any]) -> dict[str, Value]:
    """Return arguments of the queue in the types their function wants; raises KeyError for one it does not know."""
    return {name: kinds[name](value) for name, value in stored.items()}


def _packed(name: str, kind: type, value: Value) -> int | str:
    if not isinstance(value, kind) or isinstance(value, bool):
        message = f"{name} must be a {kind.__name__}"
        raise BadJob(message)
    if isinstance(value, int):
        return value
    text = str(value)
    if len(text) > LONGEST or not _WORD.fullmatch(text):
        message = f"{name} must be a word of up to {LONGEST} characters: jobs carry ids only"
        raise BadJob(message)
    return text
