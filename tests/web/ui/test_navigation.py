"""The navigation shows what a role may use and where one is."""

import pytest
from django.urls import NoReverseMatch

from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item, Place


@pytest.fixture
def items() -> None:
    navigation.register(Item("Billing", "billing", "receipt", frozenset({"biller"}), order=30))
    navigation.register(Item("Clients", "clients", "people", frozenset({"clinician", "biller"}), order=20))
    navigation.register(Item("Today", "today", "sun", order=10))


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        (set(), ["Today"]),
        ({"clinician"}, ["Today", "Clients"]),
        ({"biller", "clinician"}, ["Today", "Clients", "Billing"]),
    ],
)
@pytest.mark.usefixtures("items")
def test_items_appear_by_role_in_their_order(roles: set[str], labels: list[str]) -> None:
    assert [item.label for item in navigation.items_for(roles)] == labels


@pytest.mark.usefixtures("items")
def test_what_is_ones_work_comes_first_after_today() -> None:
    navigation.register(Item("Billing", "billing", "receipt", order=30, work_of=frozenset({"biller"})))

    assert [item.label for item in navigation.items_for({"clinician"})] == ["Today", "Clients", "Billing"]
    assert [item.label for item in navigation.items_for({"biller"})] == ["Today", "Billing", "Clients"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/today/", ["page", ""]),
        ("/clients/", ["", "page"]),
        ("/clients/42/plan/", ["", "true"]),
        ("/elsewhere/", ["", ""]),
    ],
)
@pytest.mark.usefixtures("items")
def test_one_item_at_most_is_current(path: str, current: list[str]) -> None:
    assert [link.current for link in navigation.links_for({"clinician"}, path)] == current


def test_a_match_widens_where_an_item_is_current() -> None:
    navigation.register(Item("Today", "today", "sun", order=1))
    navigation.register(Item("Caseload", "clients", "people", order=2, match="/chart/"))

    assert [link.current for link in navigation.links_for(set(), "/chart/42/")] == ["", "true"]


def test_the_first_page_is_current_only_on_itself() -> None:
    navigation.register(Item("Today", "today", "sun", match="/"))

    assert [link.current for link in navigation.links_for(set(), "/account/")] == [""]


def test_registering_again_replaces() -> None:
    navigation.register(Item("Today", "today", "sun"))
    navigation.register(Item("My day", "today", "sun"))

    assert [item.label for item in navigation.items_for(set())] == ["My day"]


def test_a_bad_name_fails_loudly() -> None:
    navigation.register(Item("Nowhere", "nowhere", "sun"))

    with pytest.raises(NoReverseMatch):
        navigation.links_for(set(), "/")


def test_a_place_can_be_for_some_roles() -> None:
    navigation.register_place(Place.FIND, "find", frozenset({"clinician"}))

    assert navigation.url_of(Place.FIND, {"clinician", "biller"}) == "/find/"
    assert navigation.url_of(Place.FIND, {"biller"}) == ""


def test_a_place_nobody_supplied_has_no_address() -> None:
    assert navigation.url_of(Place.FIND) == ""
