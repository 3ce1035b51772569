"""Rows of lists, written in Python: in a template fifty of them cost more than everything else of a page."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from stepwell.clients.queries import Row

_ROW = (
    '<tr><th scope="row"><a href="{}">{}</a>{}</th><td class="nowrap">{}</td><td class="second nowrap">{}</td>'
    '<td class="second">{}</td><td class="second">{}</td></tr>'
)


def table_rows(rows: Iterable[Row]) -> SafeString:
    """Return the rows of a table of clients: name, record number, birth date, site, primary clinician."""
    return format_html_join("\n", _ROW, (_cells(row) for row in rows))


def _cells(row: Row) -> tuple[object, ...]:
    born = row.born or "not shown to you"
    return row.url, row.name, _beside(row), row.record_number, born, row.site, row.primary


def _beside(row: Row) -> SafeString:
    pronouns = format_html(' <span class="muted">{}</span>', row.pronouns) if row.pronouns else SafeString("")
    if row.legal_name == row.name:
        return pronouns
    return pronouns + format_html('<br><span class="muted">Legal name {}</span>', row.legal_name)
