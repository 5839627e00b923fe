"""`manage.py prepare_demo`: what `make run` needs before the server starts."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.demo import load, people


class Command(BaseCommand):
    help = "Migrates the database, loads the demonstration content once, and prints the demonstration accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing the database…")
        call_command("migrate", interactive=False, verbosity=0)
        if not load.is_allowed():
            self.stdout.write("This database holds people and no demonstration: nothing was added to it.")
            return
        if not load.is_loaded():
            self.stdout.write("Loading the demonstration content…")
            call_command("load_demo")
        self.stdout.write(f"\nDemonstration accounts (password of all: {people.PASSWORD})")
        for account in people.accounts():
            role = f"{account.role.replace('_', ' ')}{f' of {account.partner.upper()}' if account.partner else ''}"
            self.stdout.write(f"  {account.email:<28} {role}")
