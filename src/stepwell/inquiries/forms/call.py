"""The form that is filled in while somebody is on the telephone, in the order of the talk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from stepwell.clients.vocabulary import LANGUAGES, MESSAGE_LABELS, Message
from stepwell.inquiries.actions.taking import Same
from stepwell.inquiries.forms.planning import PlanFields
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries.lookalikes import LookAlike
from stepwell.inquiries.rules.taking import Asker, Danger, Person, Reach, Told, Wish
from stepwell.inquiries.vocabulary import (
    ADULT_LABELS,
    CALLER_LABELS,
    CHANNEL_LABELS,
    CONCERN_LABELS,
    DANGER_LABELS,
    DAY_PART_LABELS,
    HEARD_LABELS,
    HOLDER_LABELS,
    RELATION_LABELS,
    START_LABELS,
    URGENCY_LABELS,
    Adult,
    Caller,
    Channel,
    Concern,
    DangerKind,
    Relation,
    Urgency,
)
from stepwell.kernel import phones
from stepwell.platform.tenancy.models import Site
from stepwell.platform.ui.forms import DateField, Form, PhoneInput, Segmented, VersionedForm

MOST_WORDS = 4000
_OLDEST = 120


def _ticks(choices: Mapping[Any, str], label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _words(label: str, most: int, rows: int, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=area, help_text=hint)


def _choice(choices: Mapping[Any, str], label: str, initial: str | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, label=label, required=initial is None, initial=initial)


def _phone(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=30, required=False, widget=PhoneInput, help_text=hint)


@dataclass(frozen=True)
class Part:
    """A part of the form: its title and the names of its fields."""

    title: str
    fields: tuple[str, ...]


class ToldFields(Form):
    """What an inquiry says, apart from danger and plans."""

    template_name = "inquiries/_told.html"
    marks_optional: ClassVar[bool] = False  # nearly all of it is: the page says what must be answered
    PARTS: ClassVar[tuple[Part, ...]] = (
        Part("The person", ("first_name", "last_name", "preferred_name", "birth_date", "age", "language",
                            "needs_interpreter")),
        Part("What it is about", ("words", "concerns", "can_start", "day_part")),
        Part("Insurance, as they say it", ("insurer", "member_id", "holder")),
        Part("Then", ("urgency", "heard_from", "channel", "site")),
    )  # fmt: skip
    THIRD: ClassVar[tuple[str, ...]] = ("relation", "caller_name", "caller_phone", "caller_email")
    OWN: ClassVar[tuple[str, ...]] = ("person_phone", "person_email", "may_text", "message", "safe_times")

    adult = forms.ChoiceField(
        label="How old is the person?", choices=ADULT_LABELS, widget=Segmented,
        help_text="Ask this early. This program serves adults.",
    )  # fmt: skip
    caller = forms.ChoiceField(label="Who is asking?", choices=CALLER_LABELS, widget=Segmented, initial=Caller.PERSON)
    relation = _choice({"": "Choose", **RELATION_LABELS}, "What is the caller to the person?", "")
    caller_name = forms.CharField(label="Caller’s name", max_length=120, required=False)
    caller_phone = _phone("Caller’s telephone")
    caller_email = forms.EmailField(label="Caller’s e-mail", max_length=120, required=False)
    person_phone = _phone("Safe telephone of the person", "A number where nobody else would notice.")
    person_email = forms.EmailField(label="Safe e-mail of the person", max_length=120, required=False)
    may_text = forms.BooleanField(label="May be texted", required=False)
    message = _choice(MESSAGE_LABELS, "If nobody answers", Message.NOTHING)
    safe_times = forms.CharField(
        label="Safe times", max_length=80, required=False, help_text="In their words: “weekdays after 6 pm”."
    )
    first_name = forms.CharField(label="First name", max_length=60, required=False)
    last_name = forms.CharField(label="Last name", max_length=60, required=False)
    preferred_name = forms.CharField(label="Preferred first name", max_length=60, required=False)
    birth_date = DateField(required=False, help_text="If they like to say it.")
    age = forms.IntegerField(label="Or about how old, in years", min_value=0, max_value=_OLDEST, required=False)
    language = _choice(LANGUAGES, "Language the person speaks best", "en")
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    words = _words("What is wrong, in their words", MOST_WORDS, 5)
    concerns = _ticks(CONCERN_LABELS, "It is about")
    can_start = _choice(START_LABELS, "Can start", "")
    day_part = _choice(DAY_PART_LABELS, "Time of day", "")
    insurer = forms.CharField(label="Insurer", max_length=80, required=False)
    member_id = forms.CharField(label="Member number", max_length=40, required=False)
    holder = _choice(HOLDER_LABELS, "Who holds the policy", "")
    urgency = forms.ChoiceField(label="How urgent", choices=URGENCY_LABELS, widget=Segmented, initial=Urgency.SOON)
    heard_from = _choice(HEARD_LABELS, "How they heard of us", "")
    channel = _choice(CHANNEL_LABELS, "How it came", Channel.CALL)
    site = forms.ChoiceField(label="For which site")

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        self.is_agreed = False
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        field.choices = [(str(site.pk), site.name) for site in sites]  # type: ignore[attr-defined]
        if len(sites) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(sites[0].pk)

    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield each part with its fields, those that are hidden left out."""
        for part in self.PARTS:
            yield part.title, [self[name] for name in part.fields if name in self.fields and not self[name].is_hidden]

    def of_third(self) -> list[BoundField]:
        """Return what is asked of somebody who calls for another person."""
        return [self[name] for name in self.THIRD]

    def of_person(self) -> list[BoundField]:
        """Return how the person is reached safely."""
        return [self[name] for name in self.OWN]

    @property
    def site_id(self) -> UUID:
        """The site chosen."""
        return UUID(self.cleaned_data["site"])

    def told(self) -> Told:
        """Return what was typed. What belongs to the other sort of caller is left out: the page hides it."""
        typed = self.cleaned_data
        caller = Caller(typed["caller"])
        is_third = caller == Caller.OTHER
        relation = Relation(typed["relation"]) if typed["relation"] else None
        callers = Reach(typed["caller_phone"], typed["caller_email"])
        return Told(
            channel=Channel(typed["channel"] or Channel.CALL),
            asker=Asker(caller, relation, typed["caller_name"], callers) if is_third else Asker(caller),
            person=self._person(),
            wish=self._wish(),
            urgency=Urgency(typed["urgency"]),
        )

    def _person(self) -> Person:
        typed = self.cleaned_data
        plain = ("first_name", "last_name", "preferred_name", "birth_date", "age", "may_text", "safe_times")
        return Person(
            adult=Adult(typed["adult"]),
            reach=Reach(typed["person_phone"], typed["person_email"]),
            message=Message(typed["message"] or Message.NOTHING),
            language=typed["language"] or "en",
            needs_interpreter=typed["needs_interpreter"],
            **{name: typed[name] for name in plain},
        )

    def _wish(self) -> Wish:
        typed = self.cleaned_data
        plain = ("words", "can_start", "day_part", "insurer", "member_id", "holder", "heard_from")
        concerns = tuple(Concern(concern) for concern in typed["concerns"])
        return Wish(concerns=concerns, **{name: typed[name] for name in plain})


class CallForm(PlanFields, ToldFields):
    """A new inquiry: danger first, then age, then who asks."""

    PARTS = (*ToldFields.PARTS, Part("Next", ("owner", "next_step", "next_on", "next_at")))
    DANGER: ClassVar[tuple[str, ...]] = ("danger_kinds", "danger_where", "danger_callback", "danger_done")

    danger = forms.ChoiceField(
        label="Is anybody in danger right now?", choices={"no": "No", "yes": "Yes"}, widget=Segmented,
        help_text="Withdrawal, an overdose, wishing to die, violence, pregnant and using.",
    )  # fmt: skip
    danger_kinds = _ticks(DANGER_LABELS, "What is it?")
    danger_where = forms.CharField(
        label="Where is the person now?", max_length=200, required=False, help_text="“Not known” is an answer."
    )
    danger_callback = _phone("A number to call back if the line breaks")
    danger_done = _words(
        "What was done", 1000, 3,
        "Such as “caller dialed 911 on the other phone; crew with them at 9:40”. Empty: it stays “Danger now”.",
    )  # fmt: skip
    same = forms.ChoiceField(label="Is it the same?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike: list[LookAlike] = []
        self.fields["same"].choices = []  # type: ignore[attr-defined]
        answer = self.data.get("same", "")
        if answer:  # only ids of a page that offered them; the walls judge them
            self.fields["same"].choices = [(answer, answer)]  # type: ignore[attr-defined]

    def offer(self, alike: list[LookAlike]) -> None:
        """Ask which of those that look alike it is; drawn at the top of the form."""
        self.alike = alike
        known = [(one.choice, f"{one.label}: {one.why}") for one in alike]
        self.fields["same"].choices = [*known, ("none", "None of these: another person")]  # type: ignore[attr-defined]

    def of_danger(self) -> list[BoundField]:
        """Return what is asked when somebody is in danger."""
        return [self[name] for name in self.DANGER]

    def clean_same(self) -> Same:
        """Return what was decided about look-alikes."""
        kind, _, key = self.cleaned_data["same"].partition(":")
        try:
            return Same(
                looked=bool(kind),
                inquiry_id=UUID(key) if kind == "inquiry" else None,
                client_id=UUID(key) if kind == "client" else None,
            )
        except ValueError:
            return Same()

    def in_danger(self) -> Danger | None:
        """Return the danger typed, or None if there is none."""
        typed = self.cleaned_data
        if typed["danger"] != "yes":
            return None
        known = typed["danger_callback"] or typed["person_phone"] or typed["caller_phone"]
        kinds = tuple(DangerKind(kind) for kind in typed["danger_kinds"])
        return Danger(kinds, typed["danger_where"], known, typed["danger_done"])


class ChangeForm(VersionedForm, ToldFields):
    """A correction of what was taken down."""


_SAME_NAME = (
    "channel", "caller", "relation", "first_name", "last_name", "preferred_name", "birth_date", "age", "may_text",
    "message", "safe_times", "language", "needs_interpreter", "concerns", "can_start", "day_part", "insurer", "holder",
    "heard_from", "urgency",
)  # fmt: skip
_SEALED = ("caller_name", "caller_email", "person_email", "words", "member_id")


def taken_down(inquiry: Inquiry) -> dict[str, Any]:
    """Return an inquiry as its form has it."""
    numbers = {name: getattr(inquiry, name) for name in ("caller_phone", "person_phone")}
    return {
        **{name: getattr(inquiry, name) for name in _SAME_NAME},
        **{name: getattr(inquiry, name) or "" for name in _SEALED},
        **{name: phones.written(number) if number else "" for name, number in numbers.items()},
        "adult": Adult.YES if inquiry.is_adult else Adult.UNKNOWN,
        "site": str(inquiry.site_id),
        "version": inquiry.version,
    }
