"""A partner closes: its people lose their rights, its content stays public and says so; all of it can be undone."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, ModelLogEntry

from articles.models import ArticlePage
from core.models import User
from partners.models import Membership, Partner, PartnerPage
from partners.roles import Role
from partners.services.closing import close_partner, consequences, reopen_partner
from partners.services.members import suspend
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory

CLOSING = dt.date(2020, 6, 30)
NOTICE = {
    "fr": "CRIM a fermé le 30\u00a0juin\u00a02020.",
    "en": "CRIM has been closed since June 30, 2020.",
}


def rights(partner: Partner) -> set[tuple[Any, ...]]:
    """All that the partner's groups hold: of pages, of the collection, and in general."""
    groups = {"group__partner_group__partner": partner}
    return {
        *(
            ("page", *row)
            for row in GroupPagePermission.objects.filter(**groups).values_list("group", "page", "permission")
        ),
        *(
            ("collection", *row)
            for row in GroupCollectionPermission.objects.filter(**groups).values_list(
                "group", "collection", "permission"
            )
        ),
        *(("general", *row) for row in Permission.objects.filter(**groups).values_list("group", "pk")),
    }


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(administrator=True)


@pytest.fixture
def editor(crim: Partner) -> User:
    return UserFactory(role=(crim, Role.EDITOR))


def close(client: Client, partner: Partner, on: str = "2020-06-30") -> Any:
    return client.post(reverse("partners:close", args=[partner.key]), {"on": on}, follow=True)


def test_its_people_lose_their_rights_and_stay_on_record(crim: Partner, aqt: Partner, editor: User) -> None:
    assert {kind for kind, *_row in rights(crim)} == {"page", "collection", "general"}
    others = rights(aqt)

    close_partner(crim, CLOSING, by=None)

    assert rights(crim) == set()
    assert rights(aqt) == others
    membership = Membership.objects.get(user=editor)
    assert not membership.is_suspended
    assert list(editor.groups.all()) == [crim.group(Role.EDITOR)]


def test_whoever_is_at_work_is_out_at_the_next_request(crim: Partner, client: Client, editor: User) -> None:
    page = ArticlePageFactory(partner=crim)
    client.force_login(editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(edit).status_code == 200

    close_partner(crim, CLOSING, by=None)
    assert "/login/" in client.get(edit)["Location"]

    reopen_partner(crim, by=None)
    assert client.get(edit).status_code == 200


def test_who_works_for_another_partner_too_keeps_that(crim: Partner, aqt: Partner, client: Client) -> None:
    both = UserFactory(role=(crim, Role.EDITOR))
    both.groups.add(aqt.group(Role.EDITOR))
    closed, open_page = ArticlePageFactory(partner=crim), ArticlePageFactory(partner=aqt)
    client.force_login(both)

    close_partner(crim, CLOSING, by=None)

    assert client.get(reverse("wagtailadmin_pages:edit", args=[open_page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[closed.pk])).status_code == 404


def test_reopening_gives_everything_back(crim: Partner, editor: User) -> None:
    before = rights(crim)
    suspended = UserFactory(role=(crim, Role.EDITOR))
    suspend(Membership.objects.get(user=suspended))

    close_partner(crim, CLOSING, by=None)
    reopen_partner(crim, by=None)

    assert rights(crim) == before
    crim.refresh_from_db()
    assert (crim.status, crim.status_date) == ("active", None)
    assert not suspended.groups.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_content_stays_public_and_says_so(crim: Partner, client: Client, language: str) -> None:
    article = ArticlePageFactory(partner=crim, language=language, published=True)
    event = EventPageFactory(partner=crim, language=language, published=True)
    area = PartnerPage.objects.get(partner=crim, locale=article.locale)
    pages = (area, article, event)
    for page in pages:
        assert NOTICE[language] not in client.get(page.url).content.decode()

    close_partner(crim, CLOSING, by=None)
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200
        assert response.content.decode().count(NOTICE[language]) == 1

    reopen_partner(crim, by=None)
    for page in pages:
        assert NOTICE[language] not in client.get(page.url).content.decode()


def test_what_waits_for_its_people_waits_no_more(
    crim: Partner, aqt: Partner, editor: User, administrator: User
) -> None:
    waiting, sent_back, elsewhere = (ArticlePageFactory(partner=partner) for partner in (crim, crim, aqt))
    for page in (waiting, sent_back, elsewhere):
        page.get_workflow().start(page, editor)
    sent_back.current_workflow_task_state.reject(user=administrator)

    close_partner(crim, CLOSING, by=administrator)

    for page in (waiting, sent_back):
        page = ArticlePage.objects.get(pk=page.pk)
        assert page.current_workflow_state is None
        assert not page.live
    assert ArticlePage.objects.get(pk=elsewhere.pk).workflow_in_progress


def test_what_was_approved_for_a_later_day_is_published_then(
    crim: Partner, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ArticlePageFactory(partner=crim, go_live_at=timezone.now() + dt.timedelta(days=2))
    page.get_workflow().start(page, UserFactory(role=(crim, Role.EDITOR)))
    page.current_workflow_task_state.approve(user=administrator)

    close_partner(crim, CLOSING, by=None)
    in_three_days = timezone.now() + dt.timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: in_three_days)
    call_command("publish_scheduled")

    assert ArticlePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("on", [dt.date(1899, 12, 31), timezone.localdate() + dt.timedelta(days=1)])
def test_a_day_that_cannot_be_is_refused(crim: Partner, on: dt.date) -> None:
    before = rights(crim)

    with pytest.raises(ValidationError):
        close_partner(crim, on, by=None)

    assert rights(crim) == before
    assert not Partner.objects.get(pk=crim.pk).is_closed


@pytest.mark.parametrize("on", [dt.date(1900, 1, 1), timezone.localdate()])
def test_the_first_and_the_last_possible_day(crim: Partner, on: dt.date) -> None:
    close_partner(crim, on, by=None)

    assert Partner.objects.get(pk=crim.pk).status_date == on


def test_the_administrator_is_told_first_what_will_happen(
    crim: Partner, aqt: Partner, client: Client, editor: User, administrator: User
) -> None:
    both = UserFactory(role=(crim, Role.EDITOR))
    Membership.objects.create(partner=crim, user=both, role=Role.TRANSLATOR)
    suspend(Membership.objects.get(user=UserFactory(role=(crim, Role.EDITOR))))
    UserFactory(role=(crim, Role.EDITOR), is_active=False)
    ArticlePageFactory(partner=crim, published=True)
    ArticlePageFactory(partner=crim)
    ArticlePageFactory(partner=aqt, published=True)
    waiting = ArticlePageFactory(partner=crim)
    waiting.get_workflow().start(waiting, editor)

    told = consequences(crim)

    assert (told.people, told.in_moderation, told.public) == (2, 1, 1)
    client.force_login(administrator)
    text = client.get(reverse("partners:close", args=[crim.key])).content.decode()
    assert "2 people lose their rights" in text or "2 personnes" in text
    assert not Partner.objects.get(pk=crim.pk).is_closed


def test_the_administrator_closes_and_reopens_on_the_screen(crim: Partner, client: Client, administrator: User) -> None:
    client.force_login(administrator)
    listing = reverse("wagtailsnippets_partners_partner:list")
    close_address, reopen_address = (reverse(f"partners:{name}", args=[crim.key]) for name in ("close", "reopen"))
    record = reverse("wagtailsnippets_partners_partner:edit", args=[crim.pk])
    for way in (listing, record):
        assert close_address in client.get(way).content.decode()

    assert close(client, crim).status_code == 200
    crim.refresh_from_db()
    assert (crim.status, crim.status_date) == ("closed", CLOSING)
    for way in (listing, record):
        text = client.get(way).content.decode()
        assert close_address not in text
        assert reopen_address in text

    assert client.get(reopen_address).status_code == 200
    client.post(reopen_address)
    crim.refresh_from_db()
    assert not crim.is_closed


def test_the_screen_refuses_a_day_in_the_future(crim: Partner, client: Client, administrator: User) -> None:
    client.force_login(administrator)

    response = close(client, crim, on=(timezone.localdate() + dt.timedelta(days=1)).isoformat())

    assert response.context["form"].errors["on"]
    assert not Partner.objects.get(pk=crim.pk).is_closed


def test_nobody_else_closes_or_reopens(crim: Partner, client: Client, editor: User) -> None:
    strangers = [UserFactory(role=(crim, Role.MODERATOR)), editor, UserFactory(board=True)]
    for stranger in strangers:
        client.force_login(stranger)
        for name in ("close", "reopen"):
            address = reverse(f"partners:{name}", args=[crim.key])
            assert client.get(address).status_code == 404
            assert client.post(address, {"on": "2020-06-30"}).status_code == 404
    assert not Partner.objects.get(pk=crim.pk).is_closed


def test_nobody_is_invited_to_a_closed_partner(crim: Partner, client: Client, administrator: User) -> None:
    close_partner(crim, CLOSING, by=None)
    client.force_login(administrator)
    invite = reverse("partners:invite", args=[crim.key])
    members = reverse("partners:members", args=[crim.key])

    assert invite not in client.get(members).content.decode()
    form = {"email": "lou@example.org", "first_name": "L", "last_name": "R", "language": "fr", "roles": ["editor"]}
    assert client.post(invite, form)["Location"] == members
    assert not User.objects.filter(email="lou@example.org").exists()


def test_the_log_says_who_closed_and_reopened(crim: Partner, administrator: User) -> None:
    close_partner(crim, CLOSING, by=administrator)
    reopen_partner(crim, by=administrator)
    reopen_partner(crim, by=administrator)

    closed, reopened = ModelLogEntry.objects.filter(user=administrator, action__startswith="partners.").order_by("pk")

    assert "2020" in closed.message
    assert reopened.action == "partners.reopen"
