from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "stepwell.platform.links"
    label = "links"
