"""`manage.py follow_edition`: turns the link of a proxy on whose machine no web server of the portal runs."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.page_cache.editions import LEASE, Editions

# Seconds between two questions: the link is turned before who changed something is answered, which takes a lease.
INTERVAL = LEASE / 2


class Command(BaseCommand):
    help = "Turns PAGE_CACHE_LINK whenever anything public changes, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PAGE_CACHE_LINK is None:
            raise CommandError("The environment variable PAGE_CACHE_LINK is missing: set it and start again.")
        editions = Editions()
        while True:
            if editions.is_blind:
                # It asks again when the database has been left in peace for a while.
                editions.current()
            else:
                editions.asked_now()
            time.sleep(INTERVAL)
