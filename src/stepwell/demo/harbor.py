"""Harbor Light: another tenant with one site, one colleague in common and the same names among its clients."""

from datetime import time
from decimal import Decimal

from stepwell.coverage.vocabulary import PayerKind, PlanType
from stepwell.demo.cast import (
    EVERYWHERE,
    Colleague,
    Insurer,
    Level,
    License,
    Meeting,
    Office,
    Place,
    Script,
    Served,
    Team,
    Track,
)
from stepwell.demo.millrace import MARCUS
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.walls.rights import Role
from stepwell.scheduling.vocabulary import SessionKind

PIER = "Pier Street"

ORGANIZATION = OrganizationRecord(
    name="Harbor Light", legal_name="Harbor Light Counseling, LLC", npi="2987654326", tax_id="34-0000002",
    street="7 Pier St", city="Toledo", state="OH", postal_code="43604-1117", phone="(419) 555-0170",
    time_zone="America/New_York", jurisdiction="OH",
)  # fmt: skip

PLACES = (
    Place(
        SiteRecord(
            name=PIER, street="7 Pier St", city="Toledo", state="OH", postal_code="43604-1117",
            phone="(419) 555-0170", time_zone="America/New_York",
        ),
        (
            ProgramRecord(name="Evening online", level="2.1", kind="co_occurring"),
            ProgramRecord(name="Aftercare", level="1", kind="co_occurring"),
        ),
        (RoomRecord(name="Room 2", seats=10), RoomRecord(name="Lantern", seats=8)),
    ),
)  # fmt: skip

LENA, BEA, IMANI = ("lena.fischer@harborlight.example.com", "bea.castillo@harborlight.example.com",
                    "imani.brooks@harborlight.example.com")  # fmt: skip
AARON, DAVID, NINA = ("aaron.weiss@harborlight.example.com", "david.chen@harborlight.example.com",
                      "nina.osei@harborlight.example.com")  # fmt: skip

STAFF = (
    Colleague(LENA, "Lena Fischer", "", "Practice manager", ((Role.ADMINISTRATOR, EVERYWHERE),)),
    Colleague(BEA, "Bea Castillo", "", "Admissions coordinator", ((Role.ADMISSIONS, EVERYWHERE),)),
    Colleague(IMANI, "Imani Brooks", "LPCC-S", "Clinical supervisor",
              ((Role.SUPERVISOR, PIER), (Role.CLINICIAN, PIER)), (License("license", "LPCC-S", "E.0002201", 275),)),
    Colleague(MARCUS, "Marcus Oyelaran", "LISW", "Evening clinician", ((Role.CLINICIAN, PIER),),
              (License("license", "LISW", "I.0001202", 410),)),
    Colleague(NINA, "Nina Osei", "LPCC", "Evening clinician", ((Role.CLINICIAN, PIER),),
              (License("license", "LPCC", "E.0002203", 190),)),
    Colleague(AARON, "Aaron Weiss", "LISW-S", "Program director", ((Role.DIRECTOR, PIER),),
              (License("license", "LISW-S", "I.0002202", 30),)),
    Colleague(DAVID, "David Chen", "", "Biller and utilization reviewer",
              ((Role.BILLER, PIER), (Role.UTILIZATION, PIER))),
    Colleague("ines.ferreira@harborlight.example.com", "Inês Ferreira", "", "Privacy officer",
              ((Role.PRIVACY, EVERYWHERE),)),
)  # fmt: skip

_ONLINE = Level(
    "Evening online", "2.1", 540, 3,
    (
        Meeting("Online A", SessionKind.PROCESS, (0,), time(18), 195, "", IMANI),
        Meeting("Online B", SessionKind.SKILLS, (2,), time(18), 195, "", IMANI),
        Meeting("Online C", SessionKind.PSYCHOEDUCATION, (3,), time(18), 195, "", IMANI),
    ),
    alone=45,
)  # fmt: skip
_LATE = Level(
    "Evening online", "2.1", 540, 3,
    (
        Meeting("Online D", SessionKind.PROCESS, (0,), time(18, 30), 195, "", NINA),
        Meeting("Online E", SessionKind.SKILLS, (1,), time(18, 30), 195, "", NINA),
        Meeting("Online F", SessionKind.PSYCHOEDUCATION, (3,), time(18, 30), 195, "", NINA),
    ),
    alone=45,
)  # fmt: skip
_AFTERCARE = Level(
    "Aftercare", "1", 90, 1,
    (Meeting("Tuesday", SessionKind.GROUP_THERAPY, (1,), time(17), 90, "Lantern", IMANI, pause=0, seats=8),),
)  # fmt: skip
_BOTH = (("F10.20", "F33.1"), ("F11.20", "F43.10"), ("F10.20",), ("F33.1", "F12.20"), ("F15.20", "F41.1"))

TRACKS = (
    Track(PIER, 5, (Office(IMANI, ""), Office(MARCUS, "", (1, 4))), _BOTH, _ONLINE, after=_AFTERCARE),
    Track(PIER, 4, (Office(NINA, ""),), _BOTH, _LATE, after=_AFTERCARE),
)
INSURERS = (
    Insurer("Buckeye Mutual", PayerKind.COMMERCIAL, PlanType.PPO, Decimal("285.00")),
    Insurer("Maumee Employers’ Trust", PayerKind.COMMERCIAL, PlanType.EPO, Decimal("265.00")),
    Insurer("Ohio Family Care", PayerKind.MEDICAID, PlanType.MEDICAID_MANAGED, Decimal("170.03")),
)

CLIENTS = (
    Served(PIER, "Imani", "Baptiste", "1988-08-08", "419 555 0171", pronouns="she/her"),
    Served(PIER, "Theo", "Marsh", "1979-12-01", "419 555 0172"),
    Served(PIER, "José", "García", "1992-02-20", "419 555 0173", language="es"),
    Served(PIER, "Siobhan", "O'Connor", "1995-03-17", "419 555 0174"),
    Served(PIER, "Margaret", "Nguyen", "1983-05-23", "419 555 0175", preferred="Maggie"),
    Served(PIER, "D'Angelo", "Rossi", "1990-10-15", "419 555 0176"),
    Served(PIER, "Ana", "López", "1999-09-09", "419 555 0177", safe=False),
    Served(PIER, "Bill", "Carter", "1966-01-11", "419 555 0178"),
)  # fmt: skip

HARBOR = Script(
    ORGANIZATION, PLACES, STAFF,
    Team(administrator=LENA, admissions=BEA, supervisor=IMANI, director=AARON, utilization=DAVID, biller=DAVID),
    INSURERS, TRACKS, CLIENTS, numbers=400,
)  # fmt: skip
