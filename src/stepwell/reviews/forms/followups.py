"""Shape of what is typed about calls after care."""

from django import forms

from stepwell.clients.vocabulary import ANSWER_LABELS, Answer
from stepwell.platform.ui.forms import Form, Segmented
from stepwell.reviews.actions.calling import AttemptEntry
from stepwell.reviews.vocabulary import REACHED_LABELS, WAY_LABELS, Reached, Way


class AttemptForm(Form):
    """An attempt to reach somebody after care."""

    marks_optional = False
    way = forms.ChoiceField(choices=WAY_LABELS, widget=forms.RadioSelect, label="How")
    outcome = forms.ChoiceField(choices=REACHED_LABELS, widget=forms.RadioSelect, label="What came of it")
    abstinent = forms.ChoiceField(
        choices=ANSWER_LABELS, required=False, widget=Segmented,
        label="If reached: free of what they came for, as they say?",
    )  # fmt: skip
    in_care = forms.ChoiceField(
        choices=ANSWER_LABELS, required=False, widget=Segmented, label="If reached: in treatment or a support group?"
    )
    wants_back = forms.BooleanField(required=False, label="They want to come back")
    words = forms.CharField(
        required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}), label="Notes",
        help_text="Leave out what others told you about third persons.",
    )  # fmt: skip

    def entry(self) -> AttemptEntry:
        """Return what was typed."""
        typed = self.cleaned_data
        return AttemptEntry(
            way=Way(typed["way"]),
            outcome=Reached(typed["outcome"]),
            abstinent=Answer(typed["abstinent"]) if typed["abstinent"] else None,
            in_care=Answer(typed["in_care"]) if typed["in_care"] else None,
            wants_back=typed["wants_back"],
            words=typed["words"],
        )
