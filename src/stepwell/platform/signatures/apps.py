from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    name = "stepwell.platform.signatures"
    label = "signatures"
