"""Whatever is done to sealed events or to seals, recomputing finds it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.trail.rules import chain
from stepwell.platform.trail.rules.chain import Event, Link

HERE = "0b6a1f9e-58f2-4d1f-9a8e-0a8d3f6f7c11"
TEXTS = ("organization", "account", "roles", "purpose", "way", "page", "client", "request")


def event(number: int) -> Event:
    return Event(number, HERE, 1_000_000 * number, "a", "clinician", "treatment", "page", "clients:chart", "c", 1, "r")


def sealed(sizes: Sequence[int]) -> tuple[list[Link], dict[int, Event]]:
    """Return a chain with so many events in each seal, ids from 1 on."""
    links: list[Link] = []
    events: dict[int, Event] = {}
    for size in sizes:
        new = [event(len(events) + offset) for offset in range(1, size + 1)]
        events |= {one.id: one for one in new}
        before = links[-1] if links else None
        position = (len(events), new[-1].id)
        links.append(chain.next_link(before, new, organization=HERE, position=position, at=len(events)))
    return links, events


def break_of(links: Sequence[Link], events: dict[int, Event]) -> str:
    broken = chain.first_break(links, events, sorted(events))
    return broken.code if broken else ""


chains = st.lists(st.integers(1, 4), min_size=1, max_size=5)


@given(chains)
def test_an_untouched_chain_holds(sizes: list[int]) -> None:
    assert break_of(*sealed(sizes)) == ""


@given(chains, st.data())
def test_an_altered_event_is_found_and_named(sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed(sizes)
    number = data.draw(st.sampled_from(sorted(events)))
    name = data.draw(st.sampled_from([*TEXTS, "at", "counted"]))
    old = getattr(events[number], name)
    new = old + 1 if isinstance(old, int) else data.draw(st.text().filter(lambda text: text != old))

    events[number] = events[number]._replace(**{name: new})

    broken = chain.first_break(links, events, sorted(events))
    assert broken is not None
    assert broken.code == "TRAIL-001"
    assert f"Event {number} " in broken.sentence


@given(chains, st.data())
def test_a_removed_event_is_found_and_named(sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed(sizes)
    number = data.draw(st.sampled_from(sorted(events)))

    del events[number]

    broken = chain.first_break(links, events, sorted(events))
    assert broken is not None
    assert broken.code == "TRAIL-002"
    assert f"Event {number} " in broken.sentence


@given(chains)
def test_an_inserted_event_is_found_and_named(sizes: list[int]) -> None:
    links, events = sealed(sizes)

    events[1000] = event(1000)

    broken = chain.first_break(links, events, sorted(events))
    assert broken is not None
    assert broken.code == "TRAIL-003"
    assert "Event 1000 " in broken.sentence


@given(st.lists(st.integers(1, 4), min_size=2, max_size=5), st.data())
def test_two_swapped_events_are_found(sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed(sizes)
    first, second = data.draw(st.lists(st.sampled_from(sorted(events)), min_size=2, max_size=2, unique=True))

    events[first], events[second] = events[second]._replace(id=first), events[first]._replace(id=second)

    assert break_of(links, events) == "TRAIL-001"


@given(st.lists(st.integers(1, 4), min_size=2, max_size=5), st.data())
def test_a_removed_seal_is_found_unless_it_was_the_newest(sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed(sizes)
    index = data.draw(st.integers(0, len(links) - 2))

    del links[index]

    assert break_of(links, events) == "TRAIL-004"


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("epoch", "TRAIL-005"),
        ("last_transaction", "TRAIL-005"),
        ("last_event", "TRAIL-005"),
        ("made_at", "TRAIL-005"),
        ("number", "TRAIL-004"),
    ],
)
@given(chains, st.data())
def test_an_altered_seal_is_found(field: str, code: str, sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed(sizes)
    index = data.draw(st.integers(0, len(links) - 1))

    links[index] = replace(links[index], **{field: getattr(links[index], field) + 1})

    assert break_of(links, events) == code


@given(chains, st.data())
def test_a_seal_made_anew_over_altered_events_does_not_fit_the_next(sizes: list[int], data: st.DataObject) -> None:
    links, events = sealed([*sizes, 1])
    index = data.draw(st.integers(0, len(links) - 2))
    number = next(iter(dict(links[index].listed())))
    events[number] = events[number]._replace(client="somebody else")
    forged = replace(links[index], leaves=b"".join(chain.leaf(events[one]) for one, _ in links[index].listed()))

    links[index] = replace(forged, digest=chain.digest_of(forged))

    assert break_of(links, events) == "TRAIL-006"


def test_cut_off_leaves_are_found() -> None:
    links, events = sealed([2])
    short = replace(links[0], leaves=links[0].leaves[:-1])

    assert break_of([replace(short, digest=chain.digest_of(short))], events) == "TRAIL-005"


def test_an_event_in_two_seals_is_found() -> None:
    links, events = sealed([2])
    again = chain.next_link(links[0], [events[2]], organization=HERE, position=(3, 3), at=9)

    assert break_of([*links, again], events) == "TRAIL-007"


def test_a_new_epoch_seals_nothing_and_keeps_the_chain() -> None:
    links, events = sealed([2])

    opened = chain.next_link(links[-1], (), organization=HERE, position=(7, 0), at=9, epochs=1)

    assert (opened.epoch, opened.number, opened.count) == (2, 2, 0)
    assert break_of([*links, opened], events) == ""
