"""Somebody who does everything differently: his mother calls, he pays himself, steps up, leaves early."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.tour.admitting import (
    DANA,
    HELEN,
    PRIYA,
    WALTER,
    Person,
    add_group,
    chart_of,
    diagnose,
    evaluate,
    join,
    letter_on,
    open_link,
    order,
    place,
    screen,
    sign_texts,
    write_consent,
)
from tests.browser.tour.guide import Guide, choose, draw, fill, follow, press, sees
from tests.browser.tour.test_whole_way import EVENINGS, plan_the_week
from tests.browser.tour.treating import MARCUS, TESSA, discharge, review, take

THEO = Person("Theodore", "Marsh", "1984-09-30")
AT_FIRST = (
    (1, "No shaking now."),
    (0, ""),
    (1, "Worried."),
    (2, "For his mother."),
    (2, "Daily."),
    (1, "At home."),
)
WORSE = ((1, "Shaky."), (0, ""), (2, "Sleeps little."), (2, "Doubts."), (3, "Drank four days."), (2, "Brother drinks."))


@pytest.mark.timeout(600)
def test_a_second_client_does_everything_differently(guide: Guide) -> None:
    plan_the_week(guide)
    add_day_hospital(guide)
    where = mother_calls(guide)
    person = he_agrees(guide, where)
    signs_here_and_pays_himself(guide, person)
    is_assessed(guide, person)
    begins(guide, person)
    comes_and_does_not(guide, person)
    steps_up(guide, person)
    leaves_against_advice(guide, person)
    comes_back(guide, person)


def add_day_hospital(guide: Guide) -> None:
    walter = guide.be(WALTER)
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    hours: dict[str, str | int] = {"Starts at": "12:45", "Length in minutes": 255, "Kind": "Group therapy"}
    place_: dict[str, str] = {"Program": "Partial hospitalization, Eastbank", "Room": "Room 3", "Leader": TESSA}
    add_group(walter, "Daybreak", {**hours, **place_, "Days": days})


def mother_calls(guide: Guide) -> str:
    guide.on(guide.day(1, 0), 10)
    priya = guide.be(PRIYA)
    follow(priya, "New inquiry")
    fill(priya, {"Is anybody in danger right now?": "No", "How old is the person?": "18 or older"})
    fill(priya, {"Who is asking?": "For somebody else", "What is the caller to the person?": "Parent"})
    fill(priya, {"Caller’s name": "Lyn Marsh", "Caller’s telephone": "614 555 0131"})
    fill(priya, {"First name": "Theodore", "Last name": "Marsh", "It is about": ["Alcohol"]})
    fill(priya, {"What is wrong, in their words": "He drinks every day since he lost his job.", "How urgent": "Soon"})
    press(priya, "Take it down", shows="New")
    inquiry = priya.url
    follow(priya, "Write down a call")
    choose(priya.get_by_role("radio", name="We called"))
    fill(priya, {"What came of it": "Spoke"})
    assert "The person" not in priya.get_by_label("With whom").inner_text().splitlines()
    priya.goto(inquiry)
    return inquiry


def he_agrees(guide: Guide, inquiry: str) -> Person:
    guide.on(guide.day(1, 0), 15)
    priya = guide.be(PRIYA)
    priya.goto(inquiry)
    follow(priya, "The person agrees")
    fill(priya, {"What they agreed to, in their words": "Call me, and tell my mother nothing."})
    choose(priya.get_by_role("radio", name="The person called us and said so"))
    fill(priya, {"Who of the staff heard or saw it": PRIYA, "Safe telephone": "614 555 0111"})
    press(priya, "Record it", shows="Reached")
    follow(priya, "Make them a client")
    fill(priya, {"Birth date": THEO.born, "Preferred first name": "Theo"})
    press(priya, "Register", shows="Prospective client")
    return replace(THEO, first="Theo", chart=chart_of(priya))


def signs_here_and_pays_himself(guide: Guide, person: Person) -> None:
    priya = guide.be(PRIYA)
    write_consent(priya, person, "Treatment, payment and operations")
    follow(priya, "Sign here")
    priya.get_by_role("button", name="Sign this consent").click()
    sees(priya, "Sign here, or type your full name.")
    priya.locator("[name=signature_typed]").fill("Theodore Marsh")
    press(priya, "Sign this consent", shows="In force")
    priya.goto(f"{person.chart}coverage/")
    follow(priya, "Add a policy")
    fill(priya, {"Payer": "Nobody: the client pays", "In force from": str(guide.today)})
    press(priya, "Add", shows="pays")
    priya.goto(f"{person.chart}consents/")
    follow(priya, "Give them by link")
    press(priya, "Make the link", shows="A letter to hand over")
    code, digits = letter_on(priya)
    phone = guide.open("Theo’s phone")
    open_link(phone, replace(person, first="Theodore"), code, digits)
    sign_texts(phone, person)


def is_assessed(guide: Guide, person: Person) -> None:
    helen = guide.be(HELEN)
    follow(helen, "Assign care to Theo Marsh")
    fill(helen, {"Member of staff": DANA, "As": "Primary clinician"})
    press(helen, "Assign", shows="Assigned")
    guide.on(guide.day(1, 2), 14)
    dana = guide.be(DANA)
    evaluate(guide, dana, person)
    screen(dana, person)
    diagnose(dana, person, "F10.20", course="severe")
    place(guide, dana, person, AT_FIRST)
    order(dana, person, from_on=str(guide.day(1, 3)))


def begins(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 3), 16)
    priya = guide.be(PRIYA)
    join(priya, person, EVENINGS, from_on=str(guide.day(1, 3)))
    priya.goto(f"{person.chart}admission/")
    follow(priya, "Admit")
    press(priya, "Admit", shows="Day 1")
    # Admitted by mistake, and taken back with a reason: nothing happened yet.
    priya.goto(f"{person.chart}admission/")
    follow(priya, "Admitted by mistake")
    fill(priya, {"Reason": "Entered on the wrong day"})
    press(priya, "Undo it", shows="Everything is in place")
    follow(priya, "Admit")
    press(priya, "Admit", shows="Day 1")


def comes_and_does_not(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 3), 21, 16)
    take(guide, MARCUS, person, "Video")
    guide.on(guide.day(2, 0), 21, 16)
    marcus = take(guide, MARCUS, person, "Absent")
    sees(marcus, "Make-up for Theo M.")
    marcus.goto("/notes/")
    expect(marcus.get_by_text("Evening A")).to_have_count(0)  # nobody was there, so there is nothing to write


def steps_up(guide: Guide, person: Person) -> None:
    guide.on(guide.day(2, 2), 11)
    dana = guide.be(DANA)
    more = {
        "Why they stay, move or leave": "needs more",
        "Reviewed again on": str(guide.day(3, 2)),
        "Changes take effect on": str(guide.day(3, 0)),
        "New hours a week": "20",
        "Days a week, at least": "5",
        "Days a week, at most": "5",
        "Why these hours": "Drinks again",
    }
    review(dana, person, WORSE, ("2.5, partial hospitalization", "Partial hospitalization"), more)
    sees(dana, "2.5")
    draw(dana)
    press(dana, "Sign and carry out", shows="Signed")
    guide.on(guide.day(3, 0), 17, 1)
    take(guide, TESSA, person)


def leaves_against_advice(guide: Guide, person: Person) -> None:
    guide.on(guide.day(3, 1), 10)
    dana = guide.be(DANA)
    why = {
        "Why the episode ends": "Leaves although the team advises to stay",
        "Last day of care": str(guide.day(3, 0)),
    }
    advice = {
        "Were the risks of leaving explained?": "Yes",
        "Did the person refuse to sign that they leave?": "Yes",
        "May the person come back?": "Yes",
        "What was said about it": "Risks of stopping early; the door is open.",
    }
    discharge(dana, person, why, next_on=str(guide.day(3, 4)), advice=advice)
    follow(dana, "Read and end the episode")
    draw(dana)
    press(dana, "Sign and end the episode", shows="Leaves although the team advises to stay")


def comes_back(guide: Guide, person: Person) -> None:
    guide.on(guide.day(3, 1), 15)
    dana = guide.be(DANA)
    dana.goto(f"{person.chart}reviews/")
    follow(dana, "Leaves although the team advises to stay")
    follow(dana, "Undo the discharge")
    fill(dana, {"Reason": "He came back the same day"})
    press(dana, "Undo", shows="Undone")
