"""Five wrong passwords for an account from one address: then a quarter of an hour in which nothing is compared."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.utils.translation import ngettext, override

from core.models import User
from tests.accounts.steps import give_password, is_in
from tests.factories import UserFactory

HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"
WRONG = "not-the-password"


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(email="lou@example.org", administrator=True)


def fail(client: Client, times: int, email: str = "lou@example.org", address: str = HERE) -> Any:
    for _ in range(times):
        response = give_password(client, email, WRONG, REMOTE_ADDR=address)
    return response


def test_the_fifth_failure_locks_and_says_for_how_long_in_both_languages(person: User, client: Client) -> None:
    assert fail(client, 4).status_code == 200
    response = fail(client, 1)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    for language in ("fr", "en"):
        assert f'<section lang="{language}">' in text
        with override(language):
            said = ngettext(
                "For safety, nothing more is accepted from here for %(minutes)s minute. Wait, then try again.",
                "For safety, nothing more is accepted from here for %(minutes)s minutes. Wait, then try again.",
                15,
            )
            assert said % {"minutes": 15} in text


def test_the_right_password_does_not_help_then(person: User, client: Client) -> None:
    fail(client, 5)
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 429
    assert not is_in(client)


def test_an_account_that_does_not_exist_answers_alike(person: User, client: Client) -> None:
    answers = {}
    for email in ("lou@example.org", "nobody@example.org"):
        answers[email] = [give_password(client, email, WRONG, REMOTE_ADDR=HERE) for _ in range(6)]
    known, unknown = answers.values()
    assert [response.status_code for response in known] == [response.status_code for response in unknown]
    assert known[-1].content.split(b"<main")[1] == unknown[-1].content.split(b"<main")[1]


def test_a_quarter_of_an_hour_later_it_is_over(person: User, client: Client) -> None:
    fail(client, 6)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=14))
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=2))
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 302
    assert is_in(client)


def test_nobody_locks_others_out(person: User, client: Client) -> None:
    """Who fails elsewhere with one's account, or here with another's, keeps nobody from their own."""
    fail(client, 5, address=ELSEWHERE)
    fail(client, 5, email="nobody@example.org")
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 302


def test_another_browser_or_a_capital_letter_gives_no_more_attempts(person: User, client: Client) -> None:
    for email, browser in [("lou@example.org", "A"), ("Lou@Example.org", "B"), (" LOU@example.org", "C")]:
        give_password(client, email, WRONG, REMOTE_ADDR=HERE, HTTP_USER_AGENT=browser)
    fail(client, 2)
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 429


def test_an_invented_address_gives_no_more_attempts(person: User, client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        header = {"X-Forwarded-For": f"198.51.100.{number}, {HERE}"}
        give_password(client, person.email, WRONG, REMOTE_ADDR="10.0.0.1", headers=header)
    response = give_password(client, person.email, REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": HERE})
    assert response.status_code == 429


def test_who_gets_in_starts_anew(person: User, client: Client) -> None:
    fail(client, 4)
    assert give_password(client, person.email, REMOTE_ADDR=HERE).status_code == 302
    assert fail(Client(), 4).status_code == 200


def test_no_password_is_kept(person: User, client: Client) -> None:
    fail(client, 2)
    assert WRONG not in str(list(AccessAttempt.objects.values()))
