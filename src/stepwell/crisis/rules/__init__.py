"""How grave a crisis is, what it demands and until when, what a safety plan holds. Pure: facts in, findings out."""
