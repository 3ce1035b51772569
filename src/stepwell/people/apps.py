from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stepwell.people"
    label = "people"
