"""Shape of what is typed about diagnoses and about where somebody lives; the actions decide."""

from datetime import date
from typing import Any

from django import forms

from stepwell.clients.actions.diagnoses import NewDiagnosis
from stepwell.clients.actions.enrollment import Living
from stepwell.clients.rules.diagnoses import MOST, Code
from stepwell.clients.vocabulary import ANSWER_LABELS, COURSE_LABELS, HOME_LABELS, Answer, Course, Home
from stepwell.platform.ui.forms import DateField, Form, Segmented


class CodeSearch(Form):
    """The search of the official list."""

    q = forms.CharField(
        label="Code or words of the title",
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "spellcheck": "false"}),
        help_text="“F10.20”, or words such as “alcohol dependence” or “depression”.",
    )


class DiagnosisForm(Form):
    """A diagnosis of one of the codes that were found."""

    code = forms.ChoiceField(widget=forms.RadioSelect, label="Diagnosis")
    course = forms.ChoiceField(
        choices=[("", "Not a substance use disorder"), *COURSE_LABELS.items()],
        required=False,
        label="Severity or remission",
        help_text="For substance use disorders. The code does not say early or sustained, nor moderate or severe.",
    )
    rank = forms.TypedChoiceField(
        choices=[(1, "First: what the treatment is for"), *((n, str(n)) for n in range(2, MOST)), (MOST, "Last")],
        coerce=int,
        initial=MOST,
    )
    from_on = DateField(label="Diagnosed on")

    def __init__(self, *args: Any, codes: list[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(each.code, f"{each.code} {each.title}") for each in codes]  # type: ignore[attr-defined]

    def new(self) -> NewDiagnosis:
        """Return what was typed."""
        typed = self.cleaned_data
        course = Course(typed["course"]) if typed["course"] else None
        return NewDiagnosis(typed["code"], typed["from_on"], typed["rank"], course)


class ResolveForm(Form):
    """Until when somebody had a diagnosis."""

    to_on = DateField(label="Resolved on")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class RankForm(Form):
    """The rank that a diagnosis moves to."""

    rank = forms.IntegerField(min_value=1, max_value=MOST)


class HomeForm(Form):
    """Where somebody lives."""

    kind = forms.ChoiceField(choices=HOME_LABELS, label="Lives")
    safety = forms.ChoiceField(choices=ANSWER_LABELS, widget=Segmented, label="Is it safe there?")
    use_at_home = forms.ChoiceField(
        choices=ANSWER_LABELS, widget=Segmented, label="Does somebody there drink or use drugs?"
    )
    words = forms.CharField(
        label="With whom, and what matters",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept encrypted.",
    )
    from_on = DateField(label="Since", help_text="The day from which this is true; today if the person does not know.")

    def living(self) -> Living:
        """Return what was typed."""
        typed = self.cleaned_data
        since: date = typed["from_on"]
        return Living(Home(typed["kind"]), Answer(typed["safety"]), Answer(typed["use_at_home"]), since, typed["words"])
