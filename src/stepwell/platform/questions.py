"""What panels of Today ask the database before they draw: a number, a truth or a short list each, in one query."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member


@dataclass(frozen=True)
class Question:
    """A question about the work of whoever is signed in.

    name    unique
    is_for  whether a member is asked at all; to others the answer is None
    sql     an expression that becomes JSON, with %(me)s (the membership), %(account)s, %(at)s and %(today)s
    """

    name: str
    is_for: Callable[[Member], bool]
    sql: str


Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Listing:
    """Rows that a page asks for by itself, and Today with everything else.

    sql      a query with the placeholders of a question
    readers  for each column: how its JSON is read, one of those below
    """

    sql: str
    readers: tuple[Reader, ...]

    def asked(self, name: str, is_for: Callable[[Member], bool]) -> Question:
        """Return the question for these rows."""
        columns = ", ".join(f"c{number}" for number in range(len(self.readers)))
        rows = f"SELECT coalesce(json_agg(json_build_array({columns})), '[]') FROM ({self.sql}) AS listed({columns})"
        return Question(name, is_for, rows)

    def read(self, answer: Sequence[Sequence[Any]] | None) -> list[tuple[Any, ...]]:
        """Return the rows of an answer as the database would have given them."""
        return [tuple(read(value) for read, value in zip(self.readers, row, strict=True)) for row in answer or ()]

    def fetched(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows. One query."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return list(cursor.fetchall())


def as_is(value: Any) -> Any:
    """Read what JSON knows: a text, a number, a truth, a list."""
    return value


def as_id(value: str | None) -> UUID | None:
    """Read an identifier."""
    return UUID(value) if value else None


def as_day(value: str | None) -> date | None:
    """Read a date."""
    return date.fromisoformat(value) if value else None


def as_instant(value: str | None) -> datetime | None:
    """Read a point in time."""
    return datetime.fromisoformat(value) if value else None


_questions: dict[str, Question] = {}


def register(*questions: Question) -> None:
    """Add questions; registering a name again replaces it."""
    _questions.update({question.name: question for question in questions})


def answer(request: HttpRequest, question: Question) -> Any:
    """Return the answer to a registered question. The first of a request asks all that are registered: one query."""
    answers: dict[str, Any] | None = getattr(request, "answers", None)
    if answers is None:
        answers = request.answers = _asked(member(request))  # type: ignore[attr-defined]
    return answers.get(question.name)


def _asked(who: Member) -> dict[str, Any]:
    asked = [question for question in _questions.values() if question.is_for(who)]
    if not asked:
        return {}
    at = timezone.now()
    values: dict[str, Any] = {
        "me": who.membership_id, "account": who.account_id, "at": at, "today": at.astimezone(who.zone).date(),
    }  # fmt: skip
    columns = ", ".join(f"'{question.name}', ({question.sql})" for question in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_build_object({columns})::text", values)
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found
