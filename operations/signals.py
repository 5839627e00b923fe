"""Lines of the log that a task writes say which task it is."""

from typing import Any

import structlog
from django.dispatch import receiver
from django_tasks.signals import task_finished, task_started


@receiver(task_started, dispatch_uid="operations.name_task")
def name_task(sender: type, task_result: Any, **kwargs: Any) -> None:
    structlog.contextvars.bind_contextvars(task_id=str(task_result.id), task=task_result.task.module_path)


@receiver(task_finished, dispatch_uid="operations.forget_task")
def forget_task(sender: type, task_result: Any, **kwargs: Any) -> None:
    structlog.contextvars.unbind_contextvars("task_id", "task")
