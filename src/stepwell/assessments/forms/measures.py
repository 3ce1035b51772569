"""Instruments as forms, and what is asked about a result, a link, a schedule."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from stepwell.assessments.rules.definitions import Definition, Item
from stepwell.assessments.vocabulary import OUTCOME_LABELS, WAY_LABELS, WORDS_LETTERS, Outcome, Way
from stepwell.platform.ui.forms import DateField, Form

ON_SCREEN = (Way.SCREEN, Way.ASKED, Way.PAPER)
WEEKLY = 7


class ItemField(forms.TypedChoiceField):
    """One question: radios, one for each answer, which a digit chooses too."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            label=item.text,
            help_text=item.help,
            choices=[(option.value, option.label) for option in item.options],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )


class GiveForm(Form):
    """An instrument on one page. The questions are fields named like their items."""

    marks_optional: ClassVar[bool] = False  # nobody has to answer, and each question is asked for once more

    way = forms.ChoiceField(label="How it is answered", initial=Way.SCREEN, widget=forms.RadioSelect)
    taken_on = DateField(label="Answered on", help_text="Another day than today only for a paper form.")
    leaves_out = forms.BooleanField(
        required=False,
        label="The client prefers not to answer the rest",
        help_text="A question without an answer leaves no total.",
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        offered = (Way.ASKED,) if definition.respondent == "staff" else ON_SCREEN
        self.fields["way"].choices = [(way, WAY_LABELS[way]) for way in offered]  # type: ignore[attr-defined]
        self.fields["way"].initial = offered[0]
        for item in definition.items:
            self.fields[item.id] = ItemField(item)
        for skip in definition.skips:
            skipping = definition.item(skip.item)
            words = f"Not asked if “{skipping.text}” is answered “{skipping.label_of(skip.value)}”."
            for name in skip.skips:
                self.fields[name].help_text = f"{words} {definition.item(name).help}".strip()
        self.order_fields([item.id for item in definition.items])

    def answers(self) -> dict[str, int | None]:
        """Return what was chosen, by item; None where nothing was."""
        return {item.id: self.cleaned_data.get(item.id) for item in self.definition.items}

    @property
    def questions(self) -> list[tuple[Item, Any]]:
        """The items with their fields, in order."""
        return [(item, self[item.id]) for item in self.definition.items]

    @property
    def rest(self) -> list[Any]:
        """The fields that are no question."""
        return [self[name] for name in ("way", "taken_on", "leaves_out")]


class TalkForm(Form):
    """What was said about a result, and what becomes of the plan."""

    discussed_on = DateField(label="Discussed on")
    words = forms.CharField(
        label="What was talked over with the client",
        max_length=WORDS_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.ChoiceField(label="The plan", choices=OUTCOME_LABELS, widget=forms.RadioSelect)
    because = forms.CharField(
        label="Because", max_length=WORDS_LETTERS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What changes and why, or why it stays.",
    )  # fmt: skip

    def chosen(self) -> Outcome:
        """Return what becomes of the plan."""
        return Outcome(self.cleaned_data["outcome"])


class AskForm(Form):
    """Which instruments a client is to answer alone, and how the link gets there."""

    instruments = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    due_on = DateField(label="To be answered by")
    link = forms.ChoiceField(label="The link", widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Sequence[Definition], address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = [(one.code, one.short) for one in offered if one.respondent == "client"]
        self.fields["instruments"].choices = alone  # type: ignore[attr-defined]
        ways = [("mail", f"Goes to {address}, in neutral words")] if address else []
        link = self.fields["link"]
        link.choices = [*ways, ("hand", "Is handed over: a code to type")]  # type: ignore[attr-defined]
        link.initial = link.choices[0][0]  # type: ignore[attr-defined]
        if not address:
            link.help_text = "No safe e-mail address is known. Add one on the first page of the record."

    @property
    def by_mail(self) -> bool:
        """Whether the link is sent."""
        return bool(self.cleaned_data["link"] == "mail")


class ScheduleForm(Form):
    """An instrument again and again."""

    instrument = forms.ChoiceField()
    every_days = forms.IntegerField(label="Every so many days", min_value=1, max_value=366, initial=WEEKLY)
    from_on = DateField(label="From")
    to_on = DateField(label="Through", required=False, help_text="Empty: until further notice.")
    sends_link = forms.BooleanField(
        label="Send a link by itself when it is due", required=False, initial=True,
        help_text="By day, in neutral words, to an address that the client said is safe, while they are in care.",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Definition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [(one.code, one.short) for one in offered]  # type: ignore[attr-defined]


class EndForm(Form):
    """The last day of a schedule."""

    on = DateField(label="Last day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
