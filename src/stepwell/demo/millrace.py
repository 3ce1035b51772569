"""Millrace Recovery: two sites, somebody of every role, three tracks and who is known by name."""

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
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.walls.rights import Role
from stepwell.scheduling.vocabulary import SessionKind

EAST, NORTH = "Eastbank", "Northgate"

ORGANIZATION = OrganizationRecord(
    name="Millrace Recovery", legal_name="Millrace Recovery Services, Inc.", npi="2468101219", tax_id="31-0000001",
    street="210 Millrace Ave", city="Columbus", state="OH", postal_code="43215-2604", phone="(614) 555-0100",
    time_zone="America/New_York", jurisdiction="OH",
)  # fmt: skip

PLACES = (
    Place(
        SiteRecord(
            name=EAST, street="210 Millrace Ave", city="Columbus", state="OH", postal_code="43215-2604",
            phone="(614) 555-0101", time_zone="America/New_York",
        ),
        (
            ProgramRecord(name="Evening", level="2.1", kind="co_occurring"),
            ProgramRecord(name="Day", level="2.1", kind="addiction"),
            ProgramRecord(name="Partial hospitalization", level="2.5", kind="co_occurring"),
            ProgramRecord(name="Continuing care", level="1", kind="addiction"),
        ),
        (
            RoomRecord(name="Room 1", seats=14), RoomRecord(name="Room 2", seats=14),
            RoomRecord(name="Room 3", seats=12), RoomRecord(name="Room 5", seats=3),
            RoomRecord(name="Room 6", seats=3), RoomRecord(name="Room 7", seats=3),
        ),
    ),
    Place(
        SiteRecord(
            name=NORTH, street="48 Northgate Blvd", street_2="Suite 3", city="Columbus", state="OH",
            postal_code="43229-1840", phone="(614) 555-0102", time_zone="America/New_York",
        ),
        (
            ProgramRecord(name="Morning", level="2.1", kind="mental_health"),
            ProgramRecord(name="Aftercare", level="1", kind="mental_health"),
        ),
        (RoomRecord(name="Maple", seats=12), RoomRecord(name="Birch", seats=4)),
    ),
)  # fmt: skip

RUTH, PRIYA, DANA, MARCUS = ("ruth.delacroix@millrace.example.com", "priya.raman@millrace.example.com",
                             "dana.whitfield@millrace.example.com", "marcus.oyelaran@example.org")  # fmt: skip
SOFIA, JONAH, HELEN, ROSA = ("sofia.nunez@millrace.example.com", "jonah.oneill@millrace.example.com",
                             "helen.okonjo@millrace.example.com", "rosa.jimenez@millrace.example.com")  # fmt: skip
GRACE, OWEN, WALTER, TESSA = ("grace.liu@millrace.example.com", "owen.blake@millrace.example.com",
                              "walter.brandt@millrace.example.com", "tessa.lind@millrace.example.com")  # fmt: skip
BEN = "ben.kowalski@millrace.example.com"

STAFF = (
    Colleague(RUTH, "Ruth Delacroix", "", "Executive director", ((Role.ADMINISTRATOR, EVERYWHERE),)),
    Colleague(PRIYA, "Priya Raman", "", "Admissions coordinator", ((Role.ADMISSIONS, EVERYWHERE),)),
    Colleague(
        DANA, "Dana Whitfield", "LPC", "Primary clinician", ((Role.CLINICIAN, EAST),),
        (License("license", "LPC", "E.0001201", 45),),
    ),
    Colleague(
        MARCUS, "Marcus Oyelaran", "LISW", "Primary clinician", ((Role.CLINICIAN, EAST), (Role.FACILITATOR, EAST)),
        (License("license", "LISW", "I.0001202", 410), License("training", "CPR and first aid", "", 20)),
    ),
    Colleague(
        OWEN, "Owen Blake", "LICDC", "Primary clinician", ((Role.CLINICIAN, EAST),),
        (License("license", "LICDC", "I.0001213", 330),),
    ),
    Colleague(
        TESSA, "Tessa Lind", "LISW", "Clinician of the day hospital", ((Role.CLINICIAN, EAST),),
        (License("license", "LISW", "I.0001214", 260),),
    ),
    Colleague(
        SOFIA, "Sofía Núñez-Ortega", "LPCC", "Primary clinician", ((Role.CLINICIAN, NORTH),),
        (License("license", "LPCC", "E.0001203", 300),),
    ),
    Colleague(
        JONAH, "Jonah O'Neill", "CDCA", "Group facilitator", ((Role.FACILITATOR, NORTH),),
        (License("certification", "CDCA", "CDCA.0001204", 150),),
    ),
    Colleague(
        HELEN, "Helen Okonjo", "PhD", "Clinical supervisor", ((Role.SUPERVISOR, EVERYWHERE),),
        (License("license", "Psychologist", "P.0001205", 500),),
    ),
    Colleague(WALTER, "Walter Brandt", "LPCC-S", "Program director",
              ((Role.DIRECTOR, EVERYWHERE),), (License("license", "LPCC-S", "E.0001206", 220),)),
    Colleague("amara.diallo@millrace.example.com", "Amara Diallo", "LISW-S", "Site director",
              ((Role.DIRECTOR, NORTH), (Role.ADMINISTRATOR, NORTH)), (License("license", "LISW-S", "I.0001207", 95),)),
    Colleague("tomas.lindqvist@millrace.example.com", "Tomas Lindqvist", "NP", "Prescriber",
              ((Role.PRESCRIBER, EVERYWHERE),), (License("license", "APRN-CNP", "APRN.0001208", 365),)),
    Colleague("keisha.barnes@millrace.example.com", "Keisha Barnes", "", "Medical assistant",
              ((Role.COLLECTOR, EAST),), (License("certification", "Collector", "C.0001209", 180),)),
    Colleague(GRACE, "Grace Liu", "RN", "Utilization reviewer", ((Role.UTILIZATION, EVERYWHERE),),
              (License("license", "RN", "RN.0001210", 640),)),
    Colleague(BEN, "Ben Kowalski", "CPC", "Biller", ((Role.BILLER, EVERYWHERE),)),
    Colleague(ROSA, "Rosa Jiménez", "", "Certified peer supporter", ((Role.CASE_MANAGER, EAST),),
              (License("certification", "Peer supporter", "PRS.0001211", -9),)),
    Colleague("naomi.feld@millrace.example.com", "Naomi Feld", "", "Privacy officer", ((Role.PRIVACY, EVERYWHERE),)),
    Colleague("claire.hobbs@example.org", "Claire Hobbs", "", "State surveyor", ((Role.AUDITOR, EVERYWHERE),)),
    Colleague("yusuf.adeyemi@millrace.example.com", "Yusuf Adeyemi", "LPC", "Primary clinician",
              ((Role.CLINICIAN, NORTH),), is_invited=True),
)  # fmt: skip

_EVENING = Level(
    "Evening", "2.1", 540, 3,
    (
        Meeting("Evening A", SessionKind.PROCESS, (0,), time(18), 195, "Room 1", MARCUS),
        Meeting("Evening B", SessionKind.SKILLS, (1,), time(18), 195, "Room 1", DANA),
        Meeting("Evening C", SessionKind.PSYCHOEDUCATION, (3,), time(18), 195, "Room 1", MARCUS),
    ),
    alone=45,
)  # fmt: skip
_DAY = Level(
    "Day", "2.1", 540, 3,
    (
        Meeting("Morning A", SessionKind.PROCESS, (0,), time(9, 30), 195, "Room 2", OWEN),
        Meeting("Morning B", SessionKind.SKILLS, (2,), time(9, 30), 195, "Room 2", DANA),
        Meeting("Morning C", SessionKind.PSYCHOEDUCATION, (4,), time(9, 30), 195, "Room 2", OWEN),
    ),
    alone=45,
)  # fmt: skip
_PARTIAL = Level(
    "Partial hospitalization", "2.5", 1200, 5,
    (Meeting("Daybreak", SessionKind.GROUP_THERAPY, (0, 1, 2, 3, 4), time(12, 45), 255, "Room 3", TESSA),),
)  # fmt: skip
_CONTINUING = Level(
    "Continuing care", "1", 90, 1,
    (Meeting("Wednesday", SessionKind.GROUP_THERAPY, (2,), time(17), 90, "Room 3", MARCUS, pause=0),),
)  # fmt: skip
_MORNING = Level(
    "Morning", "2.1", 540, 3,
    (
        Meeting("Harbor", SessionKind.PROCESS, (0,), time(9, 30), 195, "Maple", SOFIA),
        Meeting("Compass", SessionKind.SKILLS, (1,), time(9, 30), 195, "Maple", JONAH),
        Meeting("Lantern", SessionKind.PSYCHOEDUCATION, (3,), time(9, 30), 195, "Maple", JONAH),
    ),
    alone=45,
)  # fmt: skip
_AFTERCARE = Level(
    "Aftercare", "1", 90, 1,
    (Meeting("Thursday", SessionKind.GROUP_THERAPY, (3,), time(16), 90, "Maple", SOFIA, pause=0),),
)  # fmt: skip
_USE = (("F10.20", "F33.1"), ("F11.20",), ("F10.20", "F41.1"), ("F14.20", "F10.20"), ("F15.20",), ("F11.20", "F43.10"))
_MIND = (("F33.1", "F41.1"), ("F43.10",), ("F31.81",), ("F33.2",), ("F41.1", "F33.1"))

_DANA = Office(DANA, "Room 5")

TRACKS = (
    Track(
        EAST,
        6,
        (_DANA, Office(MARCUS, "Room 6", (0, 2, 3))),
        _USE,
        _EVENING,
        after=_CONTINUING,
        above=_PARTIAL,
        spare=Meeting("Evening D", SessionKind.SKILLS, (2,), time(18, 45), 195, "Room 1", OWEN),
    ),
    Track(EAST, 4, (Office(OWEN, "Room 7"), _DANA), _USE, _DAY, after=_CONTINUING, above=_PARTIAL),
    Track(
        NORTH,
        4,
        (Office(SOFIA, "Birch"),),
        _MIND,
        _MORNING,
        after=_AFTERCARE,
        online=Meeting("Evening online", SessionKind.PSYCHOEDUCATION, (2,), time(18), 195, "", JONAH),
    ),
)
INSURERS = (
    Insurer("Buckeye Mutual", PayerKind.COMMERCIAL, PlanType.PPO, Decimal("285.00")),
    Insurer("Great Lakes Health", PayerKind.COMMERCIAL, PlanType.HMO, Decimal("240.00")),
    Insurer("Ohio Family Care", PayerKind.MEDICAID, PlanType.MEDICAID_MANAGED, Decimal("170.03")),
    Insurer("Veterans’ Plan", PayerKind.VA, PlanType.VA, Decimal("250.00"), authorizes=False),
)

# Names stand here again in the other organization, so that a leak would show; accents, apostrophes, hyphens too.
CLIENTS = (
    Served(EAST, "Imani", "Baptiste", "1991-04-12", "614 555 0110", middle="Rose", pronouns="she/her",
           emergency=("Odette Baptiste", "Mother", "614 555 0130")),
    Served(EAST, "Theodore", "Marsh", "1984-09-30", "614 555 0111", preferred="Theo", pronouns="he/him",
           emergency=("Lyn Marsh", "Sister", "614 555 0131")),
    Served(EAST, "Jun", "Tanaka", "1999-01-05", "614 555 0112", pronouns="they/them"),
    Served(EAST, "José", "García", "1978-06-21", "614 555 0113", language="es"),
    Served(EAST, "Jose", "Garcia", "1989-11-02", "614 555 0114"),
    Served(EAST, "Siobhán", "O'Connor", "1995-03-17", "614 555 0115",
           emergency=("Niall O'Connor", "Brother", "614 555 0132")),
    Served(EAST, "Ana-María", "López-Reyes", "1987-12-08", "614 555 0116", language="es"),
    Served(EAST, "D'Angelo", "Brooks", "1993-07-25", "614 555 0117", pronouns="he/him"),
    Served(EAST, "Margaret", "Nguyen", "1969-02-14", "614 555 0118", preferred="Peggy"),
    Served(EAST, "Renée", "St. James", "1982-10-10", "614 555 0119", safe=False),
    Served(EAST, "Łukasz", "Wójcik", "1990-05-19", "614 555 0120"),
    Served(EAST, "Aaliyah", "Carter", "2001-08-03", "614 555 0121", pronouns="she/her"),
    Served(EAST, "William", "Carter", "1974-04-27", "614 555 0122", preferred="Bill"),
    Served(EAST, "Phuong", "Nguyen", "1996-06-09", "614 555 0123", language="vi"),
    Served(NORTH, "Imani", "Brown-Baptiste", "1994-04-12", "614 555 0140"),
    Served(NORTH, "Ezekiel", "Turner", "1980-01-30", "614 555 0141", preferred="Zeke", pronouns="he/him",
           emergency=("Mae Turner", "Wife", "614 555 0160")),
    Served(NORTH, "Zoë", "Müller", "1998-12-24", "614 555 0142"),
    Served(NORTH, "Hassan", "Abdi", "1986-03-03", "614 555 0143", language="ar"),
    Served(NORTH, "Shanelle", "O'Neal", "1992-09-14", "614 555 0144", safe=False),
    Served(NORTH, "Robert", "Kim", "1971-05-06", "614 555 0145", preferred="Bobby"),
    Served(NORTH, "Xiomara", "Peña", "2000-02-29", "614 555 0146", language="es"),
    Served(NORTH, "Terrence", "Washington", "1985-07-07", "614 555 0147", pronouns="he/him"),
    Served(NORTH, "Alex", "Petrov", "1997-10-31", "614 555 0148", language="ru", pronouns="they/them"),
    Served(NORTH, "Mary Ellen", "Fitzgerald", "1963-11-19", "614 555 0149",
           emergency=("Tom Fitzgerald", "Husband", "614 555 0161")),
)  # fmt: skip

MILLRACE = Script(
    ORGANIZATION, PLACES, STAFF,
    Team(administrator=RUTH, admissions=PRIYA, supervisor=HELEN, director=WALTER, utilization=GRACE,
         biller=BEN),
    INSURERS, TRACKS, CLIENTS,
)  # fmt: skip
