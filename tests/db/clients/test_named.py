"""The name in statements is the one on pages."""

import pytest
from django.db import connection

from stepwell.clients.models import Client
from stepwell.clients.queries.named import called
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def test_a_statement_calls_everybody_as_pages_do(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope), connection.cursor() as cursor:
        Client.objects.filter(pk=clinic.clients["ana"].pk).update(preferred_name="Annie")
        cursor.execute(f"SELECT someone.id, {called('someone')} FROM clients_client someone")
        found = dict(cursor.fetchall())
        clients = list(Client.objects.all())

    assert {client.pk: client.display_name for client in clients} == found
    assert {bool(client.preferred_name) for client in clients} == {True, False}
