"""A client's week, and what is ordered by the month, in sentences."""

from stepwell.scheduling.rules.hours import ClientWeek, Flag, Reason
from stepwell.scheduling.rules.months import ClientMonth, MonthLine
from stepwell.scheduling.rules.profiles import EXEMPTION_LABELS
from stepwell.scheduling.rules.weeks import in_words
from stepwell.scheduling.vocabulary import KIND_LABELS

_REASONS = {
    Reason.ABSENT: "missed",
    Reason.CANCELLED: "in canceled sessions",
    Reason.NOT_PLANNED: "not planned",
}
_FLAGS = {
    Flag.UNKNOWN_LEVEL: "The level of care has no hours in this profile, so nobody can say that they are reached.",
    Flag.BELOW_LEVEL: "Planned hours are below the level of care. Plan more, order a taper, or change the level.",
    Flag.ABOVE_LEVEL: "Planned hours are those of a higher level of care.",
    Flag.FEW_DAYS: "Fewer days than ordered.",
    Flag.MANY_DAYS: "More days than ordered.",
}


def balance(week: ClientWeek) -> str:
    """Return expected against ordered: "Planned 8 h 20 min of 9 h: 40 min short"."""
    if week.ordered is None:
        return f"Planned {in_words(week.expected)}. No services order yet."
    end = f"{in_words(week.shortfall)} short" if week.shortfall else "complete"
    return f"Planned {in_words(week.expected)} of {in_words(week.ordered)}: {end}"


def reasons(week: ClientWeek) -> str:
    """Return what the missing minutes went to, or nothing."""
    return ", ".join(f"{in_words(minutes)} {_REASONS[reason]}" for reason, minutes in week.reasons)


def flags(week: ClientWeek) -> list[str]:
    """Return what is remarkable about the week, apart from being short, which `balance` says."""
    lacking = [
        f"{KIND_LABELS[line.kind]}: {in_words(line.planned)} of {in_words(line.ordered)} ordered."
        for line in week.mix
        if line.planned < line.ordered
    ]
    return [*(sentence for flag, sentence in _FLAGS.items() if flag in week.flags), *lacking]


def month(one: ClientMonth) -> list[tuple[str, str, bool]]:
    """Return of each service ordered by the month its name, how it stands, and whether something is left to plan."""
    return [(KIND_LABELS[line.kind], _month_line(line), bool(line.left)) for line in one.lines]


def _month_line(line: MonthLine) -> str:
    end = f"{in_words(line.left)} neither done nor planned" if line.left else "complete"
    return f"{in_words(line.done)} done and {in_words(line.planned)} planned of {in_words(line.ordered)} ordered: {end}"


def shortfall(week: ClientWeek) -> str:
    """Return by how much the week falls short, and what exempts it from being counted; nothing if it does not."""
    if not week.shortfall:
        return ""
    why = exemptions(week)
    return f"short by {in_words(week.shortfall)}" + (f": {why}, not counted" if why else "")


def exemptions(week: ClientWeek) -> str:
    """Return why the week may fall short, or nothing."""
    return ", ".join(label for exemption, label in EXEMPTION_LABELS.items() if exemption in week.exemptions)
