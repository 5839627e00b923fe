"""The rows of the lists are those of what is public, whatever happens to it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedName
from core.models import Topic
from partners.models import Partner, PartnerPage
from tests.articles.asking import public_article, titles
from tests.factories import ArticlePageFactory
from translations.services import start_translation


def in_english(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="en")


def row(article: ArticlePage) -> ListedArticle:
    return ListedArticle.objects.get(article=article)


def test_a_public_article_has_a_row_in_both_languages(crim: Partner) -> None:
    topic = Topic.objects.get(key="management")
    article = public_article(crim, "Une étude", kind="study", topics=[topic])
    french, english = row(article), row(in_english(article))
    for found in (french, english):
        assert (found.kind, found.partner, found.topics) == ("study", crim, [topic.pk])
        assert found.first_published_at == article.first_published_at
    assert french.is_in_language
    assert not english.is_in_language


def test_a_draft_has_none(crim: Partner) -> None:
    ArticlePageFactory(partner=crim)
    assert not ListedArticle.objects.exists()


def test_what_is_edited_and_not_approved_changes_nothing(crim: Partner) -> None:
    article = public_article(crim, "Avant")
    before = row(article)
    article.title, article.kind = "Après", "study"
    article.save_revision()
    assert row(article).facts == before.facts
    assert row(article).edition == before.edition


def test_a_publication_changes_the_rows_of_both_languages(crim: Partner) -> None:
    article = public_article(crim, "Avant")
    editions = {found.edition for found in ListedArticle.objects.all()}
    article.title = "Après"
    article.topics.set(Topic.objects.filter(key="management"))
    article.save_revision().publish()
    for found in ListedArticle.objects.all():
        assert str(found) == "apres"
        assert len(found.topics) == 1
        assert found.edition not in editions


def test_a_withdrawn_article_has_none(crim: Partner) -> None:
    public_article(crim, "Un texte").unpublish()
    assert not ListedArticle.objects.exists()


def test_a_deleted_article_has_none(crim: Partner) -> None:
    public_article(crim, "Un texte").delete()
    assert not ListedArticle.objects.exists()


def test_a_translation_is_in_its_own_language(crim: Partner) -> None:
    article = public_article(crim, "Un texte")
    translation = start_translation(article, Locale.objects.get(language_code="en"), None).specific
    assert not row(in_english(article)).is_in_language
    translation.title = "A text"
    translation.save_revision().publish()
    found = row(in_english(article))
    assert found.is_in_language
    assert str(found) == "a text"
    # Facts follow the original without a publication of the translation.
    article.kind = "study"
    article.save_revision().publish()
    assert row(in_english(article)).kind == "study"


def test_what_moves_to_another_partner_is_that_partners(crim: Partner, aqt: Partner) -> None:
    article = public_article(crim, "Un texte")
    article.move(PartnerPage.objects.get(partner=aqt, locale=article.locale), "last-child")
    assert {found.partner for found in ListedArticle.objects.all()} == {aqt}


def test_a_restricted_article_is_in_no_list_until_it_is_open_again(crim: Partner) -> None:
    article = public_article(crim, "Un texte")
    restriction = PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    # Nor does the mirror show what is restricted.
    assert not ListedArticle.objects.exists()
    restriction.delete()
    assert ListedArticle.objects.count() == 2


def test_an_article_of_a_restricted_area_is_not_listed(crim: Partner) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    PageViewRestriction.objects.create(page=area, restriction_type=PageViewRestriction.LOGIN)
    public_article(crim, "Un texte")
    assert not ListedArticle.objects.exists()


def test_a_partner_with_a_new_name_is_found_by_it_at_once(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte")
    assert titles(client, {"partner": "crim"}) == ["Un texte"]
    Partner.objects.filter(pk=crim.pk).update(acronym="CRIM nouveau")
    assert "CRIM nouveau (1)" in client.get("/fr/veille/").content.decode()


def test_the_daily_command_mends_what_is_out_of_step(crim: Partner) -> None:
    article = public_article(crim, "Un texte")
    other = public_article(crim, "Un autre")
    before = list(ListedArticle.objects.order_by("pk").values_list("pk", "edition"))
    call_command("remake_listed_articles")
    assert list(ListedArticle.objects.order_by("pk").values_list("pk", "edition")) == before
    ListedArticle.objects.filter(article=article).delete()
    ListedArticle.objects.update(kind="profile")
    ArticlePage.objects.filter(pk=in_english(other).pk).update(live=False)
    call_command("remake_listed_articles")
    assert row(article).kind == "intelligence_brief"
    assert row(other).kind == "intelligence_brief"
    assert not ListedArticle.objects.filter(article=in_english(other)).exists()


def test_many_rows_are_made_in_as_few_queries_as_one(crim: Partner) -> None:
    def queries() -> int:
        ListedArticle.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            ListedArticle.objects.remake(ArticlePage.objects.values_list("pk", flat=True))
        return len(captured)

    public_article(crim, "Un texte", topics=Topic.objects.all()[:2])
    one = queries()
    for number in range(5):
        public_article(crim, f"Texte {number}", topics=Topic.objects.all()[:2])
    assert queries() == one
    assert ListedArticle.objects.count() == 12


def test_what_does_not_change_is_not_written(crim: Partner) -> None:
    article = public_article(crim, "Un texte")
    with CaptureQueriesContext(connection) as queries:
        ListedArticle.objects.remake([article.pk])
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("query", [{}, {"partner": "crim"}])
def test_numbers_are_never_those_of_a_former_list(crim: Partner, client: Client, query: dict[str, str]) -> None:
    def shown() -> int:
        return int(client.get("/fr/veille/", query).context["listing"].page.paginator.count)

    first = public_article(crim, "Un texte")
    assert shown() == 1
    public_article(crim, "Un autre")
    assert shown() == 2
    first.unpublish()
    assert shown() == 1


def test_keywords_and_authors_are_known_as_they_were_written_last(crim: Partner) -> None:
    article = public_article(crim, "Un texte", keywords="SÉCURITÉ, robotique", authors="Noé Gagnon")
    names = {name.key: name.name for name in ListedName.objects.all()}
    assert names == {"securite": "SÉCURITÉ", "robotique": "robotique", "noe-gagnon": "Noé Gagnon"}
    article.keywords = "Sécurité"
    article.save_revision().publish()
    security = ListedName.objects.get(key="securite")
    assert security.name == "Sécurité"
    assert row(article).keywords == row(in_english(article)).keywords == [security.pk]


def test_what_a_draft_names_is_not_known(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte")
    ArticlePageFactory(partner=crim, keywords="Projet secret", authors="Camille Cachée")
    assert not ListedName.objects.exists()
    html = client.get("/fr/veille/", {"keyword": "projet secret", "author": "camille-cachee"}).content.decode()
    assert "Projet" not in html
    assert "Cachée" not in html
