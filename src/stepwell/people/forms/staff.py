"""Forms for the people who work here."""

from datetime import datetime, time, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from stepwell.people.forms.places import BLANK, Reason
from stepwell.people.models import Credential
from stepwell.people.queries.staff import ALL_SITES, Person
from stepwell.people.rules.staff import CredentialRecord, MemberRecord, RoleRecord
from stepwell.people.vocabulary import CREDENTIALS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.ui import forms as ui
from stepwell.platform.walls.rights import ROLE_LABELS, Role

EVERYWHERE = "all"
MAIL, LETTER = "mail", "letter"


class MemberForm(ui.Form):
    """How somebody appears at work."""

    name = forms.CharField(label="Name", max_length=120, help_text="As colleagues and clients know the person.")
    suffix = forms.CharField(
        label="Letters after the name", max_length=40, required=False, help_text="Such as LPC or CADC II."
    )
    job_title = forms.CharField(label="Job title", max_length=80, required=False)
    reason = Reason(is_needed=False)

    @classmethod
    def of(cls, person: Person) -> Self:
        """Return the form filled for somebody."""
        return cls(initial={"name": person.name, "suffix": person.suffix, "job_title": person.job_title})

    def record(self) -> MemberRecord:
        """Return what was typed."""
        return MemberRecord(**{name: self.cleaned_data[name] for name in ("name", "suffix", "job_title")})


class RoleForm(ui.Form):
    """A role at one site or at all of them."""

    role = forms.TypedChoiceField(label="Role", choices=[*BLANK, *ROLE_LABELS.items()], coerce=Role)
    site = forms.ChoiceField(
        label="Where",
        help_text="A privacy officer answers for the whole organization: choose all sites. An administrator of one "
        "site changes that site, its programs and rooms; staff and the organization need all sites.",
    )
    ends_on = ui.DateField(label="Last day", required=False, help_text="The role of an auditor always has one.")
    basis = forms.CharField(
        label="Basis", max_length=200, required=False, help_text="For an auditor: the survey, contract or letter."
    )

    def __init__(self, *args: Any, sites: list[tuple[UUID, str]], zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(key), name) for key, name in sites]
        self.fields["site"].choices = [*BLANK, (EVERYWHERE, ALL_SITES), *named]  # type: ignore[attr-defined]
        self.zone = zone

    def record(self) -> RoleRecord:
        """Return what was typed; the role ends when its last day does."""
        typed = self.cleaned_data
        last_day = typed["ends_on"]
        ends = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=self.zone) if last_day else None
        site = None if typed["site"] == EVERYWHERE else UUID(typed["site"])
        return RoleRecord(role=typed["role"], site_id=site, ends_at=ends, basis=typed["basis"])


class InviteForm(RoleForm):
    """Who is asked to work here, in which role, and how they learn of it."""

    field_order = ("name", "suffix", "job_title", "email", "role", "site", "ends_on", "basis", "way")
    name = forms.CharField(label="Name", max_length=120)
    suffix = forms.CharField(
        label="Letters after the name", max_length=40, required=False, help_text="Such as LPC or CADC II."
    )
    job_title = forms.CharField(label="Job title", max_length=80, required=False)
    email = forms.EmailField(label="Work e-mail", help_text="They sign in with it.")
    way = forms.ChoiceField(
        label="How they learn of it",
        choices=[(MAIL, "E-mail"), (LETTER, "Printed code")],
        initial=MAIL,
        widget=ui.Segmented,
        help_text="A printed code is a letter that you hand over. Either works for seven days, once.",
    )

    def member(self) -> MemberRecord:
        """Return who is invited."""
        return MemberRecord(**{name: self.cleaned_data[name] for name in ("name", "suffix", "job_title")})


class CredentialForm(ui.Form):
    """A license, certificate or other credential."""

    kind = forms.ChoiceField(label="Kind", choices=[*BLANK, *CREDENTIALS.items()])
    title = forms.CharField(label="Title", max_length=60, help_text="As on the document, such as LPC or CADC II.")
    number = forms.CharField(label="Number", max_length=40, required=False)
    state = forms.ChoiceField(label="Issued by", choices=[("", "Not by a state"), *STATES.items()], required=False)
    issued_on = ui.DateField(label="Issued on", required=False)
    expires_on = ui.DateField(label="Expires on", required=False, help_text="It holds through this day.")

    @classmethod
    def of(cls, credential: Credential) -> Self:
        """Return the form filled from a credential."""
        return cls(initial={name: getattr(credential, name) for name in cls.base_fields if name != "reason"})

    def record(self) -> CredentialRecord:
        """Return what was typed."""
        return CredentialRecord(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})


class ChangedCredential(CredentialForm):
    """A credential corrected or renewed."""

    reason = Reason(is_needed=False)


class Withdrawal(ui.Form):
    """From when on a credential holds no longer."""

    withdrawn_on = ui.DateField(label="Holds no longer from")
    reason = Reason(is_needed=True)


class Ending(ui.Form):
    """Why a role or somebody's work here ends."""

    reason = Reason(is_needed=True)
