"""A group note for eight clients, written and signed by keyboard alone in a browser: keystrokes and seconds."""

import json
import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import psycopg

django.setup()

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from benchmarks import clinic, pages  # noqa: E402
from benchmarks.population import Population  # noqa: E402
from benchmarks.running import Running, free_port  # noqa: E402
from stepwell.config import database  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CLIENTS = 8
_PRESSES = 150  # of the Tab key, after which something cannot be reached
_SENTENCES = (
    "Named payday as the hardest evening and rehearsed a call to his sister.",
    "Found sleep hard this week and wants to try a walk after dinner.",
    "Told of two days without craving and of what filled them.",
    "Asked how to answer a friend who offers a drink; practiced it aloud.",
    "Was quiet, then said that the court date weighs on her.",
    "Brought his list of triggers and crossed one out.",
    "Spoke of her son's visit and of staying calm in it.",
    "Doubts that groups help; named one thing that did.",
)
_ROSTER = """
UPDATE attendance_attendance SET status = 'absent', mode = '', arrived_at = NULL, left_at = NULL, minutes = 0, reason = 'sick'
WHERE session_id = %(session)s AND id IN (
  SELECT id FROM attendance_attendance WHERE session_id = %(session)s ORDER BY id OFFSET %(there)s)
"""
_NOTES = "SELECT count(*) FROM notes_note WHERE session_id = %s AND signed_at IS NOT NULL AND voided_at IS NULL"


class Typist:
    """Somebody at the keyboard, who counts each key; a modifier and its key count as two."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._page.keyboard.press(key)
            self.keys += key.count("+") + 1

    def write(self, words: str) -> None:
        """Type words."""
        self._page.keyboard.type(words)
        self.keys += len(words)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector fits."""
        for _ in range(_PRESSES):
            self.press("Tab")
            if self._page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise LookupError(selector)


def write_note(page: Page, typist: Typist, session: UUID) -> None:
    """Go from the roster to the note, write it for everybody there, read it, and sign it."""
    page.goto(reverse("attendance:roster", args=[session]))
    typist.tab_to(f"a[href='{reverse('notes:group', args=[session])}']")
    typist.press("Enter")
    page.wait_for_selector("form[data-note]")
    typist.tab_to("#id_topic")
    typist.write("Triggers")
    typist.press("Tab")
    typist.write("Led members through a chain from trigger to use and marked where it can be broken.")
    for sentence in _SENTENCES:
        typist.press("Alt+n")
        typist.press("ArrowDown", "Tab", "2", "Tab", "1", "Tab", "2", "Tab", "1", "Tab")
        typist.write(sentence)
    typist.tab_to("button[name=then][value=sign]")
    typist.press("Enter")
    page.wait_for_url(f"**{reverse('notes:group_sign', args=[session])}")
    typist.tab_to("[name='signature_typed']")
    typist.write("Clinician")
    with page.expect_navigation():
        typist.press("Enter")


def main() -> None:
    """Make a clinic, write the note, and print what it took."""
    people = clinic.fill(240)
    session = _group_of_eight(people)
    name = settings.SESSION_COOKIE_NAME
    cookie = pages.signed_in(people.organization, people.clinician).cookies[name].value
    port = free_port()
    server = Running(Path(os.environ["STEPWELL_HOME"]), {"STEPWELL_LISTEN": f"127.0.0.1:{port}"}, with_demo=False)
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(base_url=f"http://localhost:{port}")
            context.add_cookies([{"name": name, "value": cookie, "url": f"http://localhost:{port}"}])
            page = context.new_page()
            typist, began = Typist(page), time.monotonic()
            write_note(page, typist, session)
            seconds = time.monotonic() - began
            browser.close()
        signed = _ask(_NOTES, [session])[0][0]
    finally:
        server.stop()
    assert signed == CLIENTS, signed
    words = sum(len(sentence) for sentence in _SENTENCES)
    print(
        f"{signed} notes signed: {typist.keys} keystrokes, {words} of them the clients' own sentences; {seconds:.1f} s"
    )
    found = {"notes": signed, "keystrokes": typist.keys, "of_sentences": words, "seconds": round(seconds, 1)}
    print(json.dumps({"benchmark": "keyboard", "results": found}))


def _group_of_eight(people: Population) -> UUID:
    """Return the clinician's last group; all but eight of it were absent."""
    found = _ask(
        "SELECT s.id FROM scheduling_session s JOIN scheduling_sessionstaff t ON t.session_id = s.id"
        " JOIN attendance_attendance a ON a.session_id = s.id JOIN clients_client c ON c.id = a.client_id"
        " WHERE t.membership_id = %s AND c.record_number = '20001' ORDER BY s.starts_at DESC LIMIT 1",
        [people.carer],
    )
    session: UUID = found[0][0]
    _ask("ALTER TABLE attendance_attendance DISABLE TRIGGER USER")
    _ask(_ROSTER, {"session": session, "there": CLIENTS})
    _ask("ALTER TABLE attendance_attendance ENABLE TRIGGER USER")
    return session


def _ask(query: str, values: Any = None) -> list[Any]:
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS, autocommit=True) as owner:
        cursor = owner.execute(query, values)
        return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    main()
