from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "stepwell.clients"
    label = "clients"
