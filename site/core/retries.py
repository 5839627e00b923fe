"""Tasks that are tried again when what they need does not answer."""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import Task

logger = logging.getLogger(__name__)

# How long to wait after each failure; after the last one, two days after the first, the task is given up.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
]


def try_again(task: Task, *args: Any, failures: int, **kwargs: Any) -> None:
    """Leaves a task that does the same later, with one failure more; a task that says so then fails by itself.

    Without a database of tasks there is no later.
    """
    if not task.get_backend().supports_defer:
        return
    # Not what a mail says.
    about = [value for value in args if isinstance(value, str | int)]
    if failures >= len(PAUSES):
        logger.error("%s %s was given up after %s attempts.", task.name, about, failures + 1)
        return
    pause = PAUSES[failures]
    logger.warning("%s %s failed; next attempt in %s.", task.name, about, pause)
    task.using(run_after=timezone.now() + pause).enqueue(*args, failures=failures + 1, **kwargs)
