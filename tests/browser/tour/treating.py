"""Days in care, as whoever leads a group and whoever answers for somebody's care do them."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.tour.admitting import Person, rate
from tests.browser.tour.guide import TABLET, Guide, choose, draw, fill, follow, press

MARCUS, TESSA = "Marcus Oyelaran", "Tessa Lind"


def add_intervention(page: Page, start: str, answers: dict[str, str | int]) -> None:
    """Add to a plan what is done, from a suggestion, for every step."""
    page.locator(f"a[href*='interventions/new/?start={start}']").click()
    page.wait_for_load_state("load")
    fill(page, answers)
    for step in page.get_by_role("checkbox").all():
        choose(step)
    press(page, "Save", shows="Add what is done")


def take(guide: Guide, leader: str, person: Person, how: str = "In person") -> Page:
    """Take a roster of one, after its session."""
    page = guide.be(leader, TABLET)
    follow(page, "Take")
    choose(page.get_by_role("radio", name=how))
    expect(page.locator("#progress")).to_contain_text("1 of 1 taken")
    return page


def note(guide: Guide, page: Page, person: Person, picture: str = "") -> None:
    """Write the group's note with the part of the one who was there, and sign it."""
    page.goto("/")
    follow(page, "Write")
    fill(page, {"Topic": "Early signs", "What you did with the group": "Led a chain from trigger to use in pairs."})
    page.get_by_label(f"{person.short}: step of the plan").select_option(index=1)
    for part, answer in (("progress", "1"), ("risk", "none"), ("participation", "often")):
        choose(page.locator(f"input[name$='-{part}'][value='{answer}']"))
    choose(page.get_by_role("checkbox", name="Practiced the skill"))
    page.get_by_label(f"{person.short}: one sentence that is only theirs").fill(
        f"Named payday as the trigger of {guide.today:%A} and called home before it."
    )
    if picture:
        guide.picture(page, picture)
    press(page, "Save and read before signing", shows="A signed note is never changed")
    draw(page)
    press(page, "Sign 1 note", shows="1 signed")


def review(
    page: Page, person: Person, ratings: Sequence[tuple[int, str]], to: tuple[str, str], answers: dict[str, str]
) -> None:
    """Write a review up to the page that shows what it changes: into other groups, if it takes effect on a day.

    to  level and program
    """
    page.goto(f"{person.chart}reviews/")
    press(page, "Review now", shows="Review being written")
    follow(page, "Write the review")
    rate(page, ratings, *to, "As discussed with the client and the team.")
    discussed = {"Was the result discussed with the person?": "Yes", "Does the treatment plan change?": "No"}
    fill(page, {**discussed, "What changes, or why it stays as it is": "The goals still fit.", **answers})
    if "Changes take effect on" in answers:
        for group in page.locator("[name=leaves], [name=joins]").all():
            choose(group)
    press(page, "Save and see what changes", shows="You sign exactly the text above")


def open_section(page: Page, person: Person, name: str) -> None:
    """Open a section of the discharge."""
    page.goto(f"{person.chart}discharge/")
    follow(page, name)


def close_section(page: Page) -> None:
    """Save a section, and see the list of sections."""
    page.get_by_role("button", name="Save this section").click()
    expect(page).to_have_url(re.compile("/discharge/$"))


def discharge(
    page: Page, person: Person, why: dict[str, str], *, next_on: str, advice: dict[str, str] | None = None
) -> None:
    """Write the discharge section by section, up to its signature.

    advice  what is asked of whoever leaves although the team advises to stay
    """
    page.goto(f"{person.chart}discharge/")
    press(page, "Begin", shows="Why and when")
    open_section(page, person, "Why and when")
    fill(page, why)
    if advice:
        page.get_by_text("If they leave although the team advises to stay").click()
        fill(page, advice)
    close_section(page)
    open_section(page, person, "How they leave")
    fill(page, {"How treatment went": "Came to the groups, named early signs, built evenings without it."})
    for number in range(1, 7):
        page.locator(f"[name=dimension_{number}]").select_option(label="Better")
    fill(page, {"Level of care recommended next": "1, outpatient"})
    close_section(page)
    open_section(page, person, "Medications and naloxone")
    choose(page.get_by_role("checkbox", name="The person takes no medicines"))
    fill(page, {"Naloxone": "Given, and shown how to use it"})
    close_section(page)
    plan_what_comes_next(page, person, next_on)


def plan_what_comes_next(page: Page, person: Person, next_on: str) -> None:
    """Write the sections of the discharge about the time after it."""
    open_section(page, person, "What comes next")
    follow(page, "Add an appointment")
    fill(page, {"What": "Therapy", "Day": next_on, "With whom": "Dr. Vance", "Where": "Riverside Clinic"})
    press(page, "Add it", shows="Dr. Vance")
    open_section(page, person, "Relapse-prevention plan")
    fill(
        page, {"What makes me want to use": "Payday\nQuarrels at home", "How I notice that it begins": "No calls back"}
    )
    fill(page, {"What I do instead": "Leave the room, walk, call", "Whom I call": "My mother"})
    fill(page, {"If I use again: the first day": "Call the clinic the same day"})
    close_section(page)
    open_section(page, person, "Safety, release, follow-up")
    fill(
        page,
        {"The safety plan": "Gone through together", "Records for whoever treats the person next": "does not want"},
    )
    fill(page, {"May we call 7, 30 and 90 days later?": "Yes"})
    choose(page.get_by_role("checkbox", name="The person was given a copy"))
    close_section(page)
