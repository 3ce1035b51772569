"""Treatment plans: problems, goals in the client's words, measurable objectives, and what is done for them how often.

A plan is a draft, then signed and never changed; what changes afterwards is a new version. Other rooms ask
`queries.plan_in_force` and `queries.active_objectives`; `actions.progress.rate_objective` says how an objective goes.
Hours are measured against the services order; which kinds count is told through `sources` by a room that knows.
"""
