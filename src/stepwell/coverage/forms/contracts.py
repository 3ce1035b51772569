"""A contract with a payer, what it pays for, and a day to try it with."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from stepwell.coverage import contracting
from stepwell.coverage.contracting import Asking, ClaimForm, Delivery, Family, ServiceKind, ServiceUnit
from stepwell.coverage.models import Contract, ContractService, Payer
from stepwell.coverage.rules import contracts as rules
from stepwell.coverage.rules.pricing import Attended, Day
from stepwell.people.models import Program
from stepwell.people.vocabulary import KINDS, LEVELS
from stepwell.platform.ui.forms import DateField, Form, Segmented, VersionedForm

_NONE = [("", "Nothing chosen")]
_DOLLARS: dict[str, Any] = {"max_digits": 10, "decimal_places": 2, "min_value": 0}
_PLAIN = (
    "name", "from_on", "to_on", "npi", "taxonomy", "filing_indicator", "submitter_qualifier", "submitter_id",
    "receiver_qualifier", "receiver_id", "place", "pays_video", "video_modifier", "pays_audio", "audio_modifier",
    "pays_short_days", "is_lesser_of", "type_of_bill", "few_services", "many_services", "filing_days",
    "corrected_days", "appeal_days",
)  # fmt: skip
_WORDS = ("taxonomy", "video_modifier", "audio_modifier", "type_of_bill")
_PLAIN_OF_SERVICE = (
    "rate", "charge", "level", "treats", "least_minutes", "most_a_day", "most_a_week", "code", "revenue_code",
)  # fmt: skip
USUAL = {
    "form": ClaimForm.PROFESSIONAL, "authorization": Asking.PLAN, "place": "57", "pays_video": True,
    "video_modifier": "95", "is_lesser_of": True,
}  # fmt: skip
_HOME, _ELSEWHERE, _UNKNOWN = "home", "elsewhere", ""


class ContractForm(Form):
    """The terms of a contract, in the order in which a biller reads one."""

    name = forms.CharField(max_length=80, help_text="As you call it, such as “Standard 2026”.")
    site = forms.ChoiceField(label="For the site", required=False)
    program = forms.ChoiceField(label="For the program", required=False)
    from_on = DateField(label="In force from")
    to_on = DateField(label="Through", required=False)
    form = forms.ChoiceField(label="Claims go out as", choices=contracting.FORM_LABELS, widget=Segmented)
    authorization = forms.ChoiceField(label="Days need an authorization", choices=contracting.ASKING_LABELS)
    place = forms.ChoiceField(label="Place of service, in person", choices=contracting.PLACE_LABELS)
    pays_video = forms.BooleanField(label="Pays sessions by video", required=False)
    video_modifier = forms.CharField(label="Modifier by video", max_length=2, required=False)
    pays_audio = forms.BooleanField(label="Pays sessions by telephone", required=False)
    audio_modifier = forms.CharField(label="Modifier by telephone", max_length=2, required=False)
    pays_short_days = forms.BooleanField(
        label="Pays the sessions of a day that is too short, each by itself", required=False
    )
    is_lesser_of = forms.BooleanField(label="Pays the charge where it is lower than the rate", required=False)
    licenses = forms.CharField(
        label="Licenses that it accepts", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, with the modifier it asks for, such as “LPC = HO”. Empty: whoever is licensed.",
    )  # fmt: skip
    filing_days = forms.IntegerField(
        label="Days to file a claim", min_value=1, max_value=1500, initial=90, help_text="From the day of care."
    )
    corrected_days = forms.IntegerField(
        label="Days to correct a claim", min_value=1, max_value=1500, required=False,
        help_text="From the payer’s decision. Empty: as for a first claim, from the day of care.",
    )  # fmt: skip
    appeal_days = forms.IntegerField(
        label="Days to appeal", min_value=1, max_value=1500, initial=180, help_text="From the payer’s decision."
    )
    taxonomy = forms.CharField(label="Taxonomy of the billing provider", max_length=10, help_text="Such as 261QR0405X.")
    npi = forms.CharField(
        label="NPI of the billing provider", max_length=10, required=False, help_text="Empty: the organization’s."
    )
    filing_indicator = forms.ChoiceField(
        label="Kind of plan on claims", choices=[*_NONE, *contracting.FILING_LABELS.items()], required=False
    )
    submitter_qualifier = forms.ChoiceField(label="Sender’s number is", choices=contracting.QUALIFIER_LABELS)
    submitter_id = forms.CharField(label="Sender’s number", max_length=15, required=False)
    receiver_qualifier = forms.ChoiceField(label="Receiver’s number is", choices=contracting.QUALIFIER_LABELS)
    receiver_id = forms.CharField(label="Receiver’s number", max_length=15, required=False)
    type_of_bill = forms.CharField(
        label="Type of bill", max_length=2, required=False, help_text="837I only: its first two digits, such as 76."
    )
    condition_codes = forms.CharField(
        label="Condition codes", max_length=40, required=False, help_text="837I only, with spaces between."
    )
    few_services = forms.DecimalField(
        label="Price of a day with up to three services", required=False, **_DOLLARS,
        help_text="Only where the payer counts the services of a day.",
    )  # fmt: skip
    many_services = forms.DecimalField(label="Price of a day with more services", required=False, **_DOLLARS)

    def __init__(self, *args: Any, sites: list[tuple[UUID, str]], programs: list[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("site", [("", "All sites"), *((str(key), name) for key, name in sites)])
        named = [(str(one.pk), f"{one.name}, {one.site.name}") for one in programs]
        self._choose("program", [("", "All programs"), *named])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def terms(self) -> rules.Contract:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = {name: typed[name] for name in _PLAIN} | {name: typed[name].strip().upper() for name in _WORDS}
        return rules.Contract(
            form=ClaimForm(typed["form"]),
            authorization=Asking(typed["authorization"]),
            site_id=_id(typed["site"]),
            program_id=_id(typed["program"]),
            licenses=_licenses(typed["licenses"]),
            condition_codes=tuple(typed["condition_codes"].upper().split()),
            **plain,
        )


class NewContract(ContractForm):
    """A first contract with a payer, or the clinic's own prices."""

    field_order = ("payer",)
    payer = forms.ChoiceField(label="With", required=False)

    def __init__(self, *args: Any, payers: list[Payer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in payers]
        self._choose("payer", [("", "Nobody: our prices for who pays by themself"), *named])

    def payer_id(self) -> UUID | None:
        """Return the payer chosen."""
        return _id(self.cleaned_data["payer"])


class ContractChange(VersionedForm, ContractForm):
    """A correction of a contract."""


class RenewalForm(VersionedForm):
    """From which day new terms hold."""

    name = forms.CharField(max_length=80)
    from_on = DateField(label="New terms from")


class ServiceForm(Form):
    """What a contract pays for."""

    unit = forms.ChoiceField(label="The price is for", choices=contracting.UNIT_LABELS)
    kinds = forms.MultipleChoiceField(
        label="Sessions", choices=contracting.SERVICE_LABELS, widget=forms.CheckboxSelectMultiple,
        help_text="Of a day: all that it includes, and that is not billed besides.",
    )  # fmt: skip
    level = forms.ChoiceField(label="Level of care", choices=[("", "Any"), *LEVELS.items()], required=False)
    treats = forms.ChoiceField(label="Program treats", choices=[("", "Any"), *KINDS.items()], required=False)
    code = forms.CharField(label="Procedure code", max_length=5, required=False)
    revenue_code = forms.CharField(max_length=4, required=False, help_text="837I only, such as 0906.")
    modifiers = forms.CharField(max_length=20, required=False, help_text="In the payer’s order, with spaces between.")
    rate = forms.DecimalField(label="The payer pays, a unit", **_DOLLARS)
    charge = forms.DecimalField(label="We charge, a unit", **_DOLLARS)
    least_minutes = forms.IntegerField(
        label="Minutes without which nothing is billed", min_value=0, max_value=rules.MOST_MINUTES, initial=0
    )
    most_a_day = forms.IntegerField(label="Most units a day", min_value=1, max_value=96, required=False)
    most_a_week = forms.IntegerField(label="Most units a week", min_value=1, max_value=672, required=False)
    family = forms.ChoiceField(
        label="First diagnosis must be", choices=[("", "Any"), *contracting.FAMILY_LABELS.items()], required=False
    )

    def terms(self) -> rules.Service:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = {name: typed[name] for name in _PLAIN_OF_SERVICE}
        return rules.Service(
            unit=ServiceUnit(typed["unit"]),
            kinds=frozenset(map(ServiceKind, typed["kinds"])),
            modifiers=tuple(typed["modifiers"].upper().split()),
            family=Family(typed["family"]) if typed["family"] else None,
            **plain | {"code": typed["code"].strip().upper(), "revenue_code": typed["revenue_code"].strip()},
        )


class ServiceChange(VersionedForm, ServiceForm):
    """A correction of a service."""


class TrialForm(Form):
    """A day to try a contract with."""

    marks_optional = False
    group = forms.IntegerField(label="Minutes in groups", min_value=0, max_value=rules.MOST_MINUTES, initial=190)
    individual = forms.IntegerField(label="Minutes alone", min_value=0, max_value=rules.MOST_MINUTES, initial=0)
    delivery = forms.ChoiceField(label="Held", choices=contracting.DELIVERY_LABELS)
    whereabouts = forms.ChoiceField(
        label="If not in person", required=False,
        choices=[(_HOME, "At home"), (_ELSEWHERE, "Somewhere else"), (_UNKNOWN, "Not written down")],
    )  # fmt: skip
    level = forms.ChoiceField(label="Level of care", choices=LEVELS, initial="2.1")
    treats = forms.ChoiceField(label="Program treats", choices=KINDS)

    family = forms.ChoiceField(label="First diagnosis", choices=contracting.FAMILY_LABELS)

    def day(self) -> Day:
        """Return the day that was described."""
        typed = self.cleaned_data
        is_home = {_HOME: True, _ELSEWHERE: False}.get(typed["whereabouts"])
        minutes = {ServiceKind.GROUP: typed["group"], ServiceKind.INDIVIDUAL: typed["individual"]}
        delivery = Delivery(typed["delivery"])
        sessions = tuple(Attended(kind, held, delivery, is_home) for kind, held in minutes.items() if held)
        return Day(typed["level"], typed["treats"], sessions, Family(typed["family"]))


def contract_as_typed(row: Contract) -> dict[str, Any]:
    """Return a contract as its form has it."""
    return {
        **{name: getattr(row, name) for name in (*_PLAIN, "form", "authorization", "version")},
        "site": str(row.site_id or ""),
        "program": str(row.program_id or ""),
        "licenses": "\n".join(
            f"{title} = {modifier}" if modifier else title for title, modifier in sorted(row.licenses.items())
        ),
        "condition_codes": " ".join(row.condition_codes),
    }


def service_as_typed(row: ContractService) -> dict[str, Any]:
    """Return a service as its form has it."""
    plain = {name: getattr(row, name) for name in (*_PLAIN_OF_SERVICE, "unit", "kinds", "family", "version")}
    return {**plain, "modifiers": " ".join(row.modifiers)}


def renewal_of(row: Contract, *, on: date) -> dict[str, Any]:
    """Return a renewal to begin with."""
    return {"name": row.name, "from_on": on, "version": row.version}


def trial() -> dict[str, Any]:
    """Return a day of an intensive program, attended in person, to begin with."""
    day = {"group": 190, "individual": 0, "delivery": Delivery.IN_PERSON, "whereabouts": _HOME}
    return {**day, "level": "2.1", "treats": next(iter(KINDS)), "family": Family.SUBSTANCE}


def _licenses(text: str) -> dict[str, str]:
    """Return titles with the modifier behind the equals sign of their line."""
    lines = (line.partition("=") for line in text.splitlines() if line.strip())
    return {title.strip(): modifier.strip().upper() for title, _, modifier in lines}


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
