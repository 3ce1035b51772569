"""Every dollar leads somewhere: each figure of a table or a list stands in a link, or in a row or card that has one."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from stepwell.platform.walls.scope import acting
from stepwell.remittances.actions import banking
from stepwell.remittances.models import Deposit, Remittance
from tests.db.remittances.answering import CHARGED, CONTRACT, answer, era
from tests.db.remittances.test_banking import do, entered
from tests.db.remittances.test_placing import items
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
MONEY = re.compile(r"\$[\d,]+\.\d\d")
_ROWS, _AROUND = {"tr", "li"}, {"tr", "li", "section", "a"}


class _Figures(HTMLParser):
    """Collects the figures of a page that no link leads on from: not around them, nor in their row or card."""

    def __init__(self) -> None:
        super().__init__()
        self.alone: list[str] = []
        self._open: list[tuple[str, dict[str, Any]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        if tag in _AROUND:
            self._open.append((tag, {"links": 0, "figures": []}))
        if tag == "a" and dict(attrs).get("href"):
            for _, found in self._open:
                found["links"] += 1

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"
        if tag in _AROUND and self._open:
            _, found = self._open.pop()
            if not found["links"]:
                self._keep(found["figures"])

    def handle_data(self, data: str) -> None:
        is_row = any(tag in _ROWS for tag, _ in self._open)
        if self._inside and is_row and MONEY.search(data) and "$0.00" not in data:
            self._keep([data.strip()])

    def _keep(self, figures: list[str]) -> None:
        if self._open:
            self._open[-1][1]["figures"] += figures
        else:
            self.alone += figures


def test_every_dollar_leads_on(world: World, sign_in: SignIn) -> None:
    claim = world.claim(date(2026, 3, 9), date(2026, 3, 11))
    denied = answer(claim.number, (CONTRACT, ("PR", "3", 3_000)), (("CO", "197", CHARGED),))
    world.read(era(denied, answer("SOMEBODY", payer_control="ICN9"), plb=[("WO", 1_000)]))
    do(world, banking.enter, entered=entered())
    with acting(world.biller):
        remittance, deposit = Remittance.objects.get(), Deposit.objects.get()
    names = ("accounts", "unbilled", "indicators", "write_offs", "desk")
    pages = [reverse(f"billing:{name}") for name in names]
    pages += [reverse(f"billing:{name}", args=[claim.client_id]) for name in ("account", "charges", "statement")]
    pages += [reverse(f"remittances:{name}") for name in ("remittances", "work", "denials", "to_place", "bank")]
    pages += [reverse(f"remittances:{name}", args=[remittance.pk]) for name in ("remittance", "booked")]
    pages += [reverse("remittances:deposit", args=[deposit.pk]), "/"]
    pages.append(reverse("remittances:place_answer", args=[items(world)[0].answer_id]))
    web = sign_in(world.clinic["biller everywhere"])
    alone = {}
    for page in pages:
        answered = web.get(page)
        assert answered.status_code == 200, page
        found = _Figures()
        found.feed(answered.content.decode())
        if found.alone:
            alone[page] = found.alone
    assert alone == {}
