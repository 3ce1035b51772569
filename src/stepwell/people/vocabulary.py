"""Levels of care by number, kinds of program and of credential. The numbers are the ASAM levels' public names."""

LEVELS = {
    "1": "1, outpatient",
    "2.1": "2.1, intensive outpatient",
    "2.5": "2.5, partial hospitalization",
}
# Minutes a week for adults, breaks left out: the least and the most; no most for the highest level of the house
# (docs/sources.md#hours).
LEVEL_MINUTES: dict[str, tuple[int, int | None]] = {"1": (1, 539), "2.1": (540, 1199), "2.5": (1200, None)}
KINDS = {
    "addiction": "Addiction",
    "mental_health": "Mental health",
    "co_occurring": "Addiction and mental health",
}
CREDENTIALS = {
    "license": "License",
    "certification": "Certification",
    "registration": "Registration",
    "dea": "DEA registration",
    "npi": "NPI",
    "training": "Training",
}
