"""Keeps a page from pointing at what belongs to another partner: its images, its documents, what it has not published.

Wagtail's choosers offer only what one may choose, and its forms take any id that exists. Whoever typed another's id
would read its title in the form that comes back, so what is refused here is taken out of the form as well.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import ModelChoiceField
from django.forms.widgets import Widget
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from core.models import public_pages
from partners.models.organisations import Partner

Predicate = Callable[[Model], bool]
Key = tuple[type[Model], int]
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
EMBED = re.compile(r"<embed\b([^>]*)/?>", re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """A field of a page and what it refers to."""

    field: str
    target: Model


def belongs_elsewhere(target: Model, partner: Partner | None) -> bool:
    """Whether a page of `partner` (of the platform when None) may not refer to `target`.

    An image or a document belongs to whom its collection belongs; a page that everybody can read may be linked to by
    all.
    """
    from partners.models.pages import partner_at

    if isinstance(target, Page):
        return partner_at(target.path) != partner and not public_pages().filter(pk=target.pk).exists()
    if isinstance(target, (get_image_model(), get_document_model())):
        return _owner_of(target.collection) != partner
    return False


def _owner_of(collection: Collection) -> Partner | None:
    above = collection.get_ancestors(inclusive=True)
    return Partner.objects.filter(collection__in=above).first()


def references_of(page: Page) -> Iterator[Reference]:
    """All images, documents and pages to which the texts and fields of `page` refer, each as often as it does."""
    for model, pk, field in keys_of_references(page):
        target = model._base_manager.filter(pk=pk).first()
        if target is not None:
            yield Reference(field, target)


def keys_of_references(page: Page) -> Iterator[tuple[type[Model], int, str]]:
    """The same without a look at the database: of each reference the model and key of its target, and the field."""
    # Wagtail has no public way to read the references of an object that is not saved.
    for type_id, pk, field, _path in ReferenceIndex._extract_references_from_object(page):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model and model in (Page, get_image_model(), get_document_model()) and field != "alias_of":
            yield model, int(pk), field


def foreign_references(page: Page) -> list[Reference]:
    """Where `page`, which must have its place in the tree, refers to what belongs elsewhere."""
    from partners.models.pages import partner_at

    partner = partner_at(page.path)
    return [reference for reference in references_of(page) if belongs_elsewhere(reference.target, partner)]


class PartnerPageForm(WagtailAdminPageForm):
    """The form of a page in a partner's area: refuses references to what belongs elsewhere.

    What a saved version refers to already may stay: a page that another partner withdrew since must not keep an editor
    from saving.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: set[str] = set()
        self._partner = _partner_of(self.instance, self.parent_page)
        self._kept = _keys_of(self.instance)

    def _widget_data_value(self, widget: Widget, html_name: str) -> Any:
        """What was sent for a field, without what is refused: so neither validation nor the form ever sees it."""
        value = super()._widget_data_value(widget, html_name)
        field = self.fields.get(html_name)
        found: list[Model] = []

        def is_refused(target: Model) -> bool:
            key = (_base_model(target), target.pk)
            if key in self._kept or not belongs_elsewhere(target, self._partner):
                return False
            found.append(target)
            return True

        if isinstance(field, ModelChoiceField) and field.queryset is not None and str(value or "").isdecimal():
            target = field.queryset.model._base_manager.filter(pk=value).first()
            value = None if target is not None and is_refused(target) else value
        elif isinstance(getattr(field, "block", None), blocks.Block):
            value = strip(field.block, value, is_refused)
        if found:
            self.refused.add(html_name)
        return value

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.refused:
            self.add_error(
                name,
                _(
                    "An image, a document or a page that is not yours, and not public, was taken out. "
                    "Choose another one and save again."
                ),
            )
        return cleaned


def strip(block: blocks.Block, value: Any, is_refused: Predicate) -> Any:
    """`value` of `block` without the references that are refused; texts stay."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            child.value = strip(child.block, child.value, is_refused)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            value[name] = strip(child_block, value.get(name), is_refused)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            child.value = strip(block.child_block, child.value, is_refused)
    elif isinstance(block, ChooserBlock):
        return None if isinstance(value, Model) and is_refused(value) else value
    elif isinstance(value, RichText):
        return RichText(strip_rich_text(value.source, is_refused))
    return value


def strip_rich_text(html: str, is_refused: Predicate) -> str:
    """Rich text whose refused links are plain words, and without its refused embedded images."""

    def refers_to_refused(attributes: str) -> bool:
        attrs = extract_attrs(attributes)
        models = {"page": Page, "document": get_document_model(), "image": get_image_model()}
        model = models.get(attrs.get("linktype") or attrs.get("embedtype") or "")
        pk = attrs.get("id", "")
        target = model._base_manager.filter(pk=pk).first() if model and pk.isdecimal() else None
        return target is not None and is_refused(target)

    html = LINK.sub(lambda match: match[2] if refers_to_refused(match[1]) else match[0], html)
    return EMBED.sub(lambda match: "" if refers_to_refused(match[1]) else match[0], html)


def _partner_of(page: Page, parent: Page | None) -> Partner | None:
    from partners.models.pages import partner_at

    place = page.path or (parent.path if parent else "")
    return partner_at(place) if place else None


def _keys_of(page: Page) -> set[Key]:
    """What the saved versions of a page refer to."""
    if not page.pk:
        return set()
    saved = [type(page)._base_manager.get(pk=page.pk)]
    if revision := saved[0].get_latest_revision():
        saved.append(revision.as_object())
    return {
        (_base_model(reference.target), reference.target.pk)
        for version in saved
        for reference in references_of(version)
    }


def _base_model(target: Model) -> type[Model]:
    return Page if isinstance(target, Page) else type(target)
