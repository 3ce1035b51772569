from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from stepwell.platform.walls import install, states


class WallsConfig(AppConfig):
    name = "stepwell.platform.walls"
    label = "walls"

    def ready(self) -> None:
        states.keep_models_rendered()
        pre_migrate.connect(install.before_migrate, sender=self)
        post_migrate.connect(install.after_migrate, sender=self)
