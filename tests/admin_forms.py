"""What the page editor of the admin sends."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticlePage


def edit_form(page: ArticlePage, **fields: str) -> dict[str, str]:
    """The form of an article as the editor shows it, with `fields` typed over it."""
    return {
        **nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "summary": page.summary,
                "kind": page.kind,
                "body": streamfield([]),
                "sources": inline_formset([]),
                "report_items": inline_formset([]),
                "comments": inline_formset([]),
            }
        ),
        **fields,
    }
