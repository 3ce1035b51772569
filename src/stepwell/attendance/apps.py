from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class AttendanceConfig(AppConfig):
    name = "stepwell.attendance"
    label = "attendance"

    def ready(self) -> None:
        from stepwell.attendance import panels as drawings
        from stepwell.attendance.queries import ledger
        from stepwell.attendance.queries.used import used
        from stepwell.authorizations import usage
        from stepwell.clients import heading
        from stepwell.scheduling import orders
        from stepwell.weekplans import attending

        seen_by = roles_with(Category.SESSIONS)
        navigation.register(
            Item("Rosters", "attendance:index", "list-check", roles=seen_by, order=24, match="/attendance/")
        )
        orders.supply_presence(ledger.minutes_in)
        usage.register(used)
        attending.supply_absences(ledger.absent_from)
        heading.register(drawings.HOURS)
        questions.register(drawings.ABSENCES)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=35)
        panels.register(Place.SESSION, drawings.of_session)
        panels.register(Place.TODAY, drawings.to_take, order=12)
        panels.register(Place.TODAY, drawings.to_call, order=14)
