from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "stepwell.platform.jobs"
    label = "jobs"
