from django.apps import AppConfig
from django.urls import reverse

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, Role, roles_with

# What stops a claim beside the scrub rules.
_OURS = {"CLM-002": "Nobody wrote down how claims reach this payer"}


class ClaimsConfig(AppConfig):
    name = "stepwell.claims"
    label = "claims"

    def ready(self) -> None:
        from stepwell.billing import stops
        from stepwell.billing.vocabulary import Stopped
        from stepwell.claims import panels as drawings
        from stepwell.claims.rules.scrubbing.scrubber import ALL

        stops.register(
            labels={rule.code: rule.sentence.partition(". ")[0] for rule in ALL} | _OURS,
            pages={Stopped.CLAIM: lambda _, claim_id: reverse("claims:claim", args=[claim_id])},
        )
        seen_by = roles_with(Category.BILLING)
        billers = frozenset({Role.BILLER})
        navigation.register(Item("Claims", "claims:claims", "send", seen_by, 59, "/billing/claims/", billers))
        questions.register(drawings.WAITING)
        panels.register(Place.TODAY, drawings.today, order=49)
        panels.register(Place.SETTINGS, drawings.settings, order=61)
