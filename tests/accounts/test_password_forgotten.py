"""Who forgot their password gets a link by mail, in their language; who has no account here gets the same answer."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from core.mail import deliver
from tests.factories import UserFactory
from tests.tasks import DATABASE

RESET = "/admin/password_reset/"


def test_the_link_leads_to_a_new_password(db: None, client: Client) -> None:
    person = UserFactory()
    client.post(RESET, {"email": person.email.upper()})
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([person.email], "Votre mot de passe pour Carrefour-TIC")
    (path,) = re.findall(r"https?://[^/]+(/admin/password_reset/confirm/\S+)", message.body)
    assert path in message.alternatives[0][0]

    form = client.get(path, follow=True)
    password = {"new_password1": "une-longue-phrase", "new_password2": "une-longue-phrase"}
    client.post(form.redirect_chain[-1][0], password)
    person.refresh_from_db()
    assert person.check_password("une-longue-phrase")
    # It works once.
    assert client.get(path, follow=True).context["validlink"] is False


@pytest.mark.parametrize("trait", [{"is_active": False}, {"email": "autre@example.org"}], ids=["left", "stranger"])
def test_nobody_else_is_written_to(db: None, client: Client, trait: dict[str, object]) -> None:
    UserFactory(**{"email": "personne@example.org"} | trait)
    response = client.post(RESET, {"email": "personne@example.org"})
    assert response["Location"] == f"{RESET}done/"
    assert mail.outbox == []


def test_nobody_waits_for_the_mail_host(db: None, client: Client, settings: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = DATABASE
    person = UserFactory()
    assert client.post(RESET, {"email": person.email}).status_code == 302
    assert mail.outbox == []
    (waiting,) = DBTaskResult.objects.filter(task_path=deliver.module_path)
    # The secret of the link is stored nowhere.
    assert waiting.args_kwargs["args"] == ["password_forgotten", person.pk, {}]
