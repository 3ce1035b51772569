from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "stepwell.platform.trail"
    label = "trail"
