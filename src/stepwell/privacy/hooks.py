"""News for the rooms above: a consent permits nothing any more. They stop what they were about to send.

    # in AppConfig.ready of a room above
    hooks.on_revocation(tasks.hold_claims)     # @job def hold_claims(scope: Scope, *, consent_id: UUID) -> None

The job runs as soon as the transaction that ended the consent is over. Nothing waits for it: whoever sends something
asks `queries.consents.in_force` at that moment, and the database refuses a disclosure on a consent not in force.
"""

from uuid import UUID

from stepwell.platform.jobs.declaring import Job

_jobs: dict[str, Job] = {}


def on_revocation(job: Job) -> None:
    """Let a job run whenever a consent was taken back, was set aside after it was signed, or its event happened.

    job  takes `consent_id`; registering one of the same name again replaces it
    """
    _jobs[job.name] = job


def tell(*, organization: UUID, consent_id: UUID) -> None:
    """Defer every registered job, in the caller's transaction."""
    for job in _jobs.values():
        job.defer(organization=organization, consent_id=consent_id)
