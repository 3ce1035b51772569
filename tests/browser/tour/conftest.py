"""A clinic that opens on a Monday some weeks ago: its staff, places, texts; nobody in care yet."""

import os
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from pytest_socket import enable_socket

from stepwell.admissions.actions.firstday import begin_items
from stepwell.demo import clinic
from stepwell.demo.millrace import MILLRACE, RUTH
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions.notices import begin_texts
from tests.browser.tour.clock import moved
from tests.browser.tour.guide import Guide

ZONE = ZoneInfo(MILLRACE.organization.time_zone)
KEPT_IN = Path(__file__).parents[3] / "docs" / "images" / "tour"
WEEKS = 12
PATIENCE = 20_000  # milliseconds: two cores may be busy with other tests


def open_clinic(at: datetime, now: datetime) -> None:
    """Found the clinic of the demonstration, without anybody in it."""
    made = clinic.found(MILLRACE, at=at, now=now)
    with acting(made.scope_of(RUTH)):
        begin_texts(actor=made.member(RUTH), at=at)
        begin_items(actor=made.member(RUTH), at=at)


@pytest.fixture
def guide(browser: Browser, live_server: LiveServer, served: None) -> Iterator[Guide]:
    """Lead through it. With TOUR_PICTURES set, the pictures of docs/tour.md are taken anew."""
    del served
    enable_socket()
    now = datetime.now(ZONE)
    monday = now.date() - timedelta(weeks=WEEKS, days=now.weekday())
    name = connection.settings_dict["NAME"]
    with moved(name, datetime.combine(monday, time(6), ZONE)) as clock:
        open_clinic(datetime.now(ZONE), now)
        kept = KEPT_IN if "TOUR_PICTURES" in os.environ else None
        leader = Guide(browser, live_server.url, ZONE, monday, clock, kept)
        expect.set_options(timeout=PATIENCE)
        yield leader
        expect.set_options(timeout=5_000)  # as everywhere else
        leader.close()
    assert leader.errors == []
