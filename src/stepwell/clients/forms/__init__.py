"""Shape of what is typed about a client; the actions decide."""

from typing import Any, ClassVar

from django import forms

from stepwell.clients.rules.registration import Contact, Identity
from stepwell.clients.vocabulary import (
    CARE_LABELS,
    CONTACT_LABELS,
    LANGUAGES,
    MESSAGE_LABELS,
    CareKind,
    ContactKind,
    Message,
)
from stepwell.people.forms.picking import StaffField
from stepwell.people.queries.holders import named
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.ui.forms import DateField, Form, PhoneInput


class IdentityFields(Form):
    """Names, pronouns, site."""

    first_name = forms.CharField(label="Legal first name", max_length=60)
    middle_name = forms.CharField(label="Legal middle name", max_length=60, required=False)
    last_name = forms.CharField(label="Legal last name", max_length=60)
    preferred_name = forms.CharField(
        label="Preferred first name", max_length=60, required=False, help_text="What staff and pages call the person."
    )
    pronouns = forms.CharField(max_length=30, required=False)
    site = forms.ChoiceField(help_text="Where the person is served. Staff of this site see the record.")

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(str(site.pk), site.name) for site in sites]  # type: ignore[attr-defined]

    def identity(self) -> Identity:
        """Return the names and pronouns typed."""
        names = ("first_name", "middle_name", "last_name", "preferred_name", "pronouns")
        return Identity(**{name: self.cleaned_data[name] for name in names})


class DemographicsForm(Form):
    """What identifies somebody further."""

    birth_date = DateField()
    language = forms.ChoiceField(choices=LANGUAGES, label="Language the person speaks best")
    needs_interpreter = forms.BooleanField(required=False, label="Needs an interpreter")
    address = forms.CharField(
        label="Home address", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept encrypted. Mail goes there only if the person said it is safe.",
    )  # fmt: skip


class _WithReason(Form):
    """Why something is corrected."""

    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=200,
        help_text="Needed when the legal name, the birth date or the site changes. It stays in the history.",
    )


class IdentityChange(IdentityFields, _WithReason):
    """A correction of names, pronouns, site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


class DemographicsChange(DemographicsForm, _WithReason):
    """A correction of what identifies somebody further."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


_ORDER = (
    "first_name", "middle_name", "last_name", "preferred_name", "pronouns", "birth_date", "site", "language",
    "needs_interpreter", "address", "is_another_person",
)  # fmt: skip


class RegistrationForm(DemographicsForm, IdentityFields):
    """A new client. Confirming that this is somebody else appears only after a look-alike was found."""

    is_another_person = forms.BooleanField(required=False, label="I looked: this is another person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(_ORDER)
        self.may_be_known = False

    def hide_confirmation(self) -> None:
        """Leave the confirmation out as long as nobody alike was found."""
        del self.fields["is_another_person"]


class ContactForm(Form):
    """A way to reach somebody."""

    kind = forms.ChoiceField(choices=CONTACT_LABELS)
    value = forms.CharField(label="Number or address", max_length=120)
    is_safe = forms.BooleanField(
        required=False, label="Safe to use", help_text="The person said that nobody else answers or reads there."
    )
    may_text = forms.BooleanField(required=False, label="May be texted")
    message = forms.ChoiceField(choices=MESSAGE_LABELS, label="If nobody answers", initial=Message.NOTHING)
    best_times = forms.CharField(
        label="Safe times", max_length=80, required=False, help_text="In the person’s words: “weekdays after 6 pm”."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ContactKind.EMAIL and cleaned.get("value"):
            try:
                forms.EmailField().clean(cleaned["value"])
            except forms.ValidationError:
                self.add_error("value", "This is no e-mail address. Enter one such as name@example.com.")
        return cleaned

    def contact(self) -> Contact:
        """Return what was typed."""
        typed = self.cleaned_data
        return Contact(
            kind=ContactKind(typed["kind"]),
            value=typed["value"],
            is_safe=typed["is_safe"],
            may_text=typed["may_text"],
            message=Message(typed["message"]),
            best_times=typed["best_times"],
        )


class EmergencyContactForm(Form):
    """Whom to call in an emergency."""

    name = forms.CharField(max_length=120)
    relation = forms.CharField(label="Relation to the client", max_length=60)
    phone = forms.CharField(label="Telephone", max_length=30, widget=PhoneInput)
    knows_of_treatment = forms.BooleanField(
        required=False,
        label="Knows that the client is in treatment",
        help_text="If not ticked, an emergency is the only reason to call, and treatment is not mentioned.",
    )


class CareForm(Form):
    """Who has to do with a client, and how."""

    membership = StaffField(label="Member of staff")
    kind = forms.ChoiceField(choices=CARE_LABELS, label="As")
    ends_on = DateField(
        label="Through", required=False, help_text="Through the end of that day. Covering a group needs one."
    )

    def __init__(self, *args: Any, staff: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = named(staff, titled=True)  # type: ignore[attr-defined]

    def kind_chosen(self) -> CareKind:
        """Return the kind of assignment typed."""
        return CareKind(self.cleaned_data["kind"])


class FindForm(Form):
    """The search box. Sent by POST, so that no name stands in an address or a log."""

    marks_optional: ClassVar[bool] = False
    q = forms.CharField(
        label="Find a client", max_length=80, required=False,
        widget=forms.TextInput(attrs={"type": "search", "spellcheck": "false"}),
        help_text="Name, preferred name, birth date, record number or telephone.",
    )  # fmt: skip
