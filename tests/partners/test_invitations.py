"""An invitation comes by mail in the person's language, and its link leads in, once."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from core.models import User
from partners.models import Membership, Partner, PartnerStatus
from partners.roles import Role
from partners.services.members import Invitee, give_role, invite, suspend
from tests.factories import UserFactory

GOOD = "une-phrase-de-passe-longue"
TOO_LATE = "This invitation cannot be used any more"


def newcomer(language: str = "fr", *roles: Role) -> Invitee:
    return Invitee("Lou.Roy@Example.org", "Lou", "Roy", language, frozenset(roles or [Role.EDITOR]))


def link() -> str:
    """The path of the link in the last mail; text and HTML lead to the same place."""
    message = mail.outbox[-1]
    address = re.search(r"http://testserver(/admin/invitation/\S+)", message.body)
    assert address
    html = message.alternatives[0].content
    assert urlsplit(address[1]).path.rsplit("/", 3)[0] in html
    return address[1]


def choose_password(client: Client, address: str, password: str = GOOD) -> Any:
    """Follows the link, and answers the form it leads to."""
    page = client.get(address, follow=True)
    (form_address, _status) = page.redirect_chain[-1]
    return client.post(form_address, {"new_password1": password, "new_password2": password})


@pytest.mark.parametrize(("language", "dashboard"), [("en", "Dashboard"), ("fr", "Tableau de bord")])
def test_a_new_person_comes_in_by_the_mail(crim: Partner, client: Client, language: str, dashboard: str) -> None:
    moderator = UserFactory(role=(crim, Role.MODERATOR), first_name="Alix", last_name="Roy")
    invite(crim, newcomer(language), by=moderator)
    with override(language):
        subject = gettext("Invitation: %(partner)s on %(site_name)s")
        welcome = gettext("Welcome to Carrefour-TIC")
    assert mail.outbox[0].subject == subject % {"partner": "CRIM", "site_name": "Carrefour-TIC"}
    assert "Alix Roy" in mail.outbox[0].body
    assert "7" in mail.outbox[0].body

    page = client.get(link(), follow=True, headers={"accept-language": "fr" if language == "en" else "en"})
    text = page.content.decode()
    assert welcome in text
    assert f'<html lang="{language}"' in text
    assert crim.acronym in text
    assert "lou.roy@example.org" in text

    response = choose_password(client, link())
    assert response.status_code == 302
    assert dashboard in client.get(response["Location"]).content.decode()

    assert authenticate(HttpRequest(), username="lou.roy@example.org", password=GOOD)


def test_the_link_keeps_its_secret(crim: Partner, client: Client) -> None:
    invite(crim, newcomer(), by=None)
    address = link()

    response = client.get(address)

    token = address.rstrip("/").rsplit("/", 1)[1]
    assert response.status_code == 302
    assert token not in response["Location"]
    assert token not in client.get(response["Location"]).content.decode()


def test_the_secret_is_not_stored_with_the_mail_that_waits(crim: Partner, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    invite(crim, newcomer(), by=None)

    task = DBTaskResult.objects.get()
    person = User.objects.get(email="lou.roy@example.org")

    assert default_token_generator.make_token(person).rsplit("-", 1)[1] not in str(task.args_kwargs)
    assert "/invitation/" not in str(task.args_kwargs)


def test_a_weak_password_is_refused_and_says_why(crim: Partner, client: Client) -> None:
    invite(crim, newcomer("en"), by=None)

    response = choose_password(client, link(), "lou-roy")

    assert response.status_code == 200
    assert "too short" in response.content.decode()
    assert not User.objects.get(email="lou.roy@example.org").has_usable_password()


def test_a_used_link_says_so_in_both_languages(crim: Partner, client: Client) -> None:
    invite(crim, newcomer(), by=None)
    choose_password(client, link())

    response = Client().get(link(), follow=True)

    text = response.content.decode()
    assert response.status_code == 200
    for language in ("fr", "en"):
        with override(language):
            assert (
                f"<h2>{gettext(TOO_LATE)}</h2>" in text.split(f'<section lang="{language}">')[1].split("</section>")[0]
            )
    assert "new_password1" not in text


def test_an_expired_link_says_so(crim: Partner, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(crim, newcomer(), by=None)
    address = link()
    now = default_token_generator._now()

    monkeypatch.setattr(default_token_generator, "_now", lambda: now + timedelta(days=6.9))
    assert "new_password1" in Client().get(address, follow=True).content.decode()
    monkeypatch.setattr(default_token_generator, "_now", lambda: now + timedelta(days=7.1))
    assert TOO_LATE in client.get(address, follow=True).content.decode()


def test_a_forged_link_does_not_tell_whether_there_is_such_a_person(crim: Partner, client: Client) -> None:
    invite(crim, newcomer("en"), by=None)
    uid = link().split("/")[3]

    pages = [
        client.get(reverse("accept_invitation", args=[value, "c0-ffee"])).content.decode() for value in (uid, "OTk5")
    ]

    known, unknown = (re.sub(r'"CSRF_TOKEN": "\w+"', "", page) for page in pages)
    assert TOO_LATE in known
    assert known == unknown


@pytest.mark.parametrize("fate", ["suspended", "closed", "switched off"])
def test_a_link_to_nothing_any_more_leads_nowhere(crim: Partner, client: Client, fate: str) -> None:
    (membership,) = invite(crim, newcomer(), by=None)
    if fate == "suspended":
        suspend(membership)
    elif fate == "closed":
        Partner.objects.filter(pk=crim.pk).update(status=PartnerStatus.CLOSED, status_date="2020-06-30")
    else:
        User.objects.filter(pk=membership.user_id).update(is_active=False)

    assert TOO_LATE in client.get(link(), follow=True).content.decode()


def test_inviting_again_with_the_same_data_changes_and_sends_nothing(crim: Partner) -> None:
    first = invite(crim, newcomer("fr", Role.EDITOR, Role.TRANSLATOR), by=None)
    assert {membership.role for membership in first} == {Role.EDITOR, Role.TRANSLATOR}
    lines = ModelLogEntry.objects.count()

    assert invite(crim, newcomer("fr", Role.EDITOR, Role.TRANSLATOR), by=None) == []

    assert len(mail.outbox) == 1
    assert Membership.objects.filter(partner=crim).count() == 2
    assert ModelLogEntry.objects.count() == lines


def test_one_mail_names_all_roles_that_are_new(crim: Partner) -> None:
    invite(crim, newcomer("en", Role.EDITOR), by=None)
    news = invite(crim, newcomer("en", Role.EDITOR, Role.TRANSLATOR), by=None)

    assert [membership.role for membership in news] == [Role.TRANSLATOR]
    assert len(mail.outbox) == 2
    assert "Translator" in mail.outbox[1].body
    assert "Editor" not in mail.outbox[1].body


def test_a_known_person_is_told_and_stays_as_they_are(crim: Partner, aqt: Partner) -> None:
    known = UserFactory(email="lou.roy@example.org", first_name="Louise", role=(aqt, Role.EDITOR))
    UserProfile.objects.create(user=known, preferred_language="en")
    password = known.password

    (membership,) = invite(crim, newcomer("fr"), by=None)

    known.refresh_from_db()
    assert membership.user == known
    assert known.first_name == "Louise"
    assert known.password == password
    assert UserProfile.objects.get(user=known).preferred_language == "en"
    assert User.objects.filter(email__iexact="lou.roy@example.org").count() == 1
    assert mail.outbox[0].subject == "New role: CRIM on Carrefour-TIC"
    assert "http://testserver/admin/" in mail.outbox[0].body
    assert "/invitation/" not in mail.outbox[0].body


def test_a_former_member_is_reinstated_and_told(crim: Partner) -> None:
    (membership,) = invite(crim, newcomer(), by=None)
    suspend(membership)

    (again,) = invite(crim, newcomer(), by=None)

    assert again == membership
    assert not again.is_suspended
    assert len(mail.outbox) == 2


def test_a_closed_partner_invites_nobody(crim: Partner) -> None:
    crim.status, crim.status_date = PartnerStatus.CLOSED, "2020-06-30"

    with pytest.raises(ValidationError):
        invite(crim, newcomer(), by=None)

    assert not User.objects.filter(email="lou.roy@example.org").exists()


def test_whose_account_is_switched_off_is_not_invited(crim: Partner) -> None:
    UserFactory(email="lou.roy@example.org", is_active=False)

    with pytest.raises(ValidationError, match=r"lou\.roy@example\.org"):
        invite(crim, newcomer(), by=None)

    assert not Membership.objects.filter(partner=crim).exists()


def test_the_log_of_the_partner_says_who_invited_whom(crim: Partner) -> None:
    moderator = UserFactory()
    (membership,) = invite(crim, newcomer(), by=moderator)
    give_role(crim, membership.user, Role.TRANSLATOR)

    invited, given = ModelLogEntry.objects.filter(action="partners.invite").order_by("pk")

    assert invited.user == moderator
    assert "Lou Roy" in invited.message
    assert invited.object_id == str(crim.pk)
    assert given.user is None
