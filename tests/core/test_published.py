"""One rule says what the public may see: what is live, and not restricted, itself or by what stands above it."""

from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from partners.models import Partner, PartnerPage
from tests.factories import ArticlePageFactory


def public_articles() -> set[int]:
    return set(ArticlePage.objects.published().filter(locale__language_code="fr").values_list("pk", flat=True))


def restrict(page: ArticlePage | PartnerPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_drafts_are_not_public(crim: Partner) -> None:
    live, _draft = ArticlePageFactory(partner=crim, published=True), ArticlePageFactory(partner=crim)
    assert public_articles() == {live.pk}


def test_a_restricted_page_is_not_public(crim: Partner) -> None:
    live, restricted = ArticlePageFactory.create_batch(2, partner=crim, published=True)
    restrict(restricted)
    assert public_articles() == {live.pk}


def test_what_stands_below_a_restricted_page_is_not_public(crim: Partner, aqt: Partner) -> None:
    other = ArticlePageFactory(partner=aqt, published=True)
    ArticlePageFactory(partner=crim, published=True)
    restrict(PartnerPage.objects.get(partner=crim, locale__language_code="fr"))
    assert public_articles() == {other.pk}
