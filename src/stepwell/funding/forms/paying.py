"""What is asked about payment plans, funds and money from outside."""

from typing import Any

from django import forms

from stepwell.billing.forms import OnceForm
from stepwell.billing.rules.amounts import in_words, to_cents
from stepwell.coverage.rules.payment_plans import MOST, Every
from stepwell.funding.actions.funds import Named, Outside
from stepwell.funding.actions.plans import Terms
from stepwell.funding.models import Fund
from stepwell.funding.vocabulary import EVERY_LABELS, SOURCE_LABELS, MoneySource, Movement
from stepwell.platform.ui.forms import DateField, DollarField, Form, Segmented

_AREA = {"rows": 2}


class PlanForm(OnceForm):
    """What is owed, in parts."""

    amount = DollarField(label="In parts")
    count = forms.IntegerField(label="How many parts", min_value=1, max_value=MOST, initial=4)
    every = forms.ChoiceField(choices=list(EVERY_LABELS.items()), widget=Segmented, initial=Every.MONTH)
    first_on = DateField(label="First due on")
    is_sure = forms.BooleanField(label="More than four parts, after asking counsel", required=False)

    def terms(self) -> Terms:
        """Return what is agreed on."""
        data = self.cleaned_data
        return Terms(to_cents(data["amount"]), data["count"], Every(data["every"]), data["first_on"])


class PauseForm(Form):
    """Nothing falls due for a while."""

    until_on = DateField(label="Nothing is due before", help_text="Such as after a stay in hospital.")
    words = forms.CharField(
        label="Why", max_length=300, widget=forms.Textarea(attrs=_AREA), help_text="Ten letters or more."
    )


class LowerForm(Form):
    """Less each time."""

    amount = DollarField(label="Each part from now on")
    first_on = DateField(label="Next due on")
    words = forms.CharField(
        label="Why", max_length=300, widget=forms.Textarea(attrs=_AREA), help_text="Ten letters or more."
    )


class FundForm(Form):
    """A fund for clients."""

    name = forms.CharField(max_length=120)
    purpose = forms.CharField(
        label="What it may be used for", max_length=300, widget=forms.Textarea(attrs=_AREA),
        help_text="As the giver says, such as shares of clients without work.",
    )  # fmt: skip
    from_on = DateField(label="May be awarded from")
    to_on = DateField(label="Through", required=False)

    def named(self) -> Named:
        """Return what the fund is for."""
        return Named(**self.cleaned_data)


class MoveForm(OnceForm):
    """Money given to a fund, or returned."""

    kind = forms.ChoiceField(
        label="What", widget=Segmented, initial=Movement.GIVEN,
        choices=[(Movement.GIVEN, "Given to the fund"), (Movement.RETURNED, "Returned to the giver")],
    )  # fmt: skip
    amount = DollarField()
    day = DateField(label="Day")
    words = forms.CharField(label="From whom, which letter", max_length=300, required=False)


class AwardForm(OnceForm):
    """A fund is asked."""

    fund = forms.ChoiceField()
    amount = DollarField()
    words = forms.CharField(
        label="What for", max_length=500, widget=forms.Textarea(attrs=_AREA),
        help_text="Whoever approves it reads this. In ten letters or more.",
    )  # fmt: skip

    def __init__(self, *args: Any, funds: list[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.name}, {in_words(one.cents)} left") for one in funds]
        self.fields["fund"].choices = choices  # type: ignore[attr-defined]


class OutsideForm(Form):
    """Money from outside that a client counts on."""

    kind = forms.ChoiceField(label="From where", choices=list(SOURCE_LABELS.items()))
    name = forms.CharField(label="Who", max_length=120, help_text="The lender, the page, the employer.")
    amount = DollarField(label="How much")
    expected_on = DateField(label="Expected on", required=False)

    def outside(self) -> Outside:
        """Return what is expected."""
        data = self.cleaned_data
        return Outside(MoneySource(data["kind"]), data["name"], to_cents(data["amount"]), data["expected_on"])
