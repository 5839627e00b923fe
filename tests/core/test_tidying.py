"""What is typed in French is saved with its typography, except where it is no prose."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.models import ArticlePage
from core.tidying import tidy_html
from partners.models import Partner
from partners.roles import Role
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory

N = "\u00a0"


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def saved(client: Client, article: ArticlePage, **fields: Any) -> ArticlePage:
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), edit_form(article) | fields)
    assert answer.status_code == 302, answer.content.decode()
    version: ArticlePage = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    return version


def test_a_title_a_summary_and_a_body(editor: Client, crim: Partner) -> None:
    link = 'Un <a href="https://example.org/?q=a : b">"mot"</a> : 45 %, <b>vraiment</b> ?'
    body = streamfield(
        [
            ("heading", 'Le "nuage" : un bilan'),
            ("paragraph", rich_text(f"<p>{link}</p>", features=["link", "bold"])),
            ("embed", {"title": "L'essai", "url": "https://example.org/a'b"}),
        ]
    )
    version = saved(
        editor,
        ArticlePageFactory(partner=crim),
        title='Le "nuage" : un bilan',
        why_it_matters="Parce que l'essai coûte 500 $ !",
        **nested_form_data({"body": body}),
    )
    assert version.title == f"Le «{N}nuage{N}»{N}: un bilan"
    assert version.why_it_matters == f"Parce que l’essai coûte 500{N}$!"
    heading, paragraph, embed = version.body
    assert heading.value == version.title
    assert f"«{N}mot{N}»" in paragraph.value.source
    assert 'href="https://example.org/?q=a : b"' in paragraph.value.source
    assert f"45{N}%" in paragraph.value.source
    assert embed.value["title"] == "L’essai"
    assert embed.value["url"] == "https://example.org/a'b"


def test_an_english_page_is_saved_as_typed(crim: Partner, client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    article = ArticlePageFactory(partner=crim, language="en")
    assert saved(client, article, title='The "cloud" : 45 %').title == 'The "cloud" : 45 %'


def test_addresses_and_names_stay(editor: Client, crim: Partner) -> None:
    version = saved(editor, ArticlePageFactory(partner=crim), slug="l-essai", authors="Noé d'Or", summary="`a : b`")
    assert (version.slug, version.authors, version.summary) == ("l-essai", "Noé d'Or", "`a : b`")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Un : deux</p>", f"<p>Un{N}: deux</p>"),
        ('<p title="a : b">x</p>', '<p title="a : b">x</p>'),
        ("<p><code>a : b</code> c : d</p>", f"<p><code>a : b</code> c{N}: d</p>"),
        ("<pre>a : <b>b : c</b> d : e</pre>", "<pre>a : <b>b : c</b> d : e</pre>"),
        ("a &lt; b : c", f"a &lt; b{N}: c"),
        ("", ""),
    ],
)
def test_html(html: str, expected: str) -> None:
    assert tidy_html(html, "fr") == expected


@given(st.text(alphabet="ab <>/:\"'«»!45%=", max_size=60))
def test_tidying_html_twice_changes_nothing_more(html: str) -> None:
    once = tidy_html(html, "fr")
    assert tidy_html(once, "fr") == once


def test_it_is_offered_while_one_types(editor: Client) -> None:
    def offered(text: str, language: str) -> str:
        answer = editor.post(reverse("articles:offer_typography"), {"text": text, "language": language})
        return str(json.loads(answer.content)["text"])

    assert offered('Le "nuage" : oui', "fr") == f"Le «{N}nuage{N}»{N}: oui"
    assert offered('The "cloud"', "en") == "The “cloud”"
    assert editor.get(reverse("articles:offer_typography")).status_code == 405
