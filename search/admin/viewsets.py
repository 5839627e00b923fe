"""What the editorial board keeps for the search: synonyms and promoted results."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.configuration import bare
from search.models import PromotedResult, SynonymGroup


class SynonymGroupForm(WagtailAdminModelForm):
    def clean_terms(self) -> list[str]:
        """The terms, each once; with one alone nothing stands for anything."""
        terms = {bare(term): " ".join(term.split()) for term in reversed(self.cleaned_data["terms"]) if bare(term)}
        if len(terms) < 2:
            raise ValidationError(_("Give at least two different terms."))
        return list(terms.values())[::-1]


class PromotedResultForm(WagtailAdminModelForm):
    def clean_queries(self) -> list[str]:
        queries = [" ".join(query.split()) for query in self.cleaned_data["queries"] if bare(query)]
        if not queries:
            raise ValidationError(_("Give at least one search."))
        return queries


class SynonymViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "list-ul"
    menu_label = gettext_lazy("Synonyms")
    list_per_page = 100
    copy_view_enabled = False
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("terms", widget=forms.Textarea(attrs={"rows": 3}))], base_form_class=SynonymGroupForm
    )


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    menu_label = gettext_lazy("Promoted results")
    copy_view_enabled = False
    search_backend_name = None
    list_display = ["__str__", Column("page", label=gettext_lazy("Page")), "position"]
    edit_handler = ObjectList(
        [
            FieldPanel("queries", widget=forms.Textarea(attrs={"rows": 3})),
            PageChooserPanel("page"),
            FieldPanel("position"),
        ],
        base_form_class=PromotedResultForm,
    )


class SearchViewSetGroup(SnippetViewSetGroup):
    """In the menu of whoever may edit one of them."""

    items = (SynonymViewSet, PromotedResultViewSet)
    menu_label = pgettext_lazy("noun", "Search")
    menu_name = "portal-search"
    menu_icon = "search"
    menu_order = 350
