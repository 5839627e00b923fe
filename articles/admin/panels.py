"""The parts of the editing screen of an article that are its own."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel, TitleFieldPanel

from articles.checks import LONGEST_SUMMARY, LONGEST_TITLE
from articles.enums import ArticleKind

SCRIPTS = ("js/admin/source-offers.js", "js/admin/article-screen.js")
MEDIA = forms.Media(
    css={"all": ["css/admin-articles.css"]},
    js=[Script(file, type="module") for file in SCRIPTS],  # type: ignore[misc]
)
# Beyond these a text still may be saved, but no longer does its work.
ADVISED_LENGTHS = {"title": LONGEST_TITLE, "summary": LONGEST_SUMMARY}


class SourceAddressPanel(FieldPanel):
    """The address of a source, and below it what the page at that address says of itself."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "articles/admin/source_address_panel.html"


class SourcesPanel(InlinePanel):
    """The cited sources. Brings the script even where there is no source yet."""

    class BoundPanel(InlinePanel.BoundPanel):
        @property
        def media(self) -> forms.Media:
            return super().media + MEDIA


class CountedMixin:
    """Counts the characters while one types, and offers the typography of the language."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)  # type: ignore[misc]
        name = self.field_name  # type: ignore[attr-defined]
        most = self.bound_field.field.max_length  # type: ignore[attr-defined]
        instance = self.instance  # type: ignore[attr-defined]
        return context | {
            "advised": ADVISED_LENGTHS.get(name, most),
            "most": most,
            "language": instance.locale.language_code if instance.locale_id else "",
        }


class CountedPanel(FieldPanel):
    class BoundPanel(CountedMixin, FieldPanel.BoundPanel):
        template_name = "articles/admin/counted_panel.html"


class CheckedTitlePanel(TitleFieldPanel):
    class BoundPanel(CountedMixin, TitleFieldPanel.BoundPanel):
        template_name = "articles/admin/counted_panel.html"


class KindPanel(MultiFieldPanel):
    """Fields of one kind of articles; the script hides them while another kind is chosen."""

    def __init__(self, children: Any, kind: ArticleKind, **kwargs: Any) -> None:
        self.kind = ArticleKind(kind)
        kwargs.setdefault("heading", self.kind.label)
        super().__init__(children, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"kind": self.kind}

    def classes(self) -> list[str]:
        return [*super().classes(), f"kind-panel kind-panel--{self.kind.value}"]


class ChecksPanel(Panel):
    """What the saved version still lacks; looks again whenever the page is saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/checks_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"checks_url": reverse("articles:checks"), "page": self.instance}
