"""Who lost their phone and their codes is helped by an administrator, with a command."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.second_factor import device_of
from core.models import User
from tests.accounts.steps import ENROL, enrolled, give_password


def reset(email: str) -> str:
    output = io.StringIO()
    call_command("reset_two_factor", email, stdout=output)
    return output.getvalue()


def test_the_person_adds_another_phone(moderator: User, client: Client, required: None) -> None:
    enrolled(moderator)
    assert moderator.email in reset(moderator.email.upper())
    assert device_of(moderator) is None
    assert give_password(client, moderator.email)["Location"].startswith(ENROL)


def test_it_is_logged_and_told(moderator: User) -> None:
    enrolled(moderator)
    mail.outbox.clear()
    reset(moderator.email)
    assert ModelLogEntry.objects.get(action="accounts.second_factor_removed", object_id=str(moderator.pk)).user is None
    assert [message.to for message in mail.outbox] == [[moderator.email]]


@pytest.mark.parametrize("email", ["nobody@example.org", "without@example.org"])
def test_there_is_nothing_to_reset(db: None, email: str) -> None:
    User.objects.create_user("without@example.org", "a-password-for-tests")
    with pytest.raises(CommandError, match=email):
        reset(email)
    assert mail.outbox == []
