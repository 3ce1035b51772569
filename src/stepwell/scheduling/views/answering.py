"""What views of the schedule share: carrying out an action behind a form, and answering when it is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.ui.forms import VersionedForm, add_findings
from stepwell.platform.walls.editing import STALE

INVALID = 422
Row = TypeVar("Row")


def accepted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Return whether what was typed was right and the action done; otherwise the form says why not."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except Refused as refusal:
        add_findings(form, refusal.findings)
        return False
    return True


def show_theirs(form: VersionedForm, *, version: int, now: Mapping[str, Any]) -> None:
    """If somebody else was faster, say at each field what stands there now, and keep what was typed."""
    if STALE.sentence in form.non_field_errors():
        form.show_conflict(version=version, now=now)


def status(form: BaseForm | None) -> int:
    """Return 422 for a form with mistakes, else 200."""
    return INVALID if form and form.errors else 200


def today(request: HttpRequest) -> date:
    """Return the organization's date."""
    return timezone.now().astimezone(member(request).zone).date()


def day_or(text: str, otherwise: date) -> date:
    """Return the day an address names, or another one if it names none that can be shown."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if abs((found - otherwise).days) < 5 * 366 else otherwise


def there(row: Row | None) -> Row:
    """Return a row; raises Http404 for None."""
    if row is None:
        raise Http404
    return row
