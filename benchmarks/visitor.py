"""Somebody at a browser, as far as a benchmark needs one: cookies, a form's token, and what the server answered."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_SITE = re.compile(r'<select name="site".*?<option value="([0-9a-f-]{36})"', re.DOTALL)
_RECORD = re.compile(r"/clients/([0-9a-f-]{36})/")
_SECONDS = 10.0  # that an answer may take


class NotAcknowledged(Exception):
    """The server answered, but not that what was sent is kept."""


class Visitor:
    """Signed in to a demonstration with one click.

    port  of the web server on this computer
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self._token = self._site = ""

    def sign_in(self, role: str) -> None:
        """Become the first person offered who has the role, as the page names it, and open the form to register."""
        page = self._get("/demo/")
        row = next(row for row in page.split("<li>") if role in row)
        self._token = _found(_TOKEN, row)
        fields = {name: _found(re.compile(rf'name="{name}" value="([0-9a-f-]+)"'), row) for name in _PERSON}
        self._post("/demo/", fields)
        form = self._get("/clients/new/")
        self._token, self._site = _found(_TOKEN, form), _found(_SITE, form)

    def register(self, first: str, last: str) -> str:
        """Register a client and return the id of the record that the server sent us to.

        raises  NotAcknowledged for any other answer; OSError or HTTPException where there is none
        """
        typed = {
            "first_name": first, "middle_name": "", "last_name": last, "preferred_name": "", "pronouns": "",
            "birth_date": "1980-05-17", "site": self._site, "language": "en", "address": "", "is_another_person": "on",
        }  # fmt: skip
        return _found(_RECORD, self._post("/clients/new/", typed))

    def _get(self, path: str) -> str:
        status, _, page = self._ask("GET", path, "")
        if status != http.HTTPStatus.OK:
            message = f"{path}: {status}"
            raise NotAcknowledged(message)
        return page

    def _post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form and return where the server sent us to."""
        status, target, _ = self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self._token, **fields}))
        if status != http.HTTPStatus.FOUND:
            message = f"{path}: {status}"
            raise NotAcknowledged(message)
        return target

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)
        headers = {
            "Host": f"localhost:{self._port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return answer.status, answer.headers.get("Location", ""), page


_PERSON = ("account", "organization")


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if match is None:
        message = f"the answer holds no {pattern.pattern}"
        raise NotAcknowledged(message)
    return match.group(1)
