"""Whoever is shown a form may send it: asked of every page there is, as every role.

What is sent may be refused with a sentence; it may not end in an error, as it does where a page offers more than the
walls allow.
"""

from typing import Any

import pytest
from django.test import Client as Web

from tests.filling import forms_of
from tests.undoing import undone
from tests.walking import PAGES, address
from tests.web.conftest import enter
from tests.web.test_trail_everywhere import PEOPLE, text_of
from tests.worlds import Clinic

ELSEWHERE = ("accounts:", "tenancy:", "links:")  # they end the sign-in, or are nobody's of a role


@pytest.mark.parametrize("who", [*PEOPLE, "administrator everywhere"])
def test_whoever_is_shown_a_form_may_send_it(world: Clinic, keys: dict[str, Any], who: str) -> None:
    web = enter(world[who])
    seen: set[tuple[str, tuple[str, ...]]] = set()
    failed = []

    for page in PAGES:
        if ":" not in page.name or page.name.startswith(ELSEWHERE):
            continue
        where = address(page, keys)
        answer = web.get(where)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for form in forms_of(text_of(answer)):
            target = form.action or where
            key = (target, tuple(sorted(form.fields)))
            if key in seen or "sign-out" in target or target == "/ui/theme/":
                continue
            seen.add(key)
            failed += _failed(web, page.name, target, form.fields)

    assert failed == []


def _failed(web: Web, page: str, target: str, fields: dict[str, list[str]]) -> list[str]:
    try:
        with undone():
            answer = web.post(target, fields)
    except Exception as error:  # noqa: BLE001 - every page is asked before any is told
        return [f"{page} -> {target}: {error!r:.200}"]
    return [f"{page} -> {target}: {answer.status_code}"] if answer.status_code >= 500 else []
