"""Pages for a client who answers alone, behind a link: one question a screen, every tap is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.assessments.actions import alone as actions
from stepwell.assessments.actions.alone import Visited
from stepwell.assessments.actions.asking import PURPOSE
from stepwell.assessments.models import MeasureRequest
from stepwell.assessments.queries import measures as queries
from stepwell.assessments.rules.walks import Walk
from stepwell.crisis.queries import rota
from stepwell.kernel.findings import Refused
from stepwell.platform.links.visitors import closed, visitors
from stepwell.platform.trail.recording import saw

SKIP = "skip"
MINUTES_A_QUESTION = 0.2


@require_safe
@visitors(PURPOSE)
def start(request: HttpRequest) -> HttpResponse:
    """Say what is asked and how long it takes; at the end, thanks and what happens next."""
    asked = _asked(request)
    if asked is None:
        return closed(request)
    saw(request, asked.client_id)
    walk = queries.walk_of(asked)
    template = "assessments/alone_start.html" if walk.next else "assessments/alone_thanks.html"
    return render(request, template, _page(asked, walk))


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(PURPOSE)
def question(request: HttpRequest, question_number: int) -> HttpResponse:
    """Ask one question, and keep the answer. A critical one leads to help at once."""
    asked = _asked(request)
    if asked is None:
        return closed(request)
    saw(request, asked.client_id)
    walk = queries.walk_of(asked)
    step = walk.at(question_number)
    if step is None:
        return _onward(walk)
    page = _page(asked, walk) | {"step": step, "before": walk.before(step)}
    if request.method != "POST":
        return render(request, "assessments/alone_question.html", page)
    visited = Visited(request.visitor.scope, request.visitor.visit, asked)  # type: ignore[attr-defined]
    try:
        critical = actions.answer(
            actor=visited, at=timezone.now(), number=question_number, value=_chosen(request.POST.get("answer", ""))
        )
    except Refused as refusal:
        page["findings"] = refusal.findings
        return render(request, "assessments/alone_question.html", page, status=422)
    return redirect("assessments:help") if critical else _onward(queries.walk_of(asked))


@require_safe
@visitors(PURPOSE)
def help_now(request: HttpRequest) -> HttpResponse:
    """Show the numbers to call now, in plain words, after a critical answer."""
    asked = _asked(request)
    if asked is None:
        return closed(request)
    saw(request, asked.client_id)
    return render(request, "assessments/alone_help.html", _page(asked, queries.walk_of(asked)))


def _asked(request: HttpRequest) -> MeasureRequest | None:
    return queries.asked_of_visitor(request.visitor.visit.subject)  # type: ignore[attr-defined]


def _page(asked: MeasureRequest, walk: Walk) -> dict[str, object]:
    line = rota.line_of(asked.site_id)
    abouts = list(dict.fromkeys(step.definition.about for step in walk.steps))
    minutes = max(1, round(walk.count * MINUTES_A_QUESTION))
    return {
        "walk": walk,
        "abouts": " and ".join(abouts),
        "minutes": minutes,
        "clinic": queries.clinic_of_visitor(),
        "line": line,
        "office": None if line else rota.office(),
    }


def _onward(walk: Walk) -> HttpResponse:
    following = walk.next
    if following is None:
        return redirect("assessments:start")
    return redirect("assessments:question", following.number)


def _chosen(word: str) -> int | None:
    """Return the value of the button pressed; None for skipping, and a value that no option has for nonsense."""
    if word == SKIP:
        return None
    return int(word) if word.isascii() and word.isdigit() and len(word) < 3 else -1
