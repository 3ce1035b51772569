from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "stepwell.crisis"
    label = "crisis"
