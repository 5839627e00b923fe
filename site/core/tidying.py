"""Typography put right when a text is saved, so that editors, readers and feeds have the same one.

`core.typography` has the rules; here is what of a page they are for. What is no prose (addresses, choices, numbers) is
never touched.
"""

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.rich_text import RichText

from core.formatting import Lang
from core.typography import tidy

if TYPE_CHECKING:
    from core.models.pages import BasePage

    Form = forms.ModelForm
else:
    Form = object

TAG = re.compile(r"(<[^>]*>)")
KEPT_ELEMENTS = ("code", "pre")


class TidyFormMixin(Form):
    """A form of a page that saves its prose with the typography of the page's language.

    French only: it has spaces that nobody can type on most keyboards, and cannot be read otherwise. English texts are
    given their quotes when they are shown.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        page = cast("BasePage", self.instance)
        if page.locale_id and page.locale.language_code == "fr":
            for name in page.prose_fields & set(cleaned):
                cleaned[name] = tidied(self.fields[name], cleaned[name], "fr")
        return cleaned


def tidied(field: forms.Field, value: Any, lang: Lang) -> Any:
    """`value` of a form's field; that of a StreamField is changed in place."""
    if isinstance(value, str):
        return tidy(value, lang)
    block = getattr(field, "block", None)
    return tidy_block(block, value, lang) if isinstance(block, blocks.Block) else value


def tidy_block(block: blocks.Block, value: Any, lang: Lang) -> Any:
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            child.value = tidy_block(child.block, child.value, lang)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            value[name] = tidy_block(child_block, value.get(name), lang)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            child.value = tidy_block(block.child_block, child.value, lang)
    elif isinstance(block, TableBlock) and value:
        return value | {"data": [[tidy(cell, lang) if cell else cell for cell in row] for row in value.get("data", [])]}
    elif isinstance(value, RichText):
        return RichText(tidy_html(value.source, lang))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and isinstance(value, str):
        return tidy(value, lang)
    return value


def tidy_html(html: str, lang: Lang) -> str:
    """HTML whose texts are put right one by one, between its tags; what stands in `code` stays."""
    parts = TAG.split(html)
    depth = 0
    for place, part in enumerate(parts):
        if place % 2:
            name = part.strip("</>").split(" ")[0].casefold()
            if name in KEPT_ELEMENTS:
                depth += -1 if part.startswith("</") else 1
        elif part and not depth:
            parts[place] = tidy(part, lang)
    return "".join(parts)
