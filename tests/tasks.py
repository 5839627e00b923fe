"""What waits for the worker, and the worker's part of it."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

# As in production; in the tests tasks are else done at once.
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work() -> None:
    """What the worker does with what is due; its loop would take over the connection and the signals of the test."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    for waiting in list(DBTaskResult.objects.ready()):
        waiting.claim(worker.worker_id)
        worker.run_task(waiting)
