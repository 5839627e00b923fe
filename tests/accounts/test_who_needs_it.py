"""Whoever approves needs a second factor where it is required: without one they reach the screen that adds it."""

from typing import Any

import pytest
from django.test import Client

from accounts.second_factor import is_needed
from core.models import User
from partners.models import Partner
from partners.roles import Role
from tests.accounts.steps import CODE, ENROL, HOME, give_password, is_in
from tests.factories import UserFactory


def make(who: str, crim: Partner) -> User:
    if who in ("board", "administrator"):
        return UserFactory(**{who: True})
    return UserFactory(role=(crim, Role(who)))


@pytest.mark.parametrize(
    ("who", "needs"),
    [("editor", False), ("translator", False), ("moderator", True), ("board", True), ("administrator", True)],
)
def test_who_approves_needs_it(crim: Partner, client: Client, required: None, who: str, needs: bool) -> None:
    person = make(who, crim)
    assert is_needed(person) is needs
    response = give_password(client, person.email)
    assert response["Location"] == (f"{ENROL}?next=%2Fadmin%2F" if needs else HOME)
    assert is_in(client) is not needs


@pytest.mark.parametrize("who", ["moderator", "board", "administrator"])
def test_elsewhere_nobody_must(crim: Partner, client: Client, who: str) -> None:
    person = make(who, crim)
    give_password(client, person.email)
    assert is_in(client)


def test_who_becomes_a_moderator_is_asked_at_the_next_click(
    crim: Partner, editor: User, client: Client, required: None
) -> None:
    from partners.services.members import give_role

    give_password(client, editor.email)
    assert is_in(client)
    give_role(crim, editor, Role.MODERATOR)
    assert client.get(HOME, follow=True).redirect_chain[-1][0].startswith(ENROL)


def test_the_screen_of_the_code_leads_to_that_of_the_phone(moderator: User, client: Client, required: None) -> None:
    give_password(client, moderator.email)
    assert client.get(CODE)["Location"] == ENROL


def test_an_invitation_leads_there_too(crim: Partner, client: Client, required: None) -> None:
    """It logs in by itself, without the screen of the login."""
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    person: Any = UserFactory(role=(crim, Role.MODERATOR))
    code = urlsafe_base64_encode(force_bytes(person.pk))
    link = f"/admin/invitation/{code}/{default_token_generator.make_token(person)}/"
    form = client.get(link)["Location"]
    passwords = dict.fromkeys(("new_password1", "new_password2"), "une-phrase-de-passe-longue")
    page = client.post(form, passwords, follow=True)
    assert page.redirect_chain[-1][0] == f"{ENROL}?next=%2Fadmin%2F"
