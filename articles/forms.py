"""The filter of the article index."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.enums import ArticleKind
from partners.forms import QS, ContentFilterForm


class ArticleFilterForm(ContentFilterForm):
    """Topic, partner and kind."""

    kind = forms.ChoiceField(
        choices=[("", _("All kinds")), *ArticleKind.choices],
        required=False,
        label=_("Kind"),
        error_messages={"invalid_choice": _("There is no such kind; all are shown.")},
    )

    def narrow(self, items: QS) -> QS:
        items = super().narrow(items)
        if kind := self.cleaned_data.get("kind"):
            items = items.filter(kind=kind)
        return items
