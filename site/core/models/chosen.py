"""Pages that editors choose by hand, in their order."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db import models
from django.db.models import OuterRef, Subquery
from django.forms.widgets import Widget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.models import Locale, Orderable, Page

from core.models.pages import PublishedPageQuerySet, public_pages

if TYPE_CHECKING:
    Form = forms.ModelForm
else:
    Form = object

QS = TypeVar("QS", bound=PublishedPageQuerySet)
C = TypeVar("C", bound="ChosenPage")


class ChosenPage(Orderable):
    """A place in a list that a page shows. Whatever the language of the page chosen, readers get that of the list."""

    # Text, so that it stands below the apps whose pages are chosen.
    chosen_type = "articles.ArticlePage"

    item = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("page"))

    # Of `with_versions`.
    version: int | None

    panels = [PageChooserPanel("item", chosen_type)]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.item)


class ChosenPageMixin(Form):
    """Takes what is public. The form that comes back would name what is not, so that is taken out of it (as
    `partners.isolation.references` does for the fields of a page)."""

    was_refused = False

    def _widget_data_value(self, widget: Widget, html_name: str) -> Any:
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]  # Django's, of its own use
        if not html_name.endswith("-item") or not str(value or "").isdecimal():
            return value
        if int(value) == self.instance.item_id or public_pages().filter(pk=value).exists():
            return value
        self.was_refused = True
        return None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.was_refused:
            self.errors.pop("item", None)
            self.add_error("item", _("Choose a page that is public."))
        return cleaned


class ChosenPagesPanel(InlinePanel):
    """The list in the editing screen."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        own = options["formsets"][self.relation_name]
        # Wagtail makes a form of its own where drafts may have gaps.
        base = own.get("form", WagtailAdminModelForm)
        own["form"] = type(base)("ChosenPageForm", (ChosenPageMixin, base), {})
        return options


def with_versions(choices: Iterable[C], locale: Locale) -> list[C]:
    """The choices, each with the key of its version in `locale` as `version`, None where there is none; one query."""
    if isinstance(choices, models.QuerySet):
        return list(choices.annotate(version=_version("item__translation_key", locale)))
    # Those of a draft.
    found = list(choices)
    items = Page.objects.filter(pk__in=[choice.item_id for choice in found if not hasattr(choice, "version")])
    versions = dict(items.annotate(version=_version("translation_key", locale)).values_list("pk", "version"))
    for choice in found:
        choice.version = versions.get(choice.item_id, getattr(choice, "version", None))
    return found


def versions_of(choices: Iterable[ChosenPage], locale: Locale) -> list[int]:
    """The keys of the versions in `locale` of what was chosen, each once, in their order; they need not be public."""
    found = [choice.version for choice in with_versions(choices, locale)]
    return [key for key in dict.fromkeys(found) if key is not None]


def _version(text: str, locale: Locale) -> Subquery:
    return Subquery(Page.objects.filter(translation_key=OuterRef(text), locale=locale).values("pk")[:1])


def chosen(items: QS, choices: Iterable[ChosenPage], locale: Locale) -> list[Any]:
    """Of `items`, the public versions in `locale` of what was chosen, in the order of the choices.

    Two queries, and those that `items` brings along.
    """
    keys = versions_of(choices, locale)
    found = items.published().in_bulk(keys)
    return [found[key] for key in keys if key in found]
