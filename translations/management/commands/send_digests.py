"""`manage.py send_digests`: writes to people about what waits for them, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from translations.digest import send_due


class Command(BaseCommand):
    help = "Sends the summaries that are due, from 7 o'clock on; called again the same day it sends nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_due(timezone.now())
        if sent and options["verbosity"] > 0:
            self.stdout.write(f"{sent} summaries sent")
