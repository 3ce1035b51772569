"""Whoever leads through the clinic: signs people in, moves the clock, takes pictures."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.db.models import Q
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.browser.tour.clock import Clock

DESK, TABLET, PHONE = (1280, 800), (820, 1100), (390, 780)
COLORS = 128  # enough for a page, a third of the bytes


@dataclass
class Guide:
    """Leads through the clinic of a demonstration, in weeks of the past.

    base      address of the server
    zone      where the clinic is
    monday    the first day of the first week
    pictures  folder to keep pictures in, or None to take none
    """

    browser: Browser
    base: str
    zone: ZoneInfo
    monday: date
    clock: Clock
    pictures: Path | None = None
    errors: list[str] = field(default_factory=list)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def day(self, week: int, weekday: int) -> date:
        """Return a day by its week, the first being 1, and weekday, Monday being 0."""
        return self.monday + timedelta(weeks=week - 1, days=weekday)

    @property
    def today(self) -> date:
        """The day that the clock shows."""
        return datetime.now(self.zone).date()

    def on(self, day: date, hour: int, minute: int = 0) -> None:
        """Move the clock to an instant by the clock on the wall."""
        self.clock.move_to(datetime.combine(day, time(hour, minute), self.zone))

    def be(self, name: str, size: tuple[int, int] = DESK) -> Page:
        """Sign somebody of the staff in, anew: whoever was idle for long is signed out."""
        page = self.open(name, size)
        page.goto("/demo/")
        page.get_by_role("button", name=f"Sign in as {name}").click()
        return page

    def open(self, name: str, size: tuple[int, int] = PHONE) -> Page:
        """Open a browser of somebody who is not signed in."""
        context = self._contexts.get(name)
        if context is None:
            context = self._contexts[name] = self.browser.new_context(
                base_url=self.base, reduced_motion="reduce", timezone_id=self.zone.key, locale="en-US"
            )
            context.set_default_timeout(20_000)
        for former in context.pages:
            former.close()
        context.clear_cookies()
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def picture(self, page: Page, name: str) -> None:
        """Keep what a window shows, if pictures are kept."""
        if self.pictures is None:
            return
        shown = Image.open(BytesIO(page.screenshot(animations="disabled")))
        self.pictures.mkdir(parents=True, exist_ok=True)
        shown.quantize(COLORS, dither=Image.Dither.NONE).save(self.pictures / f"{name}.png", optimize=True)

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts.values():
            context.close()


def fill(page: Page, answers: Mapping[str, str | int | Sequence[str]]) -> None:
    """Fill fields in by their labels; a group of choices by its question."""
    for label, answer in answers.items():
        named = re.compile(f"^{re.escape(label)}( \\(optional\\))?$")
        group = page.get_by_role("group", name=named)
        if group.count():
            for each in [answer] if isinstance(answer, str) else answer:  # type: ignore[union-attr]
                choose(group.get_by_label(str(each), exact=True))
        else:
            _fill(page.get_by_label(named).first, str(answer))


def _fill(field_: Locator, answer: str) -> None:
    if field_.evaluate("each => each.tagName") != "SELECT":
        field_.fill(answer)
        return
    labels = field_.locator("option").all_inner_texts()
    exact = [label for label in labels if label.strip() == answer]
    field_.select_option(label=(exact or [label for label in labels if answer in label])[0])


def choose(choice: Locator) -> None:
    """Choose what may be drawn as a button: by its label, as a finger would."""
    choice.evaluate("each => each.checked || each.labels[0].click()")


def sees(page: Page, words: str) -> None:
    """Wait until a page shows words."""
    expect(page.get_by_text(words).first).to_be_visible()


def follow(page: Page, name: str) -> None:
    """Follow the first link whose name has these words."""
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("load")


def press(page: Page, name: str, *, shows: str) -> None:
    """Press a button, and wait for what the next page shows."""
    page.get_by_role("button", name=name).first.click()
    sees(page, shows)


def draw(page: Page) -> None:
    """Sign with the mouse, as with a finger."""
    page.wait_for_load_state("load")
    pad = page.locator("canvas").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for right, down in ((20, -30), (35, 25), (50, -20), (65, 20), (85, -10), (110, 5)):
        page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def work() -> None:
    """Let the worker carry out what waits, in a thread: the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _work()).result()
        left = pool.submit(_not_carried_out).result()
    if left:
        pytest.fail(f"jobs were left: {left}")


def _not_carried_out() -> list[str]:
    try:
        jobs = ProcrastinateJob.objects.exclude(status="succeeded").filter(
            Q(attempts__gt=0) | Q(scheduled_at=None) | Q(scheduled_at__lt=timezone.now())
        )
        return [f"{job.task_name} {job.status}, tried {job.attempts} times" for job in jobs]
    finally:
        connections.close_all()


async def _work() -> None:
    with ThreadPoolExecutor(1) as pool:
        asyncio.get_running_loop().set_default_executor(pool)  # one thread: its connection is closed below
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            async with worker.open_async():
                # One at a time: it stops when nothing waits, whatever a running job is about to defer.
                await worker.run_worker_async(
                    wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
                )
        await asyncio.to_thread(connections.close_all)
