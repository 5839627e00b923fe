"""`manage.py requeue_lost_tasks`: has tasks done whose worker was killed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.background import requeue_lost


class Command(BaseCommand):
    help = "Gives tasks back that say they are running, and whose worker is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        requeued = requeue_lost(timezone.now())
        if requeued and options["verbosity"] > 0:
            self.stdout.write(f"{requeued} tasks wait again")
