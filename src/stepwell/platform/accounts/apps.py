from django.apps import AppConfig

from stepwell.platform.ui.navigation import Place, register_place


class AccountsConfig(AppConfig):
    name = "stepwell.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        register_place(Place.ACCOUNT, "accounts:overview")
        register_place(Place.SIGN_OUT, "account_logout")
        register_place(Place.STAY, "accounts:stay")
