"""What stands behind a client's links before Chromium and axe: light on a phone, dark on a desk, mistakes too."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.clients.actions import enrollment
from stepwell.crisis.models import SafetyPlan
from stepwell.people.models import Program
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Opens
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions import notices
from stepwell.privacy.models import NoticeRequest, NoticeVersion
from stepwell.privacy.vocabulary import Kind
from tests import samples
from tests.browser.axe import troubles
from tests.db.assessments.test_asking import ask
from tests.db.privacy.test_consents import draft
from tests.db.treatmentplans import conftest as plans
from tests.worlds import Clinic

Subject = tuple[UUID, Category, str]


def consent(house: Clinic) -> Subject:
    return draft(house, Kind.TPO).pk, Category.CONSENTS, "admissions"


def texts(house: Clinic) -> Subject:
    """All six starting texts."""
    with acting(house["administrator everywhere"].scope):
        notices.begin_texts(actor=plans.member(house["administrator everywhere"]), at=timezone.now())
    with acting(house["admissions"].scope):
        keys = list(NoticeVersion.objects.values_list("pk", flat=True))
        asked = NoticeRequest.objects.create(
            organization=house.organization, client=house.clients["ana"], notices=keys, asked_at=timezone.now(),
            asked_by=house["admissions"].membership,
        )  # fmt: skip
    return asked.pk, Category.CONSENTS, "admissions"


def treatment_plan(house: Clinic) -> Subject:
    """A plan that waits for the client."""
    with acting(house["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=house.organization, site=house.north, name="Evening", level="2.1", kind="addiction"
        )
    plans.license_(house, house["clinician"])
    with acting(house["admissions"].scope):
        enrollment.open_episode(
            actor=plans.member(house["admissions"]), at=plans.AT, client=house.clients["ana"], program=program,
            opened_on=plans.BEGIN, reason="placed at 2.1",
        )  # fmt: skip
    with acting(house["clinician"].scope):
        plan = plans.begin(house)
        plans.write(house, plan)
        return plans.sign(house, plan).pk, Category.CHART, "clinician"


def safety_plan(house: Clinic) -> Subject:
    """The plan of the samples, which was agreed on."""
    samples.fill(house)
    with acting(house["clinician"].scope):
        plan = SafetyPlan.objects.get(client=house.clients["ana"], agreed_at__isnull=False)
        return plan.pk, Category.SAFETY, "clinician"


def measures(house: Clinic) -> Subject:
    """Two instruments, one of which leads to help."""
    return ask(house, "phq-9", "gad-7").request.pk, Category.CHART, "clinician"


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def come_in(phone: Page, house: Clinic, purpose: str, subject: Subject) -> None:
    """Open a link to a row that asks nobody who they are: those pages have a test of their own."""
    key, category, who = subject
    with acting(house[who].scope) as scope:
        opens = Opens(key, category, house.clients["ana"].pk)
        secret = links.make_link(actor=scope, at=timezone.now(), purpose=purpose, opens=opens).secret
    phone.goto(f"/l/{secret}/")
    phone.get_by_role("button", name="Continue").click()


def send(phone: Page, name: str = "") -> None:
    """Sign with a typed name, which also fills the field for the name; without one, for the mistakes."""
    for field in phone.locator("main form input.form-control").all():
        field.fill(name)
    phone.locator("main form button[type=submit]").last.click()


@pytest.mark.parametrize(
    ("purpose", "made", "thanks"),
    [
        ("consent", consent, "Thank you. You signed this."),
        ("plan", treatment_plan, "Thank you"),
        ("safety_plan", safety_plan, "Your plan for hard times"),
    ],
)
def test_axe_finds_nothing_where_one_paper_is_signed(
    phone: Page, house: Clinic, purpose: str, made: Callable[[Clinic], Subject], thanks: str
) -> None:
    come_in(phone, house, purpose, made(house))

    trouble = troubles(phone)
    send(phone)
    expect(phone.locator(".error-summary, [aria-invalid=true]").first).to_be_visible()
    trouble += troubles(phone)
    send(phone, "Ana López")
    expect(phone.get_by_role("heading", level=1)).to_have_text(thanks)
    expect(phone.locator("[aria-invalid=true]")).to_have_count(0)

    assert trouble + troubles(phone) == []


def test_axe_finds_nothing_where_all_texts_are_read(phone: Page, house: Clinic) -> None:
    come_in(phone, house, "notices", texts(house))

    trouble = troubles(phone)
    phone.get_by_role("link", name="Start").click()
    send(phone)
    trouble += troubles(phone)
    for number in range(1, 7):
        expect(phone.get_by_text(f"Text {number} of 6")).to_be_visible()
        send(phone, "Ana López")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. That was all.")

    assert trouble + troubles(phone) == []


def test_axe_finds_nothing_where_measures_are_answered(phone: Page, house: Clinic) -> None:
    come_in(phone, house, "measures", measures(house))

    trouble = troubles(phone)
    phone.get_by_role("link", name="Start").click()
    trouble += troubles(phone)
    for number in range(1, 17):
        expect(phone.get_by_text(f"Question {number} of 17")).to_be_visible()
        phone.locator(".answer-list button").nth(1 if number == 9 else 0).click()
        if number == 9:
            expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
            trouble += troubles(phone)
            phone.get_by_role("link", name="Go on with the questions").click()
    trouble += troubles(phone)
    phone.locator(".answer-list button").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. That was all.")

    assert trouble + troubles(phone) == []
