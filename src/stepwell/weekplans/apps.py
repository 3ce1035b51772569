from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place


class WeekplansConfig(AppConfig):
    name = "stepwell.weekplans"
    label = "weekplans"

    def ready(self) -> None:
        from stepwell.scheduling import remarks
        from stepwell.weekplans import panels as drawings
        from stepwell.weekplans.queries import entering

        remarks.supply(entering.against)
        panels.register(Place.CLIENT_TABS, drawings.client_tab, order=31)
        panels.register(Place.CLIENT_SCHEDULE, drawings.of_client)
        panels.register(Place.CLIENT_BOOKED, drawings.warned)
        panels.register(Place.GROUP, drawings.of_group)
        panels.register(Place.GROUP_CARD, drawings.without_credential, order=5)
        panels.register(Place.GROUP_CARD, drawings.lessons, order=10)
        panels.register(Place.SESSION_NOTE, drawings.lesson)
        panels.register(Place.PERSON, drawings.of_person)
        panels.register(Place.ROSTER, drawings.of_roster)
        panels.register(Place.SESSION, drawings.of_session)
        panels.register(Place.TODAY, drawings.changed, order=18)
        panels.register(Place.TODAY, drawings.away, order=24)
        panels.register(Place.TODAY, drawings.lapses, order=27)
        panels.register(Place.SCHEDULE_TABS, drawings.staff_tab, order=10)
        panels.register(Place.SCHEDULE_TABS, drawings.curricula_tab, order=5)
        panels.register(Place.SCHEDULE_TABS, drawings.weeks_tab, order=20)
        panels.register(Place.SCHEDULE_TABS, drawings.mending_tab, order=30)
        panels.register(Place.SCHEDULE_TABS, drawings.certificates_tab, order=40)
        questions.register(drawings.AWAY, drawings.CHANGED, drawings.LAPSING)
