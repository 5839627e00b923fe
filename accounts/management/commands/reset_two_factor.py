"""`manage.py reset_two_factor EMAIL`: for somebody who lost their phone, and all recovery codes with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import remove
from core.models import User


class Command(BaseCommand):
    help = "Takes somebody's second factor away and ends their sessions; they are told by mail, and it is logged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        if not remove(person, by=None):
            raise CommandError(f"{person.email} has no second factor.")
        self.stdout.write(f"The second factor of {person.email} is removed; their sessions are ended.")
