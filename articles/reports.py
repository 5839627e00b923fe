"""What a special report gathers: by hand, then by its rule."""

from articles.enums import ArticleKind
from articles.models import ArticlePage
from core.models import chosen

MOST_BY_RULE = 12


def gathered_by(report: ArticlePage) -> list[ArticlePage]:
    """Public articles in the language of the tree, ready for cards: those chosen, then the latest that the rule finds.

    Nothing for other kinds of articles. A report never gathers itself, nor anything twice.
    """
    if report.kind != ArticleKind.SPECIAL_REPORT:
        return []
    by_hand = chosen(ArticlePage.objects.all().for_cards(), report.report_items.all(), report.locale)
    if not (report.report_topic_id or report.report_keyword):
        return by_hand
    found = (
        ArticlePage.objects.published()
        .in_locale(report.locale)
        .exclude(pk__in=[report.pk, *(page.pk for page in by_hand)])
    )
    if report.report_topic:
        found = found.about(report.report_topic)
    if report.report_keyword:
        # The keyword is one word for all languages: the versions of what has it in one of them.
        texts = ArticlePage.objects.published().with_keyword(report.report_keyword).values("translation_key")
        found = found.filter(translation_key__in=texts)
    return [*by_hand, *found.newest_first().for_cards()[:MOST_BY_RULE]]
