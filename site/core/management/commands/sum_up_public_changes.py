"""`manage.py sum_up_public_changes`: makes one row of the many that say that readers see something else."""

from typing import Any

from django.core.management.base import BaseCommand

from core.models import PublicChange


class Command(BaseCommand):
    help = "Makes one row of the many that note changes of what readers see; the edition stays the same."

    def handle(self, *args: Any, **options: Any) -> None:
        PublicChange.objects.sum_up()
