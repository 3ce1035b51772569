from datetime import timedelta
from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse

from stepwell.platform import panels, questions
from stepwell.platform.links import purposes
from stepwell.platform.links.purposes import Purpose
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


def _application(client_id: UUID, row_id: UUID) -> str:
    return reverse("funding:application", args=[client_id, row_id])


def _award(client_id: UUID, row_id: UUID) -> str:
    return reverse("funding:award", args=[client_id, row_id])


class FundingConfig(AppConfig):
    name = "stepwell.funding"
    label = "funding"

    def ready(self) -> None:
        from stepwell.billing import hooks, sources
        from stepwell.billing.vocabulary import Source
        from stepwell.coverage import handing
        from stepwell.funding import panels as drawings
        from stepwell.funding.actions.papers import PURPOSE
        from stepwell.funding.actions.plans import put_payment
        from stepwell.funding.queries.standing import fee_of

        handing.register(fee=fee_of)
        hooks.on_payment(put_payment)
        purposes.register(Purpose(PURPOSE, "funding:visit", timedelta(days=7)))
        sources.register(Source.SLIDING_FEE, _application)
        sources.register(Source.AWARD, _award)
        seen_by = roles_with(Category.PAYMENTS)
        navigation.register(
            Item("Help to pay", "funding:work", "life-preserver", seen_by, order=64, match="/billing/help/")
        )
        navigation.register(
            Item("Benefits ahead", "funding:ahead", "calendar-x", roles_with(Category.BENEFITS), 65, "/billing/ahead/")
        )
        navigation.register(
            Item("Funds", "funding:funds", "wallet2", roles_with(Category.BILLING), order=66, match="/billing/funds/")
        )
        panels.register(Place.CLIENT_TABS, drawings.tab, order=72)
        panels.register(Place.SETTINGS, drawings.settings, order=62)
        panels.register(Place.ESTIMATE, drawings.of_estimate)
        panels.register(Place.TODAY, drawings.today, order=24)
        questions.register(drawings.TO_DECIDE)
