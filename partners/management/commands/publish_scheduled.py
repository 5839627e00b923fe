"""`manage.py publish_scheduled`: publishes and withdraws what is due, instead of Wagtail's command of that name."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partners.services.scheduling import publish_due, withdraw_expired


class Command(BaseCommand):
    help = "Publishes what was approved for a date that has come, and withdraws what has ended; again it does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        # In Wagtail's order: what ends and begins at one moment is public afterwards.
        withdrawn = withdraw_expired(now)
        published = publish_due(now)
        if options["verbosity"] > 0 and (withdrawn or published):
            self.stdout.write(f"{published} published, {withdrawn} withdrawn")
