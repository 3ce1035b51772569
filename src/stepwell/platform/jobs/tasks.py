"""The queue's own housekeeping. It touches no organization's rows, so it runs on the worker's own connection."""

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

DONE_HOURS = 24
FAILED_HOURS = 30 * 24


@app.periodic(cron="17 * * * *")
@app.task(name="jobs.forget_finished", queueing_lock="jobs.forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (the queue hands it over)
    """Delete jobs done a day ago, and jobs given up 30 days ago."""
    await builtin_tasks.remove_old_jobs(context, max_hours=DONE_HOURS)
    await builtin_tasks.remove_old_jobs(
        context, max_hours=FAILED_HOURS, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )


@app.periodic(cron="*/5 * * * *")
@app.task(name="jobs.resume_stalled", queueing_lock="jobs.resume_stalled", pass_context=True)
async def resume_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (the queue hands it over)
    """Put jobs back into the queue whose worker died over them."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
