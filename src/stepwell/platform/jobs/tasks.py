"""The queue's own housekeeping. It touches no organization's rows, so it runs on the worker's own connection."""

from collections.abc import Awaitable, Callable

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

DONE_HOURS = 24
FAILED_HOURS = 30 * 24


async def forget_finished(context: JobContext, timestamp: int) -> None:
    """Delete jobs done a day ago, and jobs given up 30 days ago."""
    await builtin_tasks.remove_old_jobs(context, max_hours=DONE_HOURS)
    await builtin_tasks.remove_old_jobs(
        context, max_hours=FAILED_HOURS, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )


async def resume_stalled(context: JobContext, timestamp: int) -> None:
    """Put jobs back into the queue whose worker died over them."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


def _by_the_clock(cron: str, function: Callable[[JobContext, int], Awaitable[None]]) -> None:
    name = f"jobs.{function.__name__}"
    app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, pass_context=True)(function))


_by_the_clock("17 * * * *", forget_finished)
_by_the_clock("*/5 * * * *", resume_stalled)
