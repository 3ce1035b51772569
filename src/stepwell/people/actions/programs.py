"""Programs: added to a site, changed, closed, opened again."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from stepwell.kernel.findings import Finding, refuse
from stepwell.people.actions import closures
from stepwell.people.actions.writing import reason_findings, save, store, writing
from stepwell.people.models import Program
from stepwell.people.rules.places import ProgramRecord, program_findings
from stepwell.platform.walls.scope import Scope

_TAKEN = {"program_name": Finding("PROG-004", "Another program of this site has this name. Choose another.", "name")}


def add_program(*, actor: Scope, site_id: UUID, record: ProgramRecord) -> Program:
    """Add a program to an open site; raises Refused, Site.DoesNotExist."""
    record = record.tidied
    refuse(program_findings(record))
    with writing(actor, site=site_id) as organization_id:
        program = Program(organization_id=organization_id, site=closures.open_site(site_id), **asdict(record))
        save(program, taken=_TAKEN)
    return program


def change_program(*, actor: Scope, program_id: UUID, record: ProgramRecord, reason: str = "") -> Program:
    """Change a program; raises Refused (a level of care changes only with a reason), Program.DoesNotExist."""
    record = record.tidied
    program = Program.objects.get(pk=program_id)
    with writing(actor, site=program.site_id, reason=reason):
        program = Program.objects.select_for_update().get(pk=program_id)
        missing = reason_findings(reason) if program.level != record.level else []
        refuse([*program_findings(record), *missing])
        store(program, record, taken=_TAKEN)
    return program


def close_program(*, actor: Scope, program_id: UUID, closes_on: date, reason: str) -> Program:
    """Close a program from a day on; raises Refused, Program.DoesNotExist."""
    return closures.close(Program, actor=actor, place_id=program_id, closes_on=closes_on, reason=reason)


def reopen_program(*, actor: Scope, program_id: UUID, reason: str = "") -> Program:
    """Open a closed program of an open site again; raises Refused, Program.DoesNotExist."""
    return closures.reopen(Program, actor=actor, place_id=program_id, reason=reason)
