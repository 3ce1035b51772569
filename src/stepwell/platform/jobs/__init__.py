"""Jobs: work done after the page was answered, by `stepwell work`, each inside one organization.

`declaring.job` and `declaring.each_organization` make them; `queries.state` says whether a worker runs. A job is
deferred in the transaction that wants it, carries ids only, and sees what its organization has and nothing else.
"""
