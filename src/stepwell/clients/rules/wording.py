"""What people say for words of the official titles, where no stem leads there. Source: docs/sources.md#icd-10-cm.

"Depression" and "depressive" have one stem and need no entry here; "heroin" and "opioid" have not.
"""

import re
from dataclasses import dataclass

Words = tuple[str, ...]
MOST_WORDS = 12  # of what was typed

# Names as clinicians abbreviate them, and the words they stand for.
_WRITTEN_OUT = {
    "aud": "alcohol use disorder",
    "oud": "opioid use disorder",
    "sud": "substance use disorder",
    "cud": "cannabis use disorder",
    "mdd": "major depressive disorder",
    "gad": "generalized anxiety",
    "ptsd": "post traumatic stress",
    "adhd": "attention deficit hyperactivity",
    "add": "attention deficit",
    "ocd": "obsessive compulsive",
    "bpd": "borderline personality",
}

# Said together, in any order: what titles say instead. What is said with severity comes before what is said without.
_TOGETHER: tuple[tuple[Words, tuple[Words, ...]], ...] = (
    (("mild", "use", "disorder"), (("abuse",),)),
    (("moderate", "use", "disorder"), (("dependence",),)),
    (("severe", "use", "disorder"), (("dependence",),)),
    (("use", "disorder"), (("dependence",), ("abuse",))),
    (("panic", "attacks"), (("panic",),)),
    (("panic", "attack"), (("panic",),)),
    (("early", "remission"), (("remission",),)),
    (("sustained", "remission"), (("remission",),)),
)

_OPIOID: tuple[Words, ...] = (("opioid",),)
_STIMULANT: tuple[Words, ...] = (("stimulant",),)
_SEDATIVE: tuple[Words, ...] = (("sedative",),)
_CANNABIS: tuple[Words, ...] = (("cannabis",),)
_NICOTINE: tuple[Words, ...] = (("nicotine",),)
_DEPENDENCE: tuple[Words, ...] = (("dependence",), ("abuse",))

# Said alone: what titles say as well.
_ALONE: dict[str, tuple[Words, ...]] = {
    **dict.fromkeys(("heroin", "fentanyl", "oxycodone", "oxy", "painkiller", "painkillers", "opiate", "opiates",
                     "methadone", "morphine", "hydrocodone"), _OPIOID),
    **dict.fromkeys(("meth", "methamphetamine", "amphetamine", "amphetamines", "adderall", "speed"), _STIMULANT),
    **dict.fromkeys(("benzo", "benzos", "benzodiazepine", "benzodiazepines", "xanax", "valium"), _SEDATIVE),
    **dict.fromkeys(("marijuana", "weed", "pot", "thc"), _CANNABIS),
    **dict.fromkeys(("smoking", "smoker", "cigarette", "vaping", "vape", "tobacco"), _NICOTINE),
    **dict.fromkeys(("crack",), (("cocaine",),)),
    **dict.fromkeys(("drinking", "drinker"), (("alcohol",),)),
    **dict.fromkeys(("addiction", "addicted", "addict"), _DEPENDENCE),
    **dict.fromkeys(("drug", "drugs"), (("psychoactive", "substance"),)),
    "mania": (("manic",),),
    "anxious": (("anxiety",),),
    "trauma": (("traumatic", "stress"),),
    "grief": (("bereavement",),),
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One thing that a title must say.

    typed  the word as it was typed, which a title may hold anywhere; empty where only the official words count
    meant  other words for it: all of one of them make do
    """

    typed: str
    meant: tuple[Words, ...]


def terms_of(text: str) -> list[Term]:
    """Return what a title must say to be what somebody looks for: each of the terms.

    text  as typed; beyond `MOST_WORDS` words the rest is left out
    """
    typed = re.findall(r"[^\W_]+", text.casefold())[:MOST_WORDS]
    words = [word for each in typed for word in _WRITTEN_OUT.get(each, each).split()]
    terms = []
    for together, meant in _TOGETHER:
        if set(together) <= set(words):
            words = [word for word in words if word not in together]
            terms.append(Term("", meant))
    return terms + [Term(word, ((word,), *_ALONE.get(word, ()))) for word in dict.fromkeys(words)]
