"""Naming somebody of the staff in a form."""

from django import forms

NOT_OFFERED = "Choose somebody of the list. Who is not in it holds no role for this at the site now."


class StaffField(forms.ChoiceField):
    """A choice among those who may do something; a name that is not offered is refused in words."""

    default_error_messages = {"invalid_choice": NOT_OFFERED}  # noqa: RUF012 (as Django declares it)
