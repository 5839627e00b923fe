"""What changes a page changes what the search knows of it, in the same transaction; drift is told and mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from articles.models import ArticlePage
from core.models import Topic
from partners.models import Partner, PartnerPage
from search.models import SearchEntry, SearchText, SearchWord
from tests.factories import ArticlePageFactory, EventPageFactory
from tests.search.conftest import Ask
from translations.services import mirror, save_translation_draft, start_translation


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(
        partner=crim,
        published=True,
        title="Le capteur patient",
        topics=[Topic.objects.get(key="management")],
        keywords="thermomètre, girouette",
        why_it_matters="Parce que la grêle arrive.",
        authors="Aline Dupuis et Bruno Tremblay",
    )
    return page


@pytest.mark.parametrize("word", ["girouettes", "grêle", "thermometre", "Dupuis"])
def test_keywords_reasons_and_authors_are_found(article: ArticlePage, titles: Ask, word: str) -> None:
    assert "Le capteur patient" in titles(word)


def test_a_publication_is_followed(article: ArticlePage, titles: Ask) -> None:
    article.title = "La boussole patiente"
    article.save_revision().publish()
    assert titles("capteur") == []
    assert titles("boussole") == ["La boussole patiente"]
    assert titles("boussole", "en") == ["La boussole patiente"]


def test_a_translation_is_followed(article: ArticlePage, titles: Ask) -> None:
    english = Locale.objects.get(language_code="en")
    target = start_translation(article, english, None)
    target.title = "The patient sensor"
    target.save_revision().publish()
    assert titles("sensors", "en") == ["The patient sensor"]
    assert titles("capteur", "en") == []
    assert titles("capteur") == ["Le capteur patient"]


def test_a_translation_that_was_begun_is_not(article: ArticlePage, titles: Ask) -> None:
    start_translation(article, Locale.objects.get(language_code="en"), None)
    assert titles("capteur", "en") == ["Le capteur patient"]
    assert save_translation_draft is not None


def test_a_mirror_that_is_made_without_a_publication_is_followed(article: ArticlePage, titles: Ask) -> None:
    article.get_translations().get().delete()
    assert titles("capteur", "en") == []
    mirror(ArticlePage.objects.get(pk=article.pk))
    assert titles("capteur", "en", topic="management") == ["Le capteur patient"]


def test_a_move_is_followed(article: ArticlePage, aqt: Partner, titles: Ask) -> None:
    article.move(PartnerPage.objects.get(partner=aqt, locale=article.locale), pos="last-child")
    for language in ("fr", "en"):
        assert titles("capteur", language, partner="aqt") == ["Le capteur patient"]
        assert titles("capteur", language, partner="crim") == []


def test_facts_reach_a_translation(article: ArticlePage, titles: Ask) -> None:
    target = start_translation(article, Locale.objects.get(language_code="en"), None)
    target.title = "The patient sensor"
    target.save_revision().publish()
    article = ArticlePage.objects.get(pk=article.pk)
    article.topics.set([Topic.objects.get(key="research-creation")])
    article.save_revision().publish()
    assert titles("sensor", "en", topic="research-creation") == ["The patient sensor"]
    assert titles("sensor", "en", topic="management") == []


def test_a_new_name_of_a_partner_is_followed(article: ArticlePage, crim: Partner, titles: Ask) -> None:
    crim.acronym = "MARMOTTE"
    crim.save()
    assert "Le capteur patient" in titles("marmotte")
    assert "Le capteur patient" in titles("marmotte", "en", languages="both")


def test_a_new_name_of_a_topic_is_followed(article: ArticlePage, titles: Ask) -> None:
    topic = Topic.objects.get(key="management")
    topic.title_fr = "Aiguillage"
    topic.save()
    assert "Le capteur patient" in titles("aiguillage")


def test_people_come_and_go_with_their_articles(article: ArticlePage, crim: Partner, titles: Ask) -> None:
    other = ArticlePageFactory(partner=crim, published=True, title="Une autre note", authors="Aline Dupuis")
    assert titles("Aline Dupuis", kind="person") == ["Aline Dupuis"]
    other.delete()
    assert titles("Aline Dupuis", kind="person") == ["Aline Dupuis"]
    article = ArticlePage.objects.get(pk=article.pk)
    article.authors = "Bruno Tremblay"
    article.save_revision().publish()
    assert titles("Aline Dupuis", kind="person") == []
    assert titles("Bruno Tremblay", "en", kind="person") == ["Bruno Tremblay"]


def rebuild(*arguments: str) -> str:
    output = StringIO()
    call_command("rebuild_search", *arguments, stdout=output)
    return output.getvalue()


def test_what_has_just_been_published_is_in_step(article: ArticlePage, crim: Partner) -> None:
    EventPageFactory(partner=crim, published=True, recurrence="FREQ=WEEKLY")
    rebuild()  # the pages of the site are made past publications
    assert "0 pages" not in rebuild("--check")


def test_drift_is_told_and_mended(article: ArticlePage, crim: Partner, titles: Ask) -> None:
    gone = ArticlePageFactory(partner=crim, published=True, title="Une page qui part")
    rebuild()
    SearchEntry.objects.filter(page=article.pk, key__startswith="page:").delete()
    ArticlePage.objects.filter(pk=gone.pk).update(live=False)
    other = ArticlePageFactory(partner=crim, published=True, title="Une page")
    SearchText.objects.filter(entry__page=other.pk).update(digest="?")

    with pytest.raises(CommandError, match="out of step"):
        rebuild("--check")
    assert titles("capteur") == []
    told = rebuild()

    assert f"was missing: page:{article.pk}" in told
    assert f"was superfluous: page:{gone.pk}" in told
    assert f"was stale: page:{other.pk}" in told
    assert titles("capteur") == ["Le capteur patient"]
    rebuild("--check")


def test_words_that_no_public_text_has_are_forgotten(article: ArticlePage) -> None:
    SearchWord.objects.create(word="xylophone", language="fr", spelled="xylophone")
    rebuild()
    assert not SearchWord.objects.filter(word="xylophone").exists()
    assert SearchWord.objects.get(word="capteur", language="fr")
