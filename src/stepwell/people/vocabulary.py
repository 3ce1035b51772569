"""Levels of care by number, kinds of program and of credential. The numbers are the ASAM levels' public names."""

LEVELS = {
    "1": "1, outpatient",
    "2.1": "2.1, intensive outpatient",
    "2.5": "2.5, partial hospitalization",
}
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
