"""A page belongs to the partner in whose area it stands, whatever its history says."""

from wagtail.models import Locale

from articles.models import ArticlePage
from partners.models import Partner, PartnerPage, partner_at
from tests.factories import ArticlePageFactory


def area(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale=Locale.objects.get(language_code=language))


def fresh(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def test_it_follows_from_the_place(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    versions = ArticlePage.objects.filter(translation_key=page.translation_key)
    assert [version.partner for version in versions] == [crim, crim]


def test_a_moved_page_belongs_to_where_it_went(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    page.move(area(aqt), pos="last-child")
    assert fresh(page).partner == aqt


def test_an_old_revision_does_not_bring_the_old_partner_back(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    revision = page.get_latest_revision()
    page.move(area(aqt), pos="last-child")
    revision.publish()
    assert fresh(page).partner == aqt


def test_a_copy_belongs_to_where_it_was_put(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    copy = page.copy(to=area(aqt), update_attrs={"slug": "copie"})
    assert fresh(copy).partner == aqt
    assert fresh(page).partner == crim


def test_the_sections_of_the_site_belong_to_nobody(crim: Partner) -> None:
    assert partner_at(area(crim).get_parent().path) is None
