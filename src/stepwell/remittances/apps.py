from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, Role, roles_with


def _placement(client_id: UUID, row_id: UUID) -> str:
    del client_id
    return reverse("remittances:placement", args=[row_id])


def _remittance(client_id: UUID, row_id: UUID) -> str:
    del client_id
    return reverse("remittances:remittance", args=[row_id])


def _line(client_id: UUID, line_id: UUID) -> str:
    del client_id
    return reverse("remittances:line", args=[line_id])


class RemittancesConfig(AppConfig):
    name = "stepwell.remittances"
    label = "remittances"

    def ready(self) -> None:
        from stepwell.billing import figures, sources, stops
        from stepwell.billing.vocabulary import Source
        from stepwell.coverage import handing
        from stepwell.remittances import figures as ours
        from stepwell.remittances import panels as drawings
        from stepwell.remittances.queries import bank, placing
        from stepwell.remittances.queries.days import answered_days
        from stepwell.remittances.queries.denials import OPEN
        from stepwell.remittances.queries.through import denied_by_rule
        from stepwell.remittances.queries.work import WAITING

        seen_by, billers = roles_with(Category.BILLING), frozenset({Role.BILLER})
        navigation.register(
            Item("Remittances", "remittances:remittances", "inbox", seen_by, 62, "/billing/remittances/", billers)
        )
        navigation.register(
            Item("Answers", "remittances:work", "list-check", seen_by, 61, "/billing/answers/", billers)
        )
        navigation.register(
            Item("Denials", "remittances:denials", "x-octagon-fill", seen_by, order=63, match="/billing/denials/")
        )
        navigation.register(Item("Bank", "remittances:bank", "building", seen_by, 64, "/billing/bank/", billers))
        handing.register(answers=answered_days)
        sources.register(Source.REMITTANCE_LINE, _line)
        sources.register(Source.REMITTANCE, _remittance)
        sources.register(Source.PLACEMENT, _placement)
        figures.register(*ours.EVERY)
        stops.register(denied=denied_by_rule)
        questions.register(WAITING)
        questions.register(OPEN, bank.OPEN, placing.TO_PLACE)
        panels.register(Place.CLAIM, drawings.answers)
        panels.register(Place.TODAY, drawings.today, order=51)
        panels.register(Place.TODAY, drawings.denials, order=52)
        panels.register(Place.TODAY, drawings.deposits, order=53)
        panels.register(Place.TODAY, drawings.to_place, order=54)
        panels.register(Place.SETTINGS, drawings.settings, order=61)
