from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "stepwell.platform.documents"
    label = "documents"
