"""`{% client_rows rows %}`: the rows of a table of clients."""

from django import template

from stepwell.clients.presenting import table_rows

register = template.Library()
register.simple_tag(table_rows, name="client_rows")
