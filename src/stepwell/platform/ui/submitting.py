"""What pages with a form share: asking an action, and the status of the answer."""

from collections.abc import Callable

from django import forms
from django.db import transaction

from stepwell.kernel.findings import Refused
from stepwell.platform.ui.forms import add_findings

INVALID = 422


def accepted(form: forms.BaseForm | None, act: Callable[[], object]) -> bool:
    """Return whether a form was sent, is valid, and its action was carried out; else the form says why not.

    A refused action has written nothing, whenever it refused.
    """
    if form is None or not form.is_bound or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act()
    except Refused as refusal:
        add_findings(form, refusal.findings)
        return False
    return True


def status_of(form: forms.BaseForm | None) -> int:
    """Return the status of a page that shows a form: 422 if what was sent was not accepted."""
    return INVALID if form is not None and form.errors else 200
