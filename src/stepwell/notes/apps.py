from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "stepwell.notes"
    label = "notes"
