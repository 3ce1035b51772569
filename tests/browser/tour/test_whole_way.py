"""One client's whole way, as the people of the clinic go it: from the first call to the calls after the discharge.

The pictures of docs/tour.md are taken here: TOUR_PICTURES=1 make test TEST=tests/browser/tour
"""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tour.admitting import (
    DANA,
    GRACE,
    HELEN,
    PRIYA,
    WALTER,
    Person,
    add_group,
    chart_of,
    diagnose,
    evaluate,
    go_through_first_day,
    join,
    letter_on,
    measure,
    open_link,
    order,
    place,
    screen,
    sign_texts,
    write_consent,
)
from tests.browser.tour.guide import Guide, choose, draw, fill, follow, press, sees, work
from tests.browser.tour.treating import (
    MARCUS,
    add_intervention,
    discharge,
    note,
    review,
    take,
)

IMANI = Person("Imani", "Baptiste", "1991-04-12")
EVENINGS = ("Evening A", "Evening B", "Evening C")
PHONE = "Imani’s phone"
AT_FIRST = (
    (1, "Shaky mornings, no seizures ever."),
    (0, ""),
    (2, "Low mood on most days, PHQ-9 of 10."),
    (1, "Called on her own."),
    (2, "Drinks every evening; longest stretch without: nine days."),
    (1, "Home is safe; evenings alone are not."),
)
LATER = ((0, ""), (0, ""), (1, "PHQ-9 of 9."), (0, ""), (1, "One hard night, no lapse."), (1, "Her mother is near."))


@pytest.mark.timeout(600)
def test_one_client_goes_the_whole_way(guide: Guide) -> None:
    plan_the_week(guide)
    person = ask_for_help(guide)
    agree(guide, person)
    find_out_who_pays(guide, person)
    assess(guide, person)
    get_ready(guide, person)
    begin(guide, person)
    agree_on_a_plan(guide, person)
    come(guide, person)
    be_in_danger(guide, person)
    go_on(guide, person)
    leave(guide, person)


def plan_the_week(guide: Guide) -> None:
    guide.on(guide.day(1, 0), 8)
    walter = guide.be(WALTER)
    evening = {"Program": "Evening, Eastbank", "Starts at": "18:00", "Length in minutes": 195, "Room": "Room 1"}
    for name, kind, day, leader in (
        ("Evening A", "Process group", "Monday", MARCUS),
        ("Evening B", "Skills group", "Tuesday", DANA),
        ("Evening C", "Education group", "Thursday", MARCUS),
    ):
        add_group(walter, name, {**evening, "Kind": kind, "Days": day, "Leader": leader})
    walter.goto("/schedule/")
    sees(walter, "3 sessions at Eastbank")
    guide.picture(walter, "week")


def ask_for_help(guide: Guide) -> Person:
    guide.on(guide.day(1, 0), 10, 5)
    priya = guide.be(PRIYA)
    follow(priya, "New inquiry")
    fill(priya, {"Is anybody in danger right now?": "No", "How old is the person?": "18 or older"})
    fill(priya, {"Who is asking?": "For themself", "Safe telephone of the person": "614 555 0110"})
    choose(priya.get_by_label("May be texted"))
    fill(priya, {"If nobody answers": "A first name and a number", "Safe times": "weekdays after 5 pm"})
    fill(priya, {"First name": "Imani", "Last name": "Baptiste", "It is about": ["Alcohol", "Low or changing mood"]})
    fill(priya, {"What is wrong, in their words": "Drinks every evening since spring and cannot stop alone."})
    fill(priya, {"Insurer": "Buckeye Mutual", "Member number": "BM4471902", "How urgent": "Soon"})
    fill(priya, {"For which site": "Eastbank", "Next step": "Call back about the insurer"})
    guide.picture(priya, "inquiry-form")
    press(priya, "Take it down", shows="Reached")
    guide.picture(priya, "inquiry")
    follow(priya, "Make them a client")
    fill(priya, {"Birth date": IMANI.born, "Pronouns": "she/her"})
    press(priya, "Register", shows="Prospective client")
    follow(priya, "Add an emergency contact")
    fill(priya, {"Name": "Odette Baptiste", "Relation to the client": "Mother", "Telephone": "614 555 0130"})
    press(priya, "Save", shows="Odette Baptiste")
    return replace(IMANI, chart=chart_of(priya))


def agree(guide: Guide, person: Person) -> None:
    priya = guide.be(PRIYA)
    write_consent(priya, person, "Contact the insurer")
    follow(priya, "Sign here")
    draw(priya)
    guide.picture(priya, "consent")
    press(priya, "Sign this consent", shows="In force")

    write_consent(priya, person, "Treatment, payment and operations")
    follow(priya, "Send or print")
    press(priya, "Make the link", shows="A letter to hand over")
    code, digits = letter_on(priya)
    phone = guide.open(PHONE)
    open_link(phone, person, code, digits)
    guide.picture(phone, "consent-phone")
    phone.get_by_label("Your full name").first.fill("Imani Baptiste")
    draw(phone)
    press(phone, "I agree, and sign", shows="You signed this")

    priya.goto(f"{person.chart}consents/")
    sees(priya, "In force until taken back")
    guide.picture(priya, "consents")
    follow(priya, "Give them by link")
    press(priya, "Make the link", shows="A letter to hand over")
    code, digits = letter_on(priya)
    phone = guide.open(PHONE)
    open_link(phone, person, code, digits)
    sign_texts(phone, person)


def find_out_who_pays(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 0), 11)
    priya = guide.be(PRIYA)
    priya.goto("/settings/payers/new/")
    fill(priya, {"Name": "Buckeye Mutual", "Telephone for benefits": "800 555 0123"})
    press(priya, "Add", shows="Buckeye Mutual")
    priya.goto(f"{person.chart}coverage/")
    follow(priya, "Add a policy")
    fill(priya, {"Payer": "Buckeye Mutual", "Plan type": "PPO", "Member number": "BM4471902"})
    fill(priya, {"In force from": f"{guide.monday.year}-01-01"})
    press(priya, "Add", shows="Nobody has asked yet")
    follow(priya, "Write down benefits")
    fill(priya, {"How do we know?": "Call to the payer", "Who answered": "Jamie", "Call reference": "C-4411"})
    choose(priya.locator("[name=gave_notice]"))
    fill(priya, {"Is the policy active?": "Yes", "Are we in network?": "In network"})
    fill(priya, {"Individual, in dollars": "1500", "Of that met so far": "600"})
    fill(priya, {"Individual maximum, in dollars": "6500"})
    fill(priya, {"Coinsurance: percent the client pays": "20", "Is an authorization needed?": "Yes"})
    fill(priya, {"Is intensive outpatient care covered?": "Yes"})
    press(priya, "Keep it", shows="$1,500.00, met $600.00, left $900.00")
    guide.picture(priya, "coverage")


def assess(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 0), 12)
    helen = guide.be(HELEN)
    follow(helen, "Assign care to Imani Baptiste")
    fill(helen, {"Member of staff": DANA, "As": "Primary clinician"})
    press(helen, "Assign", shows="Assigned")

    guide.on(guide.day(1, 2), 14)
    dana = guide.be(DANA)
    evaluate(guide, dana, person, picture="assessment")
    screen(dana, person)
    measure(dana, person, "phq-9", "2212110101")
    expect(dana.get_by_role("heading", name="PHQ-9: 10, moderate")).to_be_visible()
    measure(dana, person, "gad-7", "21211100")
    diagnose(dana, person, "F10.20", course="severe")
    diagnose(dana, person, "F33.1")
    dana.goto(f"{person.chart}living/")
    fill(dana, {"Lives": "Own home", "Is it safe there?": "Yes", "Does somebody there drink or use drugs?": "No"})
    press(dana, "Save", shows="own home")
    place(guide, dana, person, AT_FIRST, picture="placement")
    order(dana, person, from_on=str(guide.day(1, 3)))


def get_ready(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 2), 16)
    priya = guide.be(PRIYA)
    join(priya, person, EVENINGS, from_on=str(guide.day(1, 3)))
    priya.goto(f"{person.chart}admission/")
    sees(priya, "Buckeye Mutual wants one; none is requested.")
    guide.picture(priya, "admission")

    grace = guide.be(GRACE)
    grace.goto(f"{person.chart}authorizations/new/")
    fill(grace, {"Payer": "Buckeye Mutual", "Units requested": 12, "Units approved": 12, "Where it stands": "Approved"})
    fill(grace, {"First day": str(guide.day(1, 3)), "Last day": str(guide.day(4, 6))})
    fill(grace, {"The payer decided on": str(guide.day(1, 2)), "Next review due": str(guide.day(4, 2))})
    fill(grace, {"Authorization number": "BM-771204", "Reviewer at the payer": "Dr. Lang"})
    press(grace, "Save the authorization", shows="BM-771204")
    guide.picture(grace, "authorization")


def begin(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 3), 16)
    priya = guide.be(PRIYA)
    priya.goto("/admissions/")
    guide.picture(priya, "admissions")
    priya.goto(f"{person.chart}admission/")
    sees(priya, "Everything is in place")
    follow(priya, "Admit")
    press(priya, "Admit", shows="Day 1")
    go_through_first_day(priya, person)
    guide.picture(priya, "first-day")


def agree_on_a_plan(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 3), 17)
    dana = guide.be(DANA)
    dana.goto(f"{person.chart}plan/")
    follow(dana, "Begin a plan")
    fill(dana, {"Kind": "Comprehensive plan"})
    press(dana, "Begin the plan", shows="Version 1, draft")
    follow(dana, "Drinks more")
    fill(dana, {"Problem": "Imani drinks more, and more often, than she planned; work and sleep suffer."})
    fill(dana, {"First goal, in the client’s words": "Evenings at home with my daughter, sober."})
    choose(dana.get_by_role("checkbox", name="F10.20"))
    press(dana, "Save", shows="Evenings at home with my daughter, sober.")
    follow(dana, "Add an objective")
    fill(dana, {"What the client will do": "Will name three early signs of a lapse", "Measure": "signs named"})
    fill(dana, {"Number to reach": 3, "By": str(guide.day(6, 0))})
    press(dana, "Save", shows="three early signs")
    add_what_is_done(guide, dana)
    follow(dana, "Days, people and words")
    fill(dana, {"Strengths": "Shows up, six years in one job", "What is hard": "Evenings alone"})
    fill(dana, {"How the client took part": "Chose the goal", "Community referrals": "Mutual-help meeting near home"})
    press(dana, "Save", shows="Add what is done")
    sign_the_plan(guide, dana)


def add_what_is_done(guide: Guide, dana: Page) -> None:
    weekly: dict[str, str | int] = {"How often": 1, "Counted by": "a week", "Minutes each": 180}
    add_intervention(dana, "group", {**weekly, "Service": "Process group", "Person responsible": MARCUS})
    add_intervention(dana, "skills", {**weekly, "Service": "Skills group", "Person responsible": DANA})
    follow(dana, "Read and sign")
    sees(dana, "3 h are missing")
    guide.picture(dana, "plan-refused")
    dana.go_back()
    add_intervention(dana, "education", {**weekly, "Service": "Education group", "Person responsible": MARCUS})
    alone: dict[str, str | int] = {"How often": 1, "Counted by": "a month", "Minutes each": 45}
    add_intervention(dana, "individual", {**alone, "Person responsible": DANA})


def sign_the_plan(guide: Guide, dana: Page) -> None:
    follow(dana, "Read and sign")
    draw(dana)
    press(dana, "Sign the plan", shows="Let the client sign here")
    follow(dana, "Let the client sign here")
    draw(dana)
    guide.picture(dana, "plan")
    press(dana, "Sign my plan", shows="In force")


def come(guide: Guide, person: Person) -> None:
    guide.on(guide.day(1, 3), 21, 16)
    marcus = take(guide, MARCUS, person)
    sees(marcus, "180 min")
    guide.picture(marcus, "roster")
    note(guide, marcus, person, picture="group-note")
    for weekday, leader in ((0, MARCUS), (1, DANA)):
        guide.on(guide.day(2, weekday), 21, 16)
        note(guide, take(guide, leader, person), person)


def be_in_danger(guide: Guide, person: Person) -> None:
    code = ask_how_it_goes(guide, person)
    answer_at_night(guide, person, code)
    crisis = be_there(guide, person)
    make_a_safety_plan(guide, person)
    close(guide, person, crisis)


def ask_how_it_goes(guide: Guide, person: Person) -> str:
    guide.on(guide.day(2, 2), 10)
    walter = guide.be(WALTER)
    walter.goto("/crisis/on-call/")
    follow(walter, "Put somebody on call")
    tonight, tomorrow = guide.day(2, 2), guide.day(2, 3)
    fill(walter, {"Who": HELEN, "Called": "First on call", "Telephone while on call": "614 555 0195"})
    fill(walter, {"From, day": str(tonight), "From, time": "09:00"})
    fill(walter, {"Until, day": str(tomorrow), "Until, time": "08:00"})
    press(walter, "Put on call", shows="Helen Okonjo")
    dana = guide.be(DANA)
    dana.goto(f"{person.chart}measures/")
    follow(dana, "For the client’s phone")
    for instrument in ("PHQ-9", "GAD-7"):
        choose(dana.get_by_role("checkbox", name=instrument))
    press(dana, "Make the link", shows="Hand this code over")
    return letter_on(dana)[0]


def answer_at_night(guide: Guide, person: Person, code: str) -> None:
    guide.on(guide.day(2, 2), 23, 10)
    phone = guide.open(PHONE)
    open_link(phone, person, code)
    follow(phone, "Start")
    for number in range(1, 17):
        sees(phone, f"Question {number} of 17")
        if number == 3:
            guide.picture(phone, "check-in-phone")
        phone.get_by_role("button", name="Several days").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    expect(phone.get_by_role("link", name="Call 988", exact=True)).to_be_visible()
    guide.picture(phone, "help-phone")
    follow(phone, "Go on with the questions")
    press(phone, "Somewhat difficult", shows="That was all")
    work()


def be_there(guide: Guide, person: Person) -> str:
    helen = guide.be(HELEN)
    expect(helen.get_by_role("heading", name="1 crisis is open")).to_be_visible()
    follow(helen, "Imani Baptiste")
    sees(helen, "On-call staff told by e-mail")
    press(helen, "Take it over", shows="Helen Okonjo owns it")
    follow(helen, "Close")
    fill(helen, {"How it ended": "Safe for now, with a safety plan"})
    press(helen, "Close the crisis", shows="A clinician spoke with the person")
    helen.goto(f"{person.chart}crisis/")
    follow(helen, "Open the crisis")
    fill(helen, {"What was done": "Spoke with the person", "In words": "Safe at home with her mother; no plan."})
    press(helen, "Write it down", shows="Safe at home with her mother; no plan.")
    guide.picture(helen, "crisis")
    return helen.url


def make_a_safety_plan(guide: Guide, person: Person) -> None:
    guide.on(guide.day(2, 3), 9)
    dana = guide.be(DANA)
    dana.goto(f"{person.chart}crisis/")
    press(dana, "Write a safety plan", shows="How I notice that a hard time is coming")
    fill(dana, {"How I notice that a hard time is coming": "I stop answering the telephone"})
    fill(dana, {"What I can do by myself": "Walk to the river", "Whom I can ask for help": "My mother"})
    fill(dana, {"Where I can go, and with whom": "My mother’s kitchen", "Professionals I can call": "Dana"})
    fill(dana, {"How I make my surroundings safer": "Pills stay at my mother’s"})
    fill(dana, {"How likely the person is to use it, 0 to 10": 8, "Go through it again on": str(guide.day(3, 3))})
    press(dana, "Save the plan", shows="Agree on this plan")
    press(dana, "Agree on this plan", shows="Walk to the river")
    guide.picture(dana, "safety-plan")


def close(guide: Guide, person: Person, crisis: str) -> None:
    helen = guide.be(HELEN)
    helen.goto(crisis)
    follow(helen, "Close")
    fill(helen, {"How it ended": "Safe for now, with a safety plan", "How things stand now": "Safe at her mother’s."})
    fill(helen, {"Follow up on": str(guide.day(2, 4)), "Who follows up": DANA})
    press(helen, "Close the crisis", shows="Nobody is in a crisis that we know of")
    dana = guide.be(DANA)
    follow(dana, "Look")
    follow(dana, "Write down a discussion")
    fill(dana, {"What was talked over with the client": "That night, and what helped."})
    fill(dana, {"The plan": "The plan stays as it is", "Because": "A safety plan is made."})
    press(dana, "Save", shows="That night, and what helped.")
    guide.on(guide.day(2, 4), 9)
    dana = guide.be(DANA)
    follow(dana, "Follow up with Imani Baptiste")
    fill(dana, {"What came of it": "Spoke with the person; safe for now"})
    press(dana, "Write it down", shows="safe for now")


def go_on(guide: Guide, person: Person) -> None:
    for week, weekday, leader in ((2, 3, MARCUS), (3, 0, MARCUS), (3, 1, DANA)):
        guide.on(guide.day(week, weekday), 21, 16)
        note(guide, take(guide, leader, person), person)
    guide.on(guide.day(3, 2), 11)
    dana = guide.be(DANA)
    stays = {"Why they stay, move or leave": "C1: progress", "Reviewed again on": str(guide.day(4, 3))}
    review(dana, person, LATER, ("2.1, intensive outpatient", "Evening"), stays)
    sees(dana, "Level, order and groups stay as they are.")
    guide.picture(dana, "review")
    draw(dana)
    press(dana, "Sign and carry out", shows="Signed")
    dana.goto(person.chart)
    guide.picture(dana, "chart")
    dana.goto(f"{person.chart}measures/")
    guide.picture(dana, "measures")
    guide.on(guide.day(3, 3), 21, 16)
    note(guide, take(guide, MARCUS, person), person)
    walter = guide.be(WALTER)
    walter.goto("/census/")
    sees(walter, "1 in care")
    guide.picture(walter, "census")
    follow(walter, "Hours by week")
    guide.picture(walter, "hours")


def leave(guide: Guide, person: Person) -> None:
    last = guide.day(3, 3)
    guide.on(guide.day(3, 4), 9)
    dana = guide.be(DANA)
    done = {"Why the episode ends": "Completed treatment here", "Last day of care": str(last)}
    discharge(dana, person, done, next_on=str(guide.day(4, 0)))
    guide.picture(dana, "discharge")
    follow(dana, "Read and end the episode")
    draw(dana)
    press(dana, "Sign and end the episode", shows="Calls after care")
    follow(dana, "Completed treatment here")
    follow(dana, "Letter to the client")
    sees(dana, "You have finished your program with us.")
    guide.picture(dana, "letter")
    walter = guide.be(WALTER)
    walter.goto("/schedule/groups/")
    follow(walter, "Evening A")
    sees(walter, "0 of 12 belong to it")

    guide.on(guide.day(4, 4), 10)
    dana = guide.be(DANA)
    follow(dana, "Call Imani Baptiste")
    fill(dana, {"How": "Telephone", "What came of it": "Reached them", "Notes": "Is well."})
    press(dana, "Write it down", shows="Is well.")
    guide.picture(dana, "after-care")
