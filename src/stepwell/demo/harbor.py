"""Harbor Light: another tenant with one site, one colleague in common and the same names among its clients."""

from stepwell.demo.cast import EVERYWHERE, Colleague, License, Place, Script, Served
from stepwell.demo.millrace import MARCUS
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.walls.rights import Role

PIER = "Pier Street"

ORGANIZATION = OrganizationRecord(
    name="Harbor Light", legal_name="Harbor Light Counseling, LLC", npi="2987654326", tax_id="34-0000002",
    street="7 Pier St", city="Toledo", state="OH", postal_code="43604", phone="(419) 555-0170",
    time_zone="America/New_York", jurisdiction="OH",
)  # fmt: skip

PLACES = (
    Place(
        SiteRecord(
            name=PIER, street="7 Pier St", city="Toledo", state="OH", postal_code="43604",
            phone="(419) 555-0170", time_zone="America/New_York",
        ),
        (
            ProgramRecord(name="Evening", level="2.1", kind="co_occurring"),
            ProgramRecord(name="Aftercare", level="1", kind="co_occurring"),
        ),
        (RoomRecord(name="Room 2", seats=10), RoomRecord(name="Lantern", seats=8)),
    ),
)  # fmt: skip

LENA, BEA, IMANI, AARON = ("lena.fischer@harborlight.example.com", "bea.castillo@harborlight.example.com",
                           "imani.brooks@harborlight.example.com", "aaron.weiss@harborlight.example.com")  # fmt: skip

STAFF = (
    Colleague(LENA, "Lena Fischer", "", "Practice manager", ((Role.ADMINISTRATOR, EVERYWHERE),)),
    Colleague(BEA, "Bea Castillo", "", "Admissions coordinator", ((Role.ADMISSIONS, EVERYWHERE),)),
    Colleague(IMANI, "Imani Brooks", "LPCC-S", "Clinical supervisor",
              ((Role.SUPERVISOR, PIER), (Role.CLINICIAN, PIER)), (License("license", "LPCC-S", "E.0002201", 275),)),
    Colleague(MARCUS, "Marcus Oyelaran", "LISW", "Evening clinician", ((Role.CLINICIAN, PIER),),
              (License("license", "LISW", "I.0001202", 410),)),
    Colleague(AARON, "Aaron Weiss", "LISW-S", "Program director", ((Role.DIRECTOR, PIER),),
              (License("license", "LISW-S", "I.0002202", 30),)),
    Colleague("david.chen@harborlight.example.com", "David Chen", "", "Biller", ((Role.BILLER, PIER),)),
    Colleague("ines.ferreira@harborlight.example.com", "Inês Ferreira", "", "Privacy officer",
              ((Role.PRIVACY, EVERYWHERE),)),
)  # fmt: skip

CLIENTS = (
    Served(PIER, "Imani", "Baptiste", "1988-08-08", "419 555 0171", pronouns="she/her", care=(IMANI, MARCUS)),
    Served(PIER, "Theo", "Marsh", "1979-12-01", "419 555 0172", care=(MARCUS,)),
    Served(PIER, "José", "García", "1992-02-20", "419 555 0173", language="es", care=(MARCUS,)),
    Served(PIER, "Siobhan", "O'Connor", "1995-03-17", "419 555 0174", care=(IMANI,)),
    Served(PIER, "Margaret", "Nguyen", "1983-05-23", "419 555 0175", preferred="Maggie", care=(IMANI,)),
    Served(PIER, "D'Angelo", "Rossi", "1990-10-15", "419 555 0176", care=(MARCUS,)),
    Served(PIER, "Ana", "López", "1999-09-09", "419 555 0177", safe=False, care=(IMANI,)),
    Served(PIER, "Bill", "Carter", "1966-01-11", "419 555 0178"),
)  # fmt: skip

HARBOR = Script(ORGANIZATION, PLACES, STAFF, admissions=BEA, supervisor=IMANI, clients=CLIENTS)
