from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "stepwell.platform.drafts"
    label = "drafts"
