"""The parts of the editing screen of an article that are its own."""

from django import forms
from django.forms.widgets import Script
from wagtail.admin.panels import FieldPanel, InlinePanel

MEDIA = forms.Media(
    css={"all": ["css/admin-articles.css"]},
    js=[Script("js/admin/source-offers.js", type="module")],  # type: ignore[list-item]
)


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
