from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.links.purposes import Purpose, register
from stepwell.platform.outbox import composing
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.panels import Place


class RemindersConfig(AppConfig):
    name = "stepwell.reminders"
    label = "reminders"

    def ready(self) -> None:
        from stepwell.reminders import panels as drawings
        from stepwell.reminders import writing

        register(Purpose(writing.CONFIRMING, "reminders:confirm", writing.TIME_TO_CONFIRM))
        register(Purpose(writing.STOPPING, "reminders:stop", writing.TIME_TO_STOP))
        composing.register(Template.REMINDER, writing.compose)
        questions.register(drawings.NOT_ARRIVED)
        panels.register(Place.CLIENT_SCHEDULE, drawings.of_client, order=20)
        panels.register(Place.TODAY, drawings.not_arrived, order=55)
