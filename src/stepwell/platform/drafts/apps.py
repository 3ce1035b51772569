from django.apps import AppConfig

from stepwell.platform.ui.forms import before_drawing


class DraftsConfig(AppConfig):
    name = "stepwell.platform.drafts"
    label = "drafts"

    def ready(self) -> None:
        from stepwell.platform.drafts import forms

        before_drawing(forms.offer)
