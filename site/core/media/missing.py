"""What a reader's request finds missing is asked for when the answer is sent, and made by the worker."""

import logging
import time
from collections.abc import Hashable
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished
from django.dispatch import receiver
from django_tasks.base import Task

logger = logging.getLogger(__name__)

# Seconds after which a process asks again for what is still missing.
PATIENCE = 300
MOST_REMEMBERED = 10_000

_of_request = Local()
_asked_at: dict[Hashable, float] = {}


def ask_for(task: Task, *args: Any) -> None:
    """Runs `task` soon, once the present request is answered; nothing where it was asked for a while ago."""
    key, now = (task.module_path, str(args)), time.monotonic()
    if now - _asked_at.get(key, -PATIENCE) < PATIENCE:
        return
    if len(_asked_at) >= MOST_REMEMBERED:
        _asked_at.clear()
    _asked_at[key] = now
    _of_request.wanted = [*getattr(_of_request, "wanted", ()), (task, args)]


def forget() -> None:
    """Asks again for everything."""
    _asked_at.clear()
    _of_request.wanted = []


@receiver(request_finished, dispatch_uid="core.media.enqueue_what_is_missing")
def enqueue(**kwargs: Any) -> None:
    """A database that takes no task now is no matter of the reader, who has the page already."""
    wanted, _of_request.wanted = getattr(_of_request, "wanted", ()), []
    for task, args in wanted:
        try:
            task.enqueue(*args)
        except Exception:
            logger.exception("%s%s could not be asked for.", task.name, args)
