"""An editor asks whether the links of an article are still there; the worker looks, and nobody else is asked."""

from collections.abc import Iterator
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from articles import links
from articles.models import ArticlePage, ArticleSource, CheckedLink
from core import fetching
from core.fetching import FetchError, Reason
from partners.models import Partner
from partners.roles import Role
from tests.core.strange_site import Site, ok, strange_site
from tests.factories import ArticlePageFactory, UserFactory

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with strange_site() as site:
        site.answers |= {"/": ok(b"<p>Oui"), "/pdf": ok(b"%PDF", "application/pdf"), "/gone": GONE, "/no": FORBIDDEN}
        monkeypatch.setattr(links, "fetch", partial(fetching.fetch, reach=site.reach()))
        yield site


@pytest.fixture
def article(crim: Partner, site: Site) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(partner=crim)
    article.sources = [ArticleSource(title=path, url=site.url(path)) for path in ("/", "/pdf", "/gone", "/no")]
    article.save_revision()
    return article


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def ask(client: Client, article: ArticlePage) -> str:
    return client.post(reverse("articles:check_links"), {"page": article.pk}).content.decode()


def states() -> dict[str, str]:
    return {link.url.rpartition("/")[2]: link.state for link in CheckedLink.objects.all()}


def test_nothing_is_asked_until_somebody_wants_to_know(editor: Client, article: ArticlePage, site: Site) -> None:
    shown = editor.get(reverse("articles:checks"), {"page": article.pk}).content.decode()
    assert "4 adresses d’autres sites" in shown
    assert not CheckedLink.objects.exists()


def test_what_is_there_and_what_is_not(editor: Client, article: ArticlePage, site: Site) -> None:
    ask(editor, article)
    for link in CheckedLink.objects.all():
        links.check.call(link.pk)
    assert states() == {"": "there", "pdf": "there", "gone": "dead", "no": "unsure"}
    shown = editor.get(reverse("articles:checks"), {"page": article.pk}).content.decode()
    assert f'<li class="checks__dead">{site.url("/gone")}</li>' in shown
    assert f'href="{site.url("/no")}"' in shown
    assert f">{site.url('/pdf')}<" not in shown


def test_a_fresh_answer_is_not_asked_for_again(editor: Client, article: ArticlePage) -> None:
    ask(editor, article)
    for link in CheckedLink.objects.all():
        links.check.call(link.pk)
    assert "en cours de vérification" not in ask(editor, article)
    assert "waiting" not in states().values()


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.UNKNOWN_HOST, "dead"),
        (Reason.NOT_PUBLIC, "unsure"),
        (Reason.SLOW, "unsure"),
        (Reason.CERTIFICATE, "unsure"),
        (Reason.TOO_LARGE, "there"),
    ],
)
def test_what_an_answer_means(db: None, monkeypatch: pytest.MonkeyPatch, reason: Reason, state: str) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise FetchError(reason)

    monkeypatch.setattr(links, "fetch", refuse)
    link = CheckedLink.objects.create(url="https://example.org/x", state="waiting")
    links.check.call(link.pk)
    link.refresh_from_db()
    assert (link.state, bool(link.checked_at)) == (state, True)
