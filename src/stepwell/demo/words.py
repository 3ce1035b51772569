"""What is said and written in the demonstration: sentences of nobody in particular."""

from random import Random

from stepwell.demo.fates import Caller
from stepwell.inquiries.vocabulary import Concern

ASKS = {
    Caller.PERSON: (
        "I cannot stop by myself any more. I tried twice this summer.",
        "I need something around work, in the evening. My doctor said to call.",
        "I came out of the hospital last week and do not want to go back.",
    ),
    Caller.MOTHER: (
        "She lives with us and drinks in her room. She says she would talk to somebody.",
        "He has not slept in days and missed work again. I am afraid for him.",
    ),
    Caller.COURT: ("The court asks for an assessment within thirty days.",),
}
CONCERNS = {"F10": Concern.ALCOHOL, "F11": Concern.OPIOIDS, "F12": Concern.CANNABIS, "F14": Concern.STIMULANTS,
            "F15": Concern.STIMULANTS, "F33": Concern.MOOD, "F31": Concern.MOOD, "F41": Concern.WORRY,
            "F43": Concern.TRAUMA}  # fmt: skip
TROUBLES = {
    "F10": "drinks most evenings, and more than was meant to",
    "F11": "uses pain tablets that are not prescribed any more",
    "F12": "smokes from the morning on and does little else",
    "F14": "uses cocaine on weekends and loses the days after",
    "F15": "uses methamphetamine to stay awake for double shifts",
    "F33": "has been low for months, sleeps badly, sees nobody",
    "F31": "had a week of little sleep and large plans, and is now very low",
    "F41": "worries all day and cannot sit still",
    "F43": "has nightmares and stays away from what reminds of it",
}
SUBSTANCES = {"F10": "Alcohol", "F11": "Oxycodone", "F12": "Cannabis", "F14": "Cocaine", "F15": "Methamphetamine"}
GOALS = (
    "I want to be there when my daughter comes home from school.",
    "I want to keep my job and sleep through the night.",
    "I want to get through a bad evening without it.",
    "I want to trust myself again.",
)
STRENGTHS = (
    "Shows up on time, has a sister who helps, cooks.",
    "Works hard, reads a lot, kept a year of recovery once.",
    "Honest in groups, close to the grandmother, runs.",
)
INTERVENTION = "Evening and morning groups with worksheets, practice between sessions"
TOPICS = (
    ("Triggers", "Drew a chain from trigger to use, and where it can be broken."),
    ("Sleep", "Went through a week of evenings and what keeps members awake."),
    ("Saying no", "Practiced refusing in pairs, with a friend and with a relative."),
    ("Cravings", "Watched a craving rise and fall for ten minutes, then talked about it."),
    ("Family", "Read two letters and asked what each member would answer."),
    ("Money", "Planned payday, hour by hour."),
    ("Feelings", "Named feelings by where they sit in the body."),
    ("Setbacks", "Looked at a lapse as something that can be learned from."),
)
SAID = (
    "Named payday as the hardest hour and rehearsed a call to a sister.",
    "Found the evenings long and wants to try a walk after supper.",
    "Told of a quarrel at home that did not end in drinking, for the first time.",
    "Said little, listened, and asked one question about sleep.",
    "Brought the worksheet filled in and explained it to a new member.",
    "Cried while reading the letter, and stayed until the end.",
    "Laughed about the old excuses and named three of them.",
    "Was angry about the bus, then used the breathing that was practiced last week.",
    "Showed a plan for the holiday and took advice on it.",
    "Came late from the night shift, and still took part in the role play.",
    "Spoke of the brother’s death without leaving the room.",
    "Counted thirty days and was applauded.",
    "Doubts that groups help, and said so plainly; agreed to come on Thursday.",
    "Described a craving at the gas station and driving on.",
    "Helped somebody new to find words for shame.",
    "Wrote a list of numbers to call and put it behind the phone’s cover.",
    "Tired after a double shift; kept eyes open and answered when asked.",
    "Asked for the recipe of another member, and spoke about eating again.",
    "Set a first boundary with the landlord by telephone.",
    "Practiced saying no to a cousin and got it right on the third try.",
)
REASONS_AT_21 = ("Cravings most evenings and two lapses this month; safe at home, comes reliably.",
                 "Symptoms get in the way of work on most days; no danger, support at home.")  # fmt: skip
NOT_THERE = ("Called, left name and number.", "Spoke: overslept, comes to the next one.", "Nobody answered.")


def pick(rng: Random, choices: tuple[str, ...]) -> str:
    """Return one of the sentences."""
    return rng.choice(choices)
