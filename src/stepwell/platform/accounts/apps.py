from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stepwell.platform.accounts"
    label = "accounts"
