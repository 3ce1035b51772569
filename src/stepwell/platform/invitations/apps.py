from datetime import timedelta

from django.apps import AppConfig

from stepwell.platform.links.purposes import Purpose, register


class InvitationsConfig(AppConfig):
    name = "stepwell.platform.invitations"
    label = "invitations"

    def ready(self) -> None:
        register(Purpose("invitation", "invitations:accept", timedelta(days=7)))
