"""What a row may name: sites where the actor registers clients, their programs, members of staff."""

from collections import defaultdict
from uuid import UUID

from django.db.models.functions import Now

from stepwell.carryover.rules.reading import key_of
from stepwell.carryover.rules.rows import Places, ProgramFacts
from stepwell.clients import queries as clients
from stepwell.people.models import Program


def places() -> Places:
    """Return the sites, programs and staff that the actor may bring clients over to. Three queries."""
    sites = clients.sites_to_register_at()
    programs = Program.objects.filter(site__in=sites)
    staff: dict[str, tuple[UUID, ...]] = defaultdict(tuple)
    for member in clients.staff_for_care([site.pk for site in sites], at=Now()):
        for name in {key_of(member.name), key_of(member.email)} - {""}:
            staff[name] += (member.pk,)
    return Places(
        sites={key_of(site.name): site.pk for site in sites},
        programs={
            (program.site_id, key_of(program.name)): ProgramFacts(program.pk, program.name, program.level)
            for program in programs
        },
        staff=dict(staff),
    )


def names() -> dict[str, list[tuple[str, str]]]:
    """Return what the form offers as site, program and primary clinician: value and label. Three queries."""
    sites = clients.sites_to_register_at()
    programs = Program.objects.filter(site__in=sites).order_by("name").values_list("name", flat=True)
    staff = clients.staff_for_care([site.pk for site in sites], at=Now())
    return {
        "site": [(site.name, site.name) for site in sites],
        "program": [(name, name) for name in dict.fromkeys(programs)],
        "primary_clinician": [(member.email or member.name, str(member)) for member in staff],
    }
