"""Contracts that tests price days with. Sums are made up, within what payers publish."""

from datetime import date
from decimal import Decimal

from stepwell.coverage.contracting import ClaimForm, ServiceKind, ServiceUnit
from stepwell.coverage.rules.contracts import Contract, Service
from stepwell.coverage.vocabulary import PayerKind

BUNDLED = frozenset({ServiceKind.GROUP, ServiceKind.EDUCATION, ServiceKind.INDIVIDUAL, ServiceKind.FAMILY})
DAY = Service(
    ServiceUnit.DAY, BUNDLED, Decimal("285.00"), Decimal("425.00"), code="H0015", modifiers=("HF",), level="2.1",
    least_minutes=180,
)  # fmt: skip
VISIT = Service(
    ServiceUnit.SESSION, frozenset({ServiceKind.MEDICATION}), Decimal("128.40"), Decimal("220.00"), code="99214"
)
GROUP = Service(
    ServiceUnit.SESSION, frozenset({ServiceKind.GROUP, ServiceKind.EDUCATION}), Decimal("42.00"), Decimal("75.00"),
    code="90853", least_minutes=45,
)  # fmt: skip
TALK = Service(
    ServiceUnit.SESSION, frozenset({ServiceKind.INDIVIDUAL}), Decimal("105.00"), Decimal("150.00"), code="90834",
    least_minutes=38,
)  # fmt: skip
TALK_LONG = Service(
    ServiceUnit.SESSION, frozenset({ServiceKind.INDIVIDUAL}), Decimal("135.00"), Decimal("190.00"), code="90837",
    least_minutes=53,
)  # fmt: skip
PPO = Contract(
    "Standard 2026", ClaimForm.PROFESSIONAL, date(2026, 1, 1), 90, 180, "261QR0405X", "57",
    payer_kind=PayerKind.COMMERCIAL, video_modifier="95", licenses={"LPC": "HO"}, services=(DAY, VISIT),
)  # fmt: skip
MEDICARE = Contract(
    "Part B 2026", ClaimForm.INSTITUTIONAL, date(2026, 1, 1), 365, 120, "261QM0801X", "53",
    payer_kind=PayerKind.MEDICARE, type_of_bill="76", condition_codes=("92",), pays_video=False,
    few_services=Decimal("319.38"), many_services=Decimal("418.45"),
    services=(
        Service(
            ServiceUnit.SESSION, frozenset({ServiceKind.GROUP}), Decimal("42.00"), Decimal("75.00"), code="90853",
            revenue_code="0915",
        ),
    ),
)  # fmt: skip
