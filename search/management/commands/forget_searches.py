"""`manage.py forget_searches`: deletes the counts of searches without results that are older than a year."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.unanswered import forget_old


class Command(BaseCommand):
    help = "Deletes the counts of searches without results that are older than a year."

    def handle(self, *args: Any, **options: Any) -> None:
        forget_old(at=timezone.now())
