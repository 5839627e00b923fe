"""Tasks in the database whose worker died with them: nobody else takes a task that says it is running."""

import datetime as dt
import logging

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# Longer than any task of ours takes; each of them may be done twice.
LOST_AFTER = dt.timedelta(minutes=15)
# A task that ends its worker each time (by its hunger for memory, say) must not do so for ever.
MOST_ATTEMPTS = 5


def requeue_lost(at: dt.datetime) -> int:
    """Gives back what has been running since `LOST_AFTER` before `at`, or gives it up after so many attempts.

    Returns how many are waiting again. Two at once share them.
    """
    requeued = 0
    with transaction.atomic():
        lost = DBTaskResult.objects.running().filter(started_at__lte=at - LOST_AFTER)
        for task in lost.select_for_update(skip_locked=True):
            if len(task.worker_ids) < MOST_ATTEMPTS:
                task.status = TaskResultStatus.READY
                requeued += 1
                logger.warning("Task %s (%s) lost its worker and waits again.", task.pk, task.task_path)
            else:
                task.status, task.finished_at = TaskResultStatus.FAILED, at
                task.traceback = f"Given up: {len(task.worker_ids)} workers ended while they did it."
                logger.error("Task %s (%s) was given up: each worker ended with it.", task.pk, task.task_path)
            task.save(update_fields=["status", "finished_at", "traceback"])
    return requeued
