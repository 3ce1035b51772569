"""The access log and the changes of a record, as the privacy officer reads them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Web
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.platform.trail import seal
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.privacy.queries import log
from tests.web.conftest import SignIn
from tests.worlds import Clinic

LOG = "/privacy/"
PAGES = (LOG, "/privacy/log.csv", "/privacy/seals/", "/privacy/emergencies/")


def read_record(web: Web, clinic: Clinic, client: str) -> None:
    assert web.get(reverse("clients:record", args=[clinic.clients[client].pk])).status_code == 200


def text_of(web: Web, page: str, **asked: str) -> str:
    answer = web.get(page, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def officer(clinic: Clinic, sign_in: SignIn) -> Web:
    return sign_in(clinic["privacy everywhere"])


def test_a_read_is_told_in_words(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    read_record(sign_in(clinic["clinician"]), clinic, "ana")

    text = text_of(officer, LOG)

    assert "<strong>Clinician</strong>, Clinician, opened the record of" in text
    assert "20418 · Ana López</a>" in text
    assert "clients:record" in text


def test_reading_the_log_is_itself_in_the_log(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    read_record(sign_in(clinic["clinician"]), clinic, "ana")

    officer.get(LOG)
    officer.get(LOG, {"client": str(clinic.clients["ana"].pk)})

    with acting(clinic["privacy everywhere"].scope):
        mine = AccessEvent.objects.filter(page="privacy:log").order_by("id").values_list("way", "count", "client_id")
        assert list(mine) == [("list", 1, None), ("page", 1, clinic.clients["ana"].pk)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["clinician", "director everywhere", "administrator everywhere", "auditor"])
def test_the_pages_are_the_officers(clinic: Clinic, sign_in: SignIn, page: str, who: str) -> None:
    assert sign_in(clinic[who]).get(page).status_code == 403


def test_another_organizations_officer_sees_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    read_record(sign_in(clinic["clinician"]), clinic, "ana")

    stranger = sign_in(other["privacy everywhere"])

    assert "No read fits" in text_of(stranger, LOG)
    changes = stranger.get(reverse("privacy:changes", args=[clinic.clients["ana"].pk]))
    assert changes.status_code == 404


def test_filters_narrow_by_person_client_way_and_day(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    read_record(sign_in(clinic["clinician"]), clinic, "ana")
    read_record(sign_in(clinic["supervisor"]), clinic, "bo")
    sign_in(clinic["supervisor"]).get("/clients/")
    today = timezone.now().astimezone(log.ZoneInfo(clinic.organization.time_zone)).date()
    supervisor = str(clinic["supervisor"].account.pk)

    def shown(**asked: str) -> int:
        return text_of(officer, LOG, **asked).count("<time ")

    assert shown(account=supervisor) == 2
    assert shown(account=supervisor, way="list") == 1
    assert shown(client=str(clinic.clients["ana"].pk), account=str(clinic["clinician"].account.pk)) == 1
    assert shown(first=str(today - timedelta(days=9)), last=str(today - timedelta(days=1))) == 0
    assert shown(first=str(today), last=str(today), account=supervisor) == 2


@pytest.mark.parametrize(
    "asked", [{"first": "2026-02-30"}, {"first": "2026-03-02", "last": "2026-03-01"}, {"first": "2025-01-01"},
              {"account": "nobody"}, {"way": "telepathy"}, {"client": "20418"}],
)  # fmt: skip
def test_filters_that_make_no_sense_are_said(officer: Web, asked: dict[str, str]) -> None:
    answer = officer.get(LOG, asked)

    assert answer.status_code == 422
    assert "to fix" in answer.content.decode()


def test_pages_of_the_log_hold_every_event_once(
    clinic: Clinic, sign_in: SignIn, officer: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "PAGE", 3)
    web = sign_in(clinic["clinician"])
    for _ in range(7):
        read_record(web, clinic, "ana")
    asked = {"account": str(clinic["clinician"].account.pk)}

    seen, before = [], ""
    while True:
        answer = officer.get(LOG, {**asked, "before": before} if before else asked)
        seen += [row.id for row in answer.context["rows"]]
        if not answer.context["following"]:
            break
        before = str(answer.context["following"])

    assert len(seen) == 7
    assert seen == sorted(set(seen), reverse=True)


@pytest.mark.parametrize("before", ["nonsense", "1-", "-1", "9" * 60, "1-2-3"])
def test_a_place_that_is_none_begins_at_the_newest(officer: Web, before: str) -> None:
    assert officer.get(LOG, {"before": before}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_log(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    counts = []
    for who, client in (("clinician", "ana"), ("supervisor", "bo"), ("director", "dee")):
        read_record(sign_in(clinic[who]), clinic, client)
        with CaptureQueriesContext(connection) as queries:
            officer.get(LOG)
        counts.append(len(queries))

    assert counts[0] == counts[2], counts


def test_a_client_is_found_without_a_name_in_any_address(clinic: Clinic, officer: Web) -> None:
    one = officer.post("/privacy/client/", {"q": "20418"})
    several = officer.post("/privacy/client/", {"q": "lopez"})
    nobody = officer.post("/privacy/client/", {"q": "zzyzx 99999"})

    assert one.headers["Location"] == f"/privacy/?client={clinic.clients['ana'].pk}"
    assert several.content.decode().count("?client=") == 2
    assert "Nobody found" in nobody.content.decode()


def test_the_file_has_every_event_and_no_formula(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    with acting(clinic["admissions everywhere"].scope):
        Client.objects.filter(pk=clinic.clients["ana"].pk).update(record_number="=1+1")
    read_record(sign_in(clinic["clinician"]), clinic, "ana")

    answer = officer.get("/privacy/log.csv")
    text = b"".join(answer.streaming_content).decode()

    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0] == ["When", "Who", "Role", "What", "Client", "Purpose", "Page"]
    assert [row[4] for row in rows if row[6] == "clients:record"] == ["'=1+1 · Ana López"]
    assert "Ana" not in answer.headers["Content-Disposition"]
    with acting(clinic["privacy everywhere"].scope):
        exported = AccessEvent.objects.get(page="privacy:export")
    assert (exported.way, exported.count) == ("export", 1)


def test_a_long_file_is_read_part_by_part(
    clinic: Clinic, sign_in: SignIn, officer: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "BATCH", 2)
    web = sign_in(clinic["clinician"])
    for _ in range(5):
        read_record(web, clinic, "ana")

    answer = officer.get("/privacy/log.csv", {"account": str(clinic["clinician"].account.pk)})

    assert len(b"".join(answer.streaming_content).decode().splitlines()) == 1 + 5


def test_changes_of_a_record_are_told_before_and_after(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    ana = clinic.clients["ana"]
    with acting(clinic["admissions everywhere"].scope.because("misheard")):
        Client.objects.filter(pk=ana.pk).update(first_name="Anna")

    text = text_of(officer, reverse("privacy:changes", args=[ana.pk]))

    assert "<del>Ana</del>" in text
    assert "<ins>Anna</ins>" in text
    assert "Admissions Everywhere" in text
    assert "reason: misheard" in text
    assert "12 Quiet St" in text  # encrypted at rest, told to those who may see it


def test_the_tab_is_shown_to_the_officer_alone(clinic: Clinic, sign_in: SignIn, officer: Web) -> None:
    record = reverse("clients:record", args=[clinic.clients["ana"].pk])
    changes = reverse("privacy:changes", args=[clinic.clients["ana"].pk])

    assert changes in officer.get(record).content.decode()
    assert changes not in sign_in(clinic["clinician"]).get(record).content.decode()


def test_the_state_of_the_seals_is_shown(clinic: Clinic, officer: Web) -> None:
    before = text_of(officer, "/privacy/seals/")
    officer.get(LOG)
    with acting(clinic.system()) as scope:
        seal._seal_all(clinic.organization.pk, timezone.now(), only="")
        seal.check(scope, at=timezone.now())
        head = seal.head_of(clinic.organization.pk)

    after = text_of(officer, "/privacy/seals/")

    assert "No seal yet" in before
    assert head is not None
    assert head.digest in after
    assert "it holds" in after
