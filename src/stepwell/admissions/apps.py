from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "stepwell.admissions"
    label = "admissions"
