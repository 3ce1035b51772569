"""Eight callers from the card to the signed estimate, by keyboard alone in Chromium, in a running fictional clinic.

Counts keys and pages; the seconds are the machine's, and what a person takes is reckoned at three keys a second.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PRESSES = 250  # of the Tab key, after which something cannot be reached
_KEYS_A_SECOND = 3
_READING = 4  # seconds that a page is read before the first key
_TODAY = date.today()  # noqa: DTZ011 (days are typed as a person reads the calendar)
_YEAR = _TODAY.year
_MONDAY = _TODAY + timedelta(days=7 - _TODAY.weekday())
_LEFT = "EB*C*IND*30***23*{0}*****Y~EB*C*IND*30***29*{1}*****Y~EB*G*IND*30***23*{2}*****Y~EB*G*IND*30***29*{3}*****Y~"
_SHARE = "EB*A*IND*CJ*****.{0}***N*Y~"


@dataclass(frozen=True)
class Caller:
    """Somebody who calls.

    payer, plan  as the lists have them; no payer for who pays alone
    rows         of the payer's answer
    told         what is typed over the answer: field and value
    starts_on    first day of care
    days         what else is typed for the days
    income       a month, for the sliding fee
    """

    name: str
    payer: str = ""
    plan: str = ""
    rows: str = ""
    told: dict[str, str] = field(default_factory=dict)
    starts_on: date = _MONDAY
    weeks: int = 8
    days: dict[str, str] = field(default_factory=dict)
    take_outside: bool = False
    income: str = ""


_NAMES = (
    ("Rosa", "Almeida"), ("Calvin", "Dupree"), ("Ingrid", "Falk"), ("Walter", "Hanley"), ("Keisha", "Monroe"),
    ("Tomas", "Novak"), ("Bree", "Halloran"), ("Darnell", "Quigley"),
)  # fmt: skip
CALLERS = (
    Caller("PPO in mid-deductible", "Buckeye Mutual", "PPO",
           "EB*1**30*PR*GOLD~" + _LEFT.format(2500, 1100, 6000, 4350) + _SHARE.format(20)),
    Caller("HMO without a referral", "Great Lakes Health", "HMO",
           "EB*1**30*HM*CARE~" + _LEFT.format(500, 0, 4000, 3000) + "EB*B*IND*CJ***7*30****Y*Y~"),
    Caller("Family HDHP across New Year", "Buckeye Mutual", "PPO",
           "EB*1**30*PR*HDHP~EB*C*FAM*30***23*5000*****Y~EB*C*FAM*30***29*1200*****Y~EB*G*IND*30***23*8000*****Y~"
           "EB*G*IND*30***29*8000*****Y~" + _SHARE.format(10),
           told={"family_counts_whole": "yes"}, starts_on=date(_YEAR, 12, 14), weeks=6),
    Caller("Medicare at a mental health center", "Medicare Part B", "Medicare, traditional",
           "EB*1**30*MB~EB*C*IND*30***23*283*****W~EB*C*IND*30***29*283*****W~" + "EB*A*IND*CJ*****.2***N*W~", weeks=4),
    Caller("Medicaid", "Ohio Family Care", "Medicaid, fee for service",
           "EB*1**30*MC~EB*C*IND*30***23*0*****Y~EB*B*IND*CJ***7*0****N*Y~"),
    Caller("Out of network", "Summit National", "PPO",
           "EB*1**30*PR*OPEN~EB*C*IND*30***23*3000*****N~EB*C*IND*30***29*400*****N~EB*G*IND*30***23*9000*****N~"
           "EB*G*IND*30***29*6000*****N~EB*A*IND*CJ*****.5***N*N~", days={"allowed": "260"}, take_outside=True),
    Caller("Carve-out", "Erie Health Plan", "PPO",
           "EB*1**30*PR*ERIE~" + _LEFT.format(1500, 1500, 5000, 5000) + _SHARE.format(20)
           + "EB*1**AI^CJ~LS*2120~NM1*PR*2*LAKESHORE BEHAVIORAL*****PI*DEMO51~LE*2120~"),
    Caller("Uninsured, on the sliding scale", income="3000"),
)  # fmt: skip


def answer(caller: Caller, member: str, name: str, born: date) -> str:
    """Return the payer's answer (271) about a member."""
    head = (
        f"ST*271*0001*005010X279A1~BHT*0022*11*A1*{_TODAY:%Y%m%d}*0915~HL*1**20*1~NM1*PR*2*PLAN*****PI*1~HL*2*1*21*1~"
        f"NM1*1P*2*CLINIC*****XX*1993999998~HL*3*2*22*0~NM1*IL*1*{name}****MI*{member}~"
        f"DMG*D8*{born:%Y%m%d}*F~INS*Y*18~"
    )
    body = head + caller.rows + "EB*1**CJ~"
    count = body.count("~") + 1
    return (
        f"ISA*00*          *00*          *ZZ*CLEARHOUSE     *ZZ*IOPCLINIC      *{_TODAY:%y%m%d}*0915*^*00501*000000301*0"
        f"*T*:~GS*HB*CLEARHOUSE*IOPCLINIC*{_TODAY:%Y%m%d}*0915*301*X*005010X279A1~{body}SE*{count}*0001~GE*1*301~"
        "IEA*1*000000301~"
    )


class Typist:
    """Somebody at the keyboard, who counts keys and pages; a modifier and its key count as two."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.pages = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += key.count("+") + 1

    def write(self, words: str) -> None:
        """Type words."""
        self.page.keyboard.type(words)
        self.keys += len(words)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector fits; a new page begins with the link past its menu."""
        for _ in range(_PRESSES):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.matches('a[href=\"#main\"]')"):
                self.press("Enter")
                continue
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise LookupError(selector, self.page.url, self.page.inner_text("main")[-400:])

    def fill(self, name: str, value: str) -> None:
        """Go to a field and give it a value, as its kind takes it by keyboard."""
        self.tab_to(f"main [name={name}]")
        kind = self.page.evaluate("document.activeElement.type")
        if kind == "file":
            self.page.locator(f"main [name={name}]").set_input_files(value)
            self.keys += len(value) + 2  # the path is typed into the system's window
        elif kind == "radio":
            for _ in range(6):
                if self.page.evaluate("document.activeElement.value") == value:
                    break
                self.press("ArrowRight")
            self.press("Space")
        elif kind == "date":
            self.write(f"{date.fromisoformat(value):%m%d%Y}")
        else:
            if kind != "select-one":
                self.press("Control+a")
            self.write(value)

    def tick(self, name: str, values: Sequence[str]) -> None:
        """Tick boxes of a group."""
        for value in values:
            self.tab_to(f"main [name={name}][value={value}]")
            self.press("Space")

    def enter(self, selector: str = "") -> None:
        """Go to a link or button if one is named, press Enter, and wait for the next page."""
        if selector:
            self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_load_state()
        self.pages += 1


def take(typist: Typist, caller: Caller, number: int, folder: Path) -> str:
    """Take one caller from the card to the signed estimate; return what the estimate says."""
    now, (first_name, last_name) = int(time.time()), _NAMES[number - 1]
    born, member = date(1960, 1, 1) + timedelta(days=now % 13_000), f"W{number}{now % 100_000:05}"
    register(typist, first_name, last_name, born)
    add_policy(typist, caller, member)
    if caller.payer:
        take_answer(typist, caller, answer(caller, member, f"{last_name}*{first_name}".upper(), born), folder)
    else:
        ask_for_the_fee(typist, caller)
    return estimate(typist, caller)


def register(typist: Typist, first_name: str, last_name: str, born: date) -> None:
    """Register who calls."""
    typist.page.goto("/clients/new/")
    typist.pages += 1
    typist.fill("first_name", first_name)
    typist.fill("last_name", last_name)
    typist.fill("birth_date", born.isoformat())
    typist.enter()


def add_policy(typist: Typist, caller: Caller, member: str) -> None:
    """Write down the policy from its card."""
    typist.enter("a[href$='/coverage/']")
    typist.enter("a[href$='/policies/new/']")
    if caller.payer:
        typist.fill("payer", caller.payer)
        typist.fill("plan_type", caller.plan)
        typist.fill("member_id", member)
    typist.fill("from_on", f"{_YEAR}-01-01")
    typist.enter()


def estimate(typist: Typist, caller: Caller) -> str:
    """Enter the days, and let the client sign what they cost; return what the page says."""
    typist.enter("a[href$='/estimates/new/']")
    typist.fill("starts_on", caller.starts_on.isoformat())
    typist.fill("weeks", str(caller.weeks))
    typist.tick("weekdays", ("mon", "wed", "fri"))
    for name, value in caller.days.items():
        typist.fill(name, value)
    typist.enter()
    said = typist.page.inner_text("main")
    sign(typist)
    return said


def take_answer(typist: Typist, caller: Caller, text: str, folder: Path) -> None:
    """Hand in the payer's answer, and take it over."""
    file = folder / "271.txt"
    file.write_text(text, encoding="ascii")
    typist.enter("a[href$='/answers/']")
    typist.enter("a[href$='/answers/new/']")
    typist.fill("file", str(file))
    typist.enter("main button[type=submit]")
    typist.enter("a[href*='half=out']" if caller.take_outside else "a[href*='?take=']:not([href*='half'])")
    for name, value in caller.told.items():
        typist.fill(name, value)
    typist.enter("main button[type=submit]")


def ask_for_the_fee(typist: Typist, caller: Caller) -> None:
    """Ask for the sliding fee, and come back."""
    typist.enter("a[href$='/funding/']")
    typist.enter("a[href$='/sliding-fee/new/']")
    typist.fill("people", "3")
    typist.fill("income", caller.income)
    typist.enter("main button[type=submit]")
    typist.enter("a[href$='/coverage/']")


def sign(typist: Typist) -> None:
    """Write the paper of the estimate, hand the screen over, and let it be signed."""
    typist.enter("a[href$='/signing/']")
    typist.enter("main button[type=submit]")
    typist.enter("a[href$='/signing/']")
    typist.fill("signature_typed", "Signed here")
    typist.enter()


def main() -> None:
    """Take the callers one after the other, and print what each took."""
    options = _options()
    results = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(base_url=options.address).new_page()
        page.goto("/")
        page.get_by_role("button", name=options.who).first.press("Enter")
        page.wait_for_load_state()
        for number, caller in enumerate(CALLERS, 1):
            if options.only in {None, number}:
                results.append(measured(Typist(page), caller, number, Path(folder)))
        browser.close()
    print(json.dumps({"benchmark": "estimates", "results": results}))


def measured(typist: Typist, caller: Caller, number: int, folder: Path) -> dict[str, object]:
    """Take a caller, say what it took, and return it."""
    began = time.monotonic()
    said = take(typist, caller, number, folder)
    seconds = time.monotonic() - began
    by_hand = typist.keys / _KEYS_A_SECOND + typist.pages * _READING
    share = next((line for line in said.splitlines() if line.startswith("$")), "")
    print(
        f"{caller.name:34} {typist.keys:4} keys {typist.pages:3} pages {by_hand:4.0f} s by hand {seconds:5.1f} s here"
        f"  {share}"
    )
    return {"caller": caller.name, "keys": typist.keys, "pages": typist.pages, "by_hand": round(by_hand)}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks estimates", description=__doc__)
    parser.add_argument("--address", default="http://localhost:8000", help="of a clinic started by `make run`")
    parser.add_argument("--who", default="Priya Raman", help="whose button is pressed to sign in")
    parser.add_argument("--only", type=int, help="number of one caller")
    return parser.parse_args()


if __name__ == "__main__":
    main()
