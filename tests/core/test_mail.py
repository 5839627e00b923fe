"""Mail exists exactly when the change does, is in the reader's language, and survives a mail host that is down."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from core.mail import PAUSES, send
from core.models import User
from tests.factories import UserFactory
from tests.tasks import DATABASE, work

ROLE = {"partner": "R&D <Québec>", "organisation": "R&D <Québec>", "roles": ["Editor"], "by": "Alix O'Neil"}


class HostIsDown(BaseEmailBackend):
    def send_messages(self, email_messages: list[Any]) -> int:
        raise ConnectionRefusedError("the mail host is down")


@pytest.fixture
def reader(db: None) -> User:
    user = UserFactory(email="lou@example.org", first_name="Lou")
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def queued(settings: Any) -> None:
    """Mail waits for the worker, as in production."""
    settings.TASKS = DATABASE


def make_due() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


def parts(message: Any) -> tuple[str, str]:
    parsed: EmailMessage = message.message()
    text, html = (part.get_payload(decode=True).decode() for part in parsed.walk() if not part.is_multipart())
    return text, html


@pytest.mark.parametrize(("chosen", "language"), [("en", "en"), ("fr", "fr"), ("", "fr")])
def test_it_is_in_the_readers_language_whatever_the_senders(reader: User, chosen: str, language: str) -> None:
    UserProfile.objects.filter(user=reader).update(preferred_language=chosen)
    with override(language):
        greeting = gettext("Hello %(name)s,") % {"name": "Lou"}
        subject = gettext("New role: %(partner)s on %(site_name)s") % {**ROLE, "site_name": "Carrefour-TIC"}

    with override("en" if language == "fr" else "fr"):
        send("new_role", reader, ROLE)

    text, html = parts(mail.outbox[0])
    assert mail.outbox[0].subject == subject
    assert text.startswith(greeting)
    assert greeting in html
    assert f'<html lang="{language}">' in html


def test_text_is_plain_and_html_is_escaped(reader: User) -> None:
    send("new_role", reader, ROLE)

    message = mail.outbox[0]
    text, html = parts(message)
    assert message.to == ["lou@example.org"]
    assert "R&D <Québec>" in message.subject
    assert "R&D <Québec>" in text
    assert "Alix O'Neil" in text
    assert "R&amp;D &lt;Québec&gt;" in html
    assert "<Québec>" not in html


def test_html_fetches_nothing(reader: User) -> None:
    send("new_role", reader, ROLE)

    _text, html = parts(mail.outbox[0])
    assert "src=" not in html
    assert "url(" not in html
    assert "<link" not in html


def test_a_change_that_is_undone_sends_nothing(reader: User, queued: None) -> None:
    with transaction.atomic():
        send("new_role", reader, ROLE)
        assert DBTaskResult.objects.exists()
        transaction.set_rollback(True)

    work()
    assert mail.outbox == []


def test_a_host_that_is_down_raises_nothing_and_the_mail_comes_later(reader: User, queued: None, settings: Any) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.{HostIsDown.__name__}"
    send("new_role", reader, ROLE)
    work()
    assert DBTaskResult.objects.get(status="FAILED").exception_class_path == "builtins.ConnectionRefusedError"

    settings.EMAIL_BACKEND = working
    work()
    assert mail.outbox == [], "the next attempt waits"

    make_due()
    work()
    assert [message.to for message in mail.outbox] == [["lou@example.org"]]

    make_due()
    work()
    assert len(mail.outbox) == 1


def test_attempts_are_further_and_further_apart_and_end(
    reader: User, queued: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{HostIsDown.__name__}"
    send("new_role", reader, ROLE)
    pauses = []
    for _attempt in PAUSES:
        before = timezone.now()
        work()
        waiting = DBTaskResult.objects.get(status="READY")
        pauses.append(round((waiting.run_after - before).total_seconds() / 60))
        make_due()
    assert "given up" not in caplog.text
    work()

    assert "given up" in caplog.text
    assert pauses == [1, 5, 30, 120, 360, 720, 1440]
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_host_that_is_down_raises_nothing_where_tasks_run_at_once(
    reader: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{HostIsDown.__name__}"

    send("new_role", reader, ROLE)

    assert mail.outbox == []
    assert "next attempt" not in caplog.text


def test_whose_account_was_switched_off_meanwhile_gets_no_mail(reader: User, queued: None) -> None:
    send("new_role", reader, ROLE)
    User.objects.filter(pk=reader.pk).update(is_active=False)

    work()

    assert mail.outbox == []
