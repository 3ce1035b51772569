from django.apps import AppConfig


class CarryoverConfig(AppConfig):
    name = "stepwell.carryover"
    label = "carryover"
