"""From the first call to the first day, as admissions, the supervisor, the clinician and the reviewer do it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.tour.guide import Guide, choose, draw, fill, follow, press, sees

PRIYA, HELEN, DANA, GRACE, WALTER = "Priya Raman", "Helen Okonjo", "Dana Whitfield", "Grace Liu", "Walter Brandt"
TEXTS = 6
SAID = {
    "The reason, in the client’s words": "“I cannot get through an evening without it any more.”",
    "Why now": "Missed two shifts in August.",
    "Cravings, and what sets them off": "Every evening after work; worse when alone.",
    "Withdrawal so far": "Shaky in the mornings, no seizures.",
    "Suicide and self-harm, ever": "No thoughts now; none in the past year.",
    "Interpretive summary": "Alcohol use that grew with a long depression; home is safe, evenings are not.",
}


@dataclass(frozen=True)
class Person:
    """Somebody who comes, and where their record is once it is made."""

    first: str
    last: str
    born: str
    chart: str = ""

    @property
    def short(self) -> str:
        """How a roster calls them."""
        return f"{self.first} {self.last[0]}."


def add_group(page: Page, name: str, answers: Mapping[str, str | int | Sequence[str]]) -> None:
    """Plan a group that meets every week."""
    page.goto("/schedule/")
    follow(page, "Add a group")
    fill(page, {"Name": name, **answers})
    press(page, "Add the group", shows="Next sessions")


def chart_of(page: Page) -> str:
    """Return the address of the record that a page belongs to."""
    found = re.search(r"/clients/[^/]+/", page.url)
    assert found
    return found.group()


def letter_on(page: Page) -> tuple[str, str]:
    """Return the code of a letter, and the digits that are told apart from it."""
    said = page.locator("main").inner_text()
    code, digits = re.search(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", said), re.search(r"(?m)^\d{6}$", said)
    assert code
    return code.group(), digits.group() if digits else ""


def open_link(page: Page, person: Person, code: str, digits: str = "") -> None:
    """Open a link on a phone and say who holds it."""
    page.goto("/l/")
    fill(page, {"Code": code})
    press(page, "Continue", shows="First, tell us who you are")
    fill(page, {"First name": person.first, "Last name": person.last, "Date of birth": person.born})
    if digits:
        fill(page, {"Code": digits})
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("First, tell us who you are")


def write_consent(page: Page, person: Person, kind: str) -> None:
    """Write a consent with its usual terms."""
    page.goto(f"{person.chart}consents/")
    follow(page, kind)
    press(page, "Go on to the text", shows="Not signed")


def sign_texts(phone: Page, person: Person) -> None:
    """Read and sign every text that the clinic gives, on a phone."""
    follow(phone, "Start")
    for number in range(1, TEXTS + 1):
        sees(phone, f"Text {number} of {TEXTS}")
        phone.get_by_label("Your full name").first.fill(f"{person.first} {person.last}")
        draw(phone)
        phone.get_by_role("button", name="I was given this text, and sign").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank")


def evaluate(guide: Guide, page: Page, person: Person, picture: str = "") -> None:
    """Write the biopsychosocial evaluation, section by section, and sign it."""
    page.goto(person.chart)
    follow(page, "Assessment")
    press(page, "Begin an evaluation", shows="What brings the client here")
    for number in range(1, 11):
        expect(page).to_have_url(re.compile(f"sections/{number}/"))
        for box in page.locator("main textarea").all():
            box.fill(SAID.get(box.evaluate("each => each.labels[0].innerText.trim()"), "Nothing of note."))
        if number == 2:
            fill(page, {"Substance, row 1": "Alcohol", "Last use, row 1": "last night", "How often, row 1": "daily"})
        if number == 4:
            fill(page, {"Pregnancy": "Does not apply"})
        if number == 2 and picture:
            guide.picture(page, picture)
        page.get_by_role("button", name="Save and go on").click()
    follow(page, "Read and sign")
    draw(page)
    press(page, "Sign", shows="Signed")


def measure(page: Page, person: Person, instrument: str, digits: str) -> None:
    """Ask an instrument by the digits of the keyboard."""
    page.goto(f"{person.chart}measures/give/{instrument}/")
    page.locator("input[name=q1]").first.focus()
    page.keyboard.type(digits)
    press(page, "Save and score", shows=instrument.upper())


def screen(page: Page, person: Person) -> None:
    """Ask the suicide screener: no to every question that is asked."""
    page.goto(f"{person.chart}measures/give/c-ssrs/")
    for number in (1, 2, 6):
        choose(page.locator(f"input[name=q{number}][value='0']"))
    press(page, "Save and score", shows="C-SSRS")


def diagnose(page: Page, person: Person, code: str, course: str = "") -> None:
    """Add a diagnosis by its code."""
    page.goto(f"{person.chart}diagnoses/new/")
    fill(page, {"Code or words of the title": code})
    press(page, "Find", shows="What was found")
    choose(page.get_by_role("radio", name=code))
    if course:
        fill(page, {"Severity or remission": course})
    press(page, "Add the diagnosis", shows=code)


def rate(page: Page, ratings: Sequence[tuple[int, str]], level: str, program: str, reason: str) -> None:
    """Answer the hard stops with no, rate the six dimensions, decide the level."""
    for stop in page.locator("input[name^=stop_][value=no]").all():
        choose(stop)
    for number, (rating, words) in enumerate(ratings, start=1):
        choose(page.locator(f"input[name=rating_{number}][value='{rating}']"))
        page.locator(f"[name=words_{number}]").fill(words)
    answers = {"Level that the ratings recommend": level, "Level decided": level, "Program": program}
    fill(page, {**answers, "Why this level": reason})


def place(guide: Guide, page: Page, person: Person, ratings: Sequence[tuple[int, str]], picture: str = "") -> None:
    """Place somebody in the evening program, and sign it."""
    page.goto(f"{person.chart}placement/")
    follow(page, "New placement")
    fill(page, {"What is it for?": "Admission", "Names of the dimensions": "3rd edition, 2013"})
    press(page, "Begin", shows="Six ratings")
    rate(page, ratings, "2.1, intensive outpatient", "Evening", "Evenings are the danger; safe at home.")
    if picture:
        guide.picture(page, picture)
    press(page, "Save and read it over", shows="Being written")
    draw(page)
    press(page, "Decide and sign", shows="decided")


def order(page: Page, person: Person, *, from_on: str) -> None:
    """Order nine hours a week on three to five days, an individual session each month among them."""
    page.goto(f"{person.chart}orders/new/")
    fill(page, {"From": from_on, "Hours a week": 9, "Why these hours": "As placed: three evenings"})
    fill(page, {"Individual sessions": 45, "Individual sessions: over which time": "a month"})
    press(page, "Order these services", shows="9 hours a week")


def join(page: Page, person: Person, groups: Sequence[str], *, from_on: str) -> None:
    """Let somebody belong to groups."""
    for name in groups:
        page.goto(f"{person.chart}schedule/groups/new/")
        fill(page, {"Group": name, "From": from_on})
        press(page, "Save", shows=name)


def go_through_first_day(page: Page, person: Person) -> None:
    """Go through the list of the first day, with a medicine in its container."""
    page.goto(f"{person.chart}admission/first-day/")
    follow(page, "List a container")
    label = {"Medication, as on the label": "Sertraline", "Strength": "50 mg", "Directions": "one in the morning"}
    fill(page, {**label, "The container": "Stays with the client"})
    press(page, "Save", shows="Sertraline")
    ticks = ("Identification seen", "Insurance card copied", "Shown around", "Group pledge made", "First week handed")
    for item in ticks:
        press(page, item, shows="Undo")
    for item in ("Emergency contact", "Medications in", "Allergies", "Tuberculosis", "Pregnancy", "Naloxone"):
        follow(page, item)
        choose(page.get_by_role("radio", name="Done"))
        fill(page, {"In words": "None."})
        press(page, "Save", shows="First day")
    sees(page, "11 of 11 done")
