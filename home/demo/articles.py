"""Makes the articles of the demonstration, with what belongs to each kind."""

import datetime as dt

from wagtail.models import Locale, Page

from articles.enums import SourceLanguage
from articles.models import ArticlePage, ArticleSource, ReportItem
from core.models import CustomDocument, Topic
from home.demo import media
from home.demo.making import Item, PageMaker, key_of


class ArticleMaker(PageMaker):
    model = ArticlePage

    def fields(self) -> Item:
        item = self.item
        profile = item.get("profile", {})
        report = item.get("report", {})
        return super().fields() | {
            "kind": item["kind"],
            "authors": item.get("authors", ""),
            "licence": item.get("licence", ""),
            "page_count": item.get("page_count"),
            "study_publisher": item.get("study_publisher", ""),
            "document": self._study(),
            "profile_of": profile.get("of", ""),
            "profile_name": profile.get("name", ""),
            "profile_website": profile.get("website", ""),
            "report_topic": Topic.objects.filter(key=report.get("topic")).first(),
            "report_keyword": report.get("keyword", ""),
        }

    def words(self, language: str) -> Item:
        words = self.item[language]
        return super().words(language) | {
            "why_it_matters": words.get("why", ""),
            "keywords": ", ".join(words["keywords"]),
            "profile_role": self.item.get("profile", {}).get("role", {}).get(language, ""),
        }

    def add_children(self, page: Page) -> None:
        page.sources = [
            ArticleSource(
                title=source["title"],
                publisher=source.get("publisher", ""),
                url=source.get("url", ""),
                published_on=self.today - dt.timedelta(days=source["days_ago"]),
                language=source.get("language", SourceLanguage.FRENCH),
                sort_order=position,
            )
            for position, source in enumerate(self.item.get("sources", []))
        ]
        # A special report is made after all others; what it names and is not public is left out.
        chosen = public_articles(self.item.get("report", {}).get("items", []))
        page.report_items = [
            ReportItem(item=item, sort_order=position) for position, item in enumerate(chosen.values())
        ]

    def _study(self) -> CustomDocument | None:
        if not (title := self.item.get("study_document")):
            return None
        return media.document(title, title, self.partner.collection, self.item["page_count"])


def public_articles(names: list[str]) -> dict[str, Page]:
    """Of those `names` in the data, in that order, the ones that are public, with their French page."""
    keys = {name: key_of(name) for name in names}
    pages = Page.objects.filter(translation_key__in=keys.values(), locale=Locale.get_default(), live=True)
    found = {page.translation_key: page for page in pages}
    return {name: found[key] for name, key in keys.items() if key in found}
