"""What a view does for its form: offer what was kept, and forget it once it was sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.safestring import SafeString

from stepwell.platform.drafts import actions
from stepwell.platform.drafts.rules import content
from stepwell.platform.tenancy.permissions import member


@dataclass(frozen=True)
class Mark:
    """What a form carries: its key, and when what it shows was kept. Written `{{ form.draft }}` in a template.

    kept_at  in words, "3:12 pm" or "Nov 20 at 3:12 pm"; empty if nothing was restored
    page     where discarding leads back to
    """

    key: str
    kept_at: str
    page: str

    def __str__(self) -> SafeString:
        return render_to_string("drafts/mark.html", {"mark": self})


def offer(request: HttpRequest, form: BaseForm) -> None:
    """Let a form of a page for members keep drafts; forms of accounts, with their passwords and codes, keep none."""
    match = request.resolver_match
    if getattr(match and match.func, "permission", "anyone") not in _OUTSIDE:
        restore(request, form)


_OUTSIDE = {"anyone", "signed in"}


def restore(request: HttpRequest, form: BaseForm) -> bool:
    """Let a form keep drafts, and show what was kept of it. Call it each time the form is drawn, bound or not.

    request  of a view that only members open
    form     gets an attribute `draft`; unbound, its initial values become what was kept
    returns  whether something was restored
    """
    key = _key(request, form)
    found = None if form.is_bound else actions.of(request.acting.scope).filter(page=key).first()  # type: ignore[attr-defined]
    if found:
        _fill(form, found.content)
    kept_at = _in_words(found.updated_at, timezone.now(), member(request).zone) if found else ""
    form.draft = Mark(key, kept_at, request.path)  # type: ignore[attr-defined]
    return found is not None


def _key(request: HttpRequest, form: BaseForm) -> str:
    match = request.resolver_match
    if match is None:
        message = "A draft belongs to a page with an address."
        raise LookupError(message)
    return content.key_of(match.view_name, match.kwargs, form.prefix or "")


def _fill(form: BaseForm, kept: content.Content) -> None:
    sent = QueryDict(mutable=True)
    for name, values in kept.items():
        sent.setlist(name, values)
    for name, field in form.fields.items():
        if not field.disabled:
            form.initial[name] = field.widget.value_from_datadict(sent, {}, form.add_prefix(name))


def _in_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    there, today = at.astimezone(zone), now.astimezone(zone)
    hour = written(there, "g:i ") + ("am" if there.hour < 12 else "pm")
    return hour if today.date() - there.date() < timedelta(days=1) else f"{written(there, 'M j')} at {hour}"
