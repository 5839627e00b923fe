"""What was noted of logins is deleted after six weeks, by the scheduler."""

import datetime as dt

from axes.models import AccessAttempt, AccessLog
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from operations.management.commands.scheduler import DAILY
from tests.accounts.steps import give_password
from tests.factories import UserFactory


def test_old_records_go_and_new_ones_stay(db: None, client: Client) -> None:
    person = UserFactory(administrator=True)
    give_password(client, person.email, "wrong")
    give_password(client, "nobody@example.org", "wrong")
    give_password(client, person.email)
    give_password(client, person.email)
    long_ago = timezone.now() - dt.timedelta(weeks=6, hours=1)
    for model in (AccessAttempt, AccessLog):
        model.objects.filter(pk=model.objects.earliest("pk").pk).update(attempt_time=long_ago)
        before = model.objects.count()
        call_command("forget_logins")
        assert model.objects.count() == before - 1


def test_it_is_done_each_day() -> None:
    assert "forget_logins" in DAILY
