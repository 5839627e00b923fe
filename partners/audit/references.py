"""Whether a page refers to what belongs to somebody else."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision

from core.models import public_pages
from partners.findings import Finding
from partners.isolation.references import keys_of_references
from partners.models import Partner, PartnerContentPage, PartnerPage

Target = tuple[type[Model], int]
# The key of a page, and what it refers to.
Reference = tuple[int, Target]


def foreign_references() -> Iterator[Finding]:
    """Pages that refer to what belongs elsewhere, as `isolation.references` understands it, in any of their versions.

    Asked of all pages at once. What is saved is read from Wagtail's index of references, drafts one by one.
    """
    pages = {page.pk: page for model in PartnerContentPage.__subclasses__() for page in _originals(model)}
    found = set(_saved_references(pages)) | set(_drafted_references(pages))
    owners = _owners({target for _page, target in found})
    foreign = [(pk, target) for pk, target in found if target in owners and owners[target] != pages[pk].partner_id]
    public = public_pages().filter(pk__in={pk for _page, (model, pk) in foreign if model is Page})
    allowed = {(Page, pk) for pk in public.values_list("pk", flat=True)}
    partners = Partner.objects.in_bulk()
    for page_pk, (model, pk) in sorted(foreign, key=str):
        if (model, pk) not in allowed:
            page = pages[page_pk]
            words = {"page": page.title, "kind": model._meta.verbose_name, "target": model._base_manager.get(pk=pk)}
            what = _("“%(page)s” refers to something of others (%(kind)s “%(target)s”). Take the reference out.")
            yield Finding(partners.get(page.partner_id), what % words)


def _originals(model: type[PartnerContentPage]) -> Iterable[Any]:
    """All pages of a type but the mirrors, which say what their originals say."""
    pages = model._default_manager.filter(alias_of=None)
    return pages.values_list("pk", "title", "partner_id", "latest_revision_id", "live_revision_id", named=True)


def _saved_references(pages: dict[int, Any]) -> Iterator[Reference]:
    models = {
        ContentType.objects.get_for_model(model).pk: model for model in (Page, get_image_model(), get_document_model())
    }
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), to_content_type__in=models
    ).exclude(model_path="alias_of")
    for page, type_id, target in rows.values_list("object_id", "to_content_type_id", "to_object_id").distinct():
        if int(page) in pages:
            yield int(page), (models[type_id], int(target))


def _drafted_references(pages: dict[int, Any]) -> Iterator[Reference]:
    drafts = [page.latest_revision_id for page in pages.values() if page.latest_revision_id != page.live_revision_id]
    for revision in Revision.objects.filter(pk__in=drafts).iterator():
        model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
        # As it was written: `as_object()` would ask the database for what the page is today.
        others = {field.name for field in model._meta.many_to_many}
        content = {name: value for name, value in revision.content.items() if name not in others}
        draft = model.from_serializable_data(content, check_fks=False)
        for target, pk, _field in keys_of_references(draft):
            yield int(revision.object_id), (target, pk)


def _owners(targets: Iterable[Target]) -> dict[Target, int | None]:
    """The partner of each target that exists, by its place in the tree of pages or collections; None: the platform."""
    areas = dict(PartnerPage.objects.values_list("path", "partner_id"))
    collections = dict(Partner.objects.exclude(collection=None).values_list("collection__path", "pk"))
    owners: dict[Target, int | None] = {}
    for model, field, roots in (
        (Page, "path", areas),
        (get_image_model(), "collection__path", collections),
        (get_document_model(), "collection__path", collections),
    ):
        rows = model._base_manager.filter(pk__in={pk for target, pk in targets if target is model})
        for pk, path in rows.values_list("pk", field):
            # Both trees count their levels in steps of the same length.
            above = (path[:length] for length in range(Page.steplen, len(path) + 1, Page.steplen))
            owners[model, pk] = next((roots[step] for step in above if step in roots), None)
    return owners
