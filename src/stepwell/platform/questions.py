"""What panels of Today ask the database before they draw: a number or a truth each, all of them in one query."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
