"""`manage.py set_up_site`: a portal without content."""

from typing import Any

from django.core.management.base import BaseCommand

from home.structure import set_up_site


class Command(BaseCommand):
    help = "Makes the home page, the sections and the topics, in both languages. Run again, it adds what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site()
        if options["verbosity"]:
            self.stdout.write("The home page, the sections and the topics are there.")
