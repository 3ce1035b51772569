"""The way from an inquiry to an episode: gates, waivers, the first-day checklist, admission."""
