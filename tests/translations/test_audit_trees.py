"""The command finds what is out of step between the languages, mends it without losing a text, and is silent then."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from treebeard.mp_tree import MP_Node
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from events.models import EventPage
from home.demo.translating import start_translation
from home.models import HomePage, PlainPage
from partners.models import Partner, PartnerPage
from tests.factories import ArticlePageFactory, EventPageFactory
from tests.translations.steps import english
from translations import services
from translations.audit import audit
from translations.models import PublishedText


@dataclass
class Answer:
    """What the command said, and its exit code."""

    lines: list[str]
    code: int


Run = Callable[..., Answer]


@pytest.fixture
def run(db: None, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*options: str) -> Answer:
        try:
            with translation.override("en"):
                call_command("audit_trees", *options)
        except SystemExit as stop:
            return Answer(capsys.readouterr().out.splitlines(), int(stop.code or 0))
        return Answer(capsys.readouterr().out.splitlines(), 0)

    return run


def translate(page: ArticlePage) -> ArticlePage:
    words = {"title": "English title", "slug": "english", "summary": "A summary."}
    locale = Locale.objects.get(language_code="en")
    services.start_translation(page, locale, None)
    services.save_translation_draft(start_translation(page, words, locale, None), None).publish()
    return english(page)


def area(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


def slip(page: Page, target: Page, side: str = "last-child") -> None:
    """Moves a page behind the back of all that keeps the trees in step."""
    MP_Node.move(Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk), side)


def status(address: str) -> int:
    return Client().get(address).status_code


def finds(run: Run, *sentences: str) -> None:
    """That the command says exactly this, in any order, and ends with 1."""
    answer = run()
    assert answer.code == 1
    assert sorted(line.partition(": ")[2] for line in answer.lines) == sorted(sentences)


def mends(run: Run, *sentences: str) -> None:
    finds(run, *sentences)
    answer = run("--repair")
    assert answer.code == 0, answer.lines
    assert [line for line in answer.lines if line.startswith("Mended: ")]
    assert run().code == 0
    assert run("--repair").lines == ["The languages are in step."]


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Titre", published=True)


def test_what_people_do_leaves_the_trees_in_step(run: Run, crim: Partner, aqt: Partner, article: ArticlePage) -> None:
    translated = ArticlePageFactory(partner=crim, published=True)
    translate(translated)
    services.start_translation(ArticlePageFactory(partner=aqt), Locale.objects.get(language_code="en"), None)
    begun = ArticlePageFactory(partner=aqt, published=True)
    services.start_translation(begun, Locale.objects.get(language_code="en"), None)
    EventPageFactory(partner=aqt, published=True, language="en")
    drafts = [ArticlePageFactory(partner=crim) for _ in range(3)]
    for draft in reversed(drafts):
        draft.get_latest_revision().publish()
    changed = ArticlePage.objects.get(pk=article.pk)
    changed.title, changed.slug, changed.is_minor_edit = "Autre titre", "autre", True
    changed.save_revision().publish()
    drafts[0].refresh_from_db()
    drafts[0].unpublish()
    changed.title = "Brouillon"
    changed.save_revision()

    assert run() == Answer(["The languages are in step."], 0)


def test_a_public_page_without_mirror(run: Run, article: ArticlePage) -> None:
    address = english(article).url
    # As code does that deletes in bulk.
    Page.objects.get(pk=english(article).pk).specific.delete()
    assert status(address) == 404

    mends(run, "The page “Titre” (Français) has no mirror in another language (English).")

    assert status(address) == 200
    assert english(article).alias_of_id == article.pk


def test_what_stands_below_a_page_without_mirror_comes_after_it(run: Run) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    above = home.add_child(instance=PlainPage(title="Sujet", slug="sujet", locale=home.locale, live=False))
    below = above.add_child(instance=PlainPage(title="Détail", slug="detail", locale=home.locale, live=False))
    Page.objects.filter(pk__in=[above.pk, below.pk]).update(live=True)

    mends(
        run,
        "The page “Sujet” (Français) has no mirror in another language (English).",
        "Neither the page “Détail” (Français) nor the one above it has a mirror (English).",
    )

    assert status("/en/sujet/detail/") == 200


def test_a_mirror_in_another_place(run: Run, aqt: Partner, article: ArticlePage) -> None:
    address = english(article).url
    slip(english(article), area(aqt, "en"))

    mends(run, "The mirror of “Titre” (English) does not stand where its original does.")

    assert english(article).url == address
    assert english(article).partner == article.partner
    assert status(address) == 200


def test_a_translation_in_another_place_is_left_to_people(run: Run, aqt: Partner, article: ArticlePage) -> None:
    slip(translate(article), area(aqt, "en"))
    line = "The page “English title” (English) does not stand where its other version does. Move one."
    finds(run, line)
    answer = run("--repair")
    assert answer.code == 1
    assert [each.partition(": ")[2] for each in answer.lines] == [line]
    assert english(article).is_child_of(area(aqt, "en"))


def test_a_mirror_that_is_public_without_its_original(run: Run, article: ArticlePage) -> None:
    Page.objects.filter(pk=article.pk).update(live=False)
    assert status(english(article).url) == 200

    mends(run, "The mirror of “Titre” (English) is public, and its original is not.")

    assert status(english(article).url) == 404


def test_a_begun_translation_that_is_public_without_its_original(run: Run, article: ArticlePage) -> None:
    services.start_translation(article, Locale.objects.get(language_code="en"), None)
    Page.objects.filter(pk=article.pk).update(live=False)

    mends(run, "The page “Titre” (English) shows the text of an original that is not public.")

    assert status(english(article).url) == 404


def test_a_mirror_that_is_not_public_with_its_original(run: Run, article: ArticlePage) -> None:
    Page.objects.filter(pk=english(article).pk).update(live=False)

    mends(run, "The mirror of “Titre” (English) is not public, and its original is.")

    assert status(english(article).url) == 200


def test_a_mirror_under_another_slug(run: Run, article: ArticlePage) -> None:
    address = english(article).url
    mirrored = english(article)
    mirrored.slug = "autre"
    mirrored.save(clean=False)
    assert status(address) == 404

    mends(run, "The mirror of “Titre” (English) has another address than its original.")

    assert (english(article).url, status(address)) == (address, 200)


def test_a_slug_that_somebody_else_has_there_is_no_fault(run: Run, crim: Partner) -> None:
    ArticlePageFactory(partner=crim, slug="pris", language="en")
    page = ArticlePageFactory(partner=crim, slug="pris", published=True)
    assert english(page).slug == "pris-1"
    assert run().code == 0


@pytest.mark.parametrize("field", ["title", "summary", "body", "seo_title"])
def test_a_mirror_with_another_text(run: Run, article: ArticlePage, field: str) -> None:
    mirrored = english(article)
    value = [("heading", "Un autre texte")] if field == "body" else "Un autre texte"
    setattr(mirrored, field, value)
    mirrored.save(clean=False)
    title = "Un autre texte" if field == "title" else "Titre"

    mends(run, f"The mirror of “{title}” (English) does not say what its original says.")

    html = Client().get(english(article).url).content.decode()
    assert "Un autre texte" not in html
    assert "Titre" in html


def test_an_event_whose_mirror_has_another_day(run: Run, crim: Partner) -> None:
    event = EventPageFactory(partner=crim, title="Fête", published=True)
    mirrored = EventPage.objects.get(alias_of=event)
    mirrored.status = "cancelled"
    mirrored.save(clean=False)
    mends(run, "The mirror of “Fête” (English) does not say what its original says.")
    assert EventPage.objects.get(alias_of=event).status == event.status


def test_a_page_in_the_tree_of_another_language(run: Run, crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, title="Titre")
    slip(page, area(crim, "en"))

    mends(run, "The page “Titre” (Français) stands in the tree of another language.")

    assert Page.objects.get(pk=page.pk).is_child_of(area(crim))


def test_pages_in_another_order(run: Run, crim: Partner) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(5)]
    translate(pages[2])
    mirrors = [english(page) for page in pages]
    slip(mirrors[4], mirrors[0], "left")
    slip(mirrors[1], mirrors[3], "right")
    french = list(area(crim).get_children().values_list("pk", flat=True))

    mends(run, "The pages below “CRIM” (English) stand in another order than their versions.")

    keys = [page.translation_key for page in pages]
    assert list(area(crim, "en").get_children().values_list("translation_key", flat=True)) == keys
    assert list(area(crim).get_children().values_list("pk", flat=True)) == french


def test_versions_of_two_types(run: Run, article: ArticlePage) -> None:
    Page.objects.filter(pk=english(article).pk).update(
        content_type=ContentType.objects.get_for_model(PlainPage), alias_of=None, live=False
    )
    finds(run, "The versions of “Titre” are pages of different types. Delete one and translate anew.")


def test_a_record_without_page_goes_and_its_sentences_stay(run: Run, crim: Partner) -> None:
    words = {"title": "English title", "slug": "english", "summary": "A summary."}
    draft = ArticlePageFactory(partner=crim)
    record = start_translation(draft, words, Locale.objects.get(language_code="en"), None)
    sentences = StringTranslation.objects.count()
    assert sentences

    mends(run, f"A translation (record {record.pk}, English) lacks its original or its own page.")

    assert not Translation.objects.filter(pk=record.pk).exists()
    assert StringTranslation.objects.count() == sentences


def test_texts_that_disagree_on_their_original(run: Run, article: ArticlePage) -> None:
    translated = translate(article)
    PublishedText.objects.filter(page=translated.pk).update(original=None)

    mends(run, "The versions of “Titre” do not agree on which of them is the original.")

    assert PublishedText.objects.get(page=translated.pk).original_id == article.pk


def test_two_originals_are_left_to_people(run: Run, article: ArticlePage) -> None:
    translated = translate(article)
    Translation.objects.filter(source__object_id=article.translation_key).delete()
    # A record of a language in which the text does not exist.
    german = Locale.objects.create(language_code="de")
    TranslationSource.objects.filter(object_id=article.translation_key).update(locale=german)
    assert any("“Titre” has two originals" in str(finding) for finding in audit())
    assert translated.live


def test_queries_do_not_grow_with_pages(crim: Partner, aqt: Partner) -> None:
    def add() -> None:
        for partner in (crim, aqt):
            translate(ArticlePageFactory(partner=partner, published=True))
            ArticlePageFactory(partner=partner, published=True)
            EventPageFactory(partner=partner, published=True)
            ArticlePageFactory(partner=partner)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert list(audit()) == []
        return len(queries)

    add()
    count()
    few = count()
    for _ in range(4):
        add()
    assert count() == few
    assert few < 40


def test_queries_do_not_grow_with_what_is_found(crim: Partner) -> None:
    def count(number: int) -> int:
        Page.objects.filter(alias_of__isnull=False).update(live=True, title="Autre")
        with CaptureQueriesContext(connection) as queries:
            assert len(list(audit())) == number
        return len(queries)

    ArticlePageFactory(partner=crim, published=True)
    count(1)
    few = count(1)
    for _ in range(5):
        ArticlePageFactory(partner=crim, published=True)
    assert count(6) == few
