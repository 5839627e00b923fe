"""`manage.py forget_logins`: deletes what was noted of logins, once it is of no use any more."""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.core.management.base import BaseCommand
from django.utils import timezone

# Long enough to look into what happened; addresses of people are not kept for longer (Law 25).
KEPT_FOR = dt.timedelta(weeks=6)


class Command(BaseCommand):
    help = "Deletes the records of logins and of failed attempts that are older than six weeks."

    def handle(self, *args: Any, **options: Any) -> None:
        past = timezone.now() - KEPT_FOR
        for model in (AccessAttempt, AccessLog):
            model.objects.filter(attempt_time__lt=past).delete()
