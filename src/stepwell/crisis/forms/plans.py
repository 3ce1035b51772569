"""A safety plan as it is written: a box for each step, a line for each entry."""

from typing import Any

from django import forms

from stepwell.crisis.rules.plans import HOW_LIKELY, LINE_LETTERS, MOST_LINES, STEPS, PlanBody, lines
from stepwell.platform.signatures.forms import SignatureField
from stepwell.platform.ui.forms import DateField, Form, VersionedForm

_BOX_LETTERS = MOST_LINES * (LINE_LETTERS + 2)


class PlanForm(VersionedForm):
    """The six steps, then what makes it likely that the plan is used. What it must hold is said when it is agreed."""

    marks_optional = False
    how_likely = forms.IntegerField(
        label=f"How likely the person is to use it, 0 to {HOW_LIKELY}",
        min_value=0,
        max_value=HOW_LIKELY,
        required=False,
    )
    barriers = forms.CharField(label="What could get in the way", max_length=500, required=False)
    kept_where = forms.CharField(label="Where the person keeps it", max_length=200, required=False)
    review_on = DateField(label="Go through it again on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (title, hint) in STEPS.items():
            self.fields[name] = forms.CharField(
                label=title,
                required=False,
                max_length=_BOX_LETTERS,
                widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
                help_text=f"{hint} One line each.",
                error_messages={"max_length": f"Write {_BOX_LETTERS} characters or fewer."},
            )
        self.order_fields([*STEPS, "how_likely", "barriers", "kept_where", "review_on"])

    def body(self) -> PlanBody:
        """Return the plan that was typed."""
        typed = self.cleaned_data
        held: dict[str, Any] = {name: lines(typed[name]) for name in STEPS}
        held |= {name: typed[name] for name in ("how_likely", "barriers", "kept_where")}
        return PlanBody(**held)


def typed_of(body: PlanBody) -> dict[str, Any]:
    """Return a plan as it stands in the boxes."""
    rest = {"how_likely": body.how_likely, "barriers": body.barriers, "kept_where": body.kept_where}
    return {name: "\n".join(getattr(body, name)) for name in STEPS} | rest


class AgreeForm(VersionedForm):
    """Agreeing on the version that was seen."""


class SignForm(Form):
    """The client signs their plan, if they want to."""

    signer = forms.CharField(label="Your name", max_length=120)
    signature = SignatureField(label="Your signature")
