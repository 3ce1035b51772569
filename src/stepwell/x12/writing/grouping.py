"""Things that hang on the same level of a hierarchy are written below it together, in order of first appearance."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

Numbered = tuple[int, T]  # a thing and its place in what the caller gave, which findings name


def grouped(things: Iterable[Numbered[T]], key: Callable[[T], K]) -> Iterable[tuple[K, list[Numbered[T]]]]:
    """Return the things by key, each with those that have it."""
    groups: dict[K, list[Numbered[T]]] = {}
    for index, thing in things:
        groups.setdefault(key(thing), []).append((index, thing))
    return groups.items()
