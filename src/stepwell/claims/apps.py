from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "stepwell.claims"
    label = "claims"
