"""A file of clients: sending it, seeing what it would do, bringing it over, mending the rest."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.carryover import tasks
from stepwell.carryover.actions import importing
from stepwell.carryover.forms import FileForm
from stepwell.carryover.models import Import
from stepwell.carryover.queries import imports
from stepwell.carryover.rules import files
from stepwell.carryover.rules.columns import COLUMNS, KIND_WORDS, PART_LABELS
from stepwell.carryover.views.carrying import as_file
from stepwell.carryover.views.frame import carries
from stepwell.carryover.vocabulary import TO_MEND, State
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.submitting import accepted, status_of

SHOWN = 100


@require_http_methods(["GET", "POST"])
@carries
def send(request: HttpRequest) -> HttpResponse:
    """Take a file and read it; what it would do is shown before anything is done."""
    form = FileForm(request.POST or None, request.FILES or None)
    made: list[Import] = []

    def act() -> None:
        content = form.cleaned_data["file"].read()
        made.append(importing.read_file(actor=member(request), at=timezone.now(), content=content))

    if accepted(form, act):
        return redirect("carryover:import", made[0].pk)
    columns = [(PART_LABELS[column.part], column, KIND_WORDS[column.kind]) for column in COLUMNS]
    return render(request, "carryover/send.html", {"form": form, "columns": columns}, status=status_of(form))


@shows_clients
@require_GET
@carries
def show(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what a file would do, how far it is, or what became of it."""
    batch = _batch(import_id)
    counts = imports.counts_of(batch.pk)
    mend = [] if batch.cleared_at else imports.rows_in(batch.pk, TO_MEND, most=SHOWN)
    others = [State.DONE, State.KNOWN, *([] if batch.cleared_at else [State.READY])]
    rows = imports.rows_in(batch.pk, others, most=SHOWN)
    saw_many(request, len(mend) + len(rows))
    context = {
        "batch": batch,
        "counts": counts,
        "mend": mend,
        "rows": rows,
        "more": counts.ready + counts.done + counts.known > len(rows),
        "is_running": batch.confirmed_at is not None and batch.finished_at is None,
        "tried": counts.confirmed - counts.ready,
    }
    return render(request, "carryover/import.html", context)


@require_POST
@carries
def confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Bring the rows over that are ready: a job does it, row by row."""
    batch = _batch(import_id)
    try:
        importing.confirm(actor=member(request), at=timezone.now(), batch=batch)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        tasks.bring.defer(organization=batch.organization_id, import_id=batch.pk)
    return redirect("carryover:import", batch.pk)


@require_POST
@carries
def clear(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forget at once what a file said."""
    batch = _batch(import_id)
    try:
        importing.clear(at=timezone.now(), batch=batch)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "What the file said is cleared")
    return redirect("carryover:index")


@shows_clients
@require_GET
@carries
def to_mend(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Hand out the rows to mend, with the reason of each in the first column."""
    rows = imports.to_mend(_batch(import_id).pk)
    saw_many(request, len(rows), way=Way.EXPORT)
    return as_file(files.to_mend(rows), "rows-to-mend.csv")


def _batch(import_id: UUID) -> Import:
    batch = imports.get(import_id)
    if batch is None:
        raise Http404
    return batch
