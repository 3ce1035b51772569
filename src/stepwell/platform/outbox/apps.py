from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "stepwell.platform.outbox"
    label = "outbox"
