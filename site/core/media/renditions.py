"""Makes the public renditions of what public pages show, and takes away those of what none shows any more."""

import logging
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from core.media.sizes import specs_of
from core.media.storages import SHOWN
from core.models import BasePage, CustomImage, CustomRendition, public_pages

logger = logging.getLogger(__name__)


def make_for_page(page_id: int) -> None:
    """All renditions that a public page shows; nothing for a page that is not public. OSError where the store fails."""
    found = public_pages().filter(pk=page_id).first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        return
    sizes: dict[CustomImage, list[str]] = defaultdict(list)
    for image, names in page.pictures():
        sizes[image] += names
    for image, names in sizes.items():
        make(image, specs_of(*names))


def make_for_image(image_id: int, specs: Iterable[str]) -> None:
    """Those renditions of an image, where a public page shows it. OSError where the store fails."""
    image = CustomImage.objects.filter(pk=image_id).first()
    if image and shown_publicly([image.pk]):
        make(image, specs)


def make(image: CustomImage, specs: Iterable[str]) -> None:
    """The missing ones among the public renditions of `image`. What is private of them becomes public."""
    existing = {(each.filter_spec, each.focal_point_key): each for each in image.renditions.all()}
    for wanted in (Filter(spec=spec) for spec in specs):
        rendition = existing.get((wanted.spec, wanted.get_cache_key(image)))
        try:
            if rendition is None:
                image.as_shown().create_rendition(wanted)
            elif not rendition.is_public:
                _publish(rendition, image.as_shown(), wanted)
        except (FileNotFoundError, SourceImageIOError) as error:
            if not isinstance(error if isinstance(error, FileNotFoundError) else error.__cause__, FileNotFoundError):
                raise
            # Nothing that a later attempt would change: `audit_media` says so until somebody has replaced it.
            logger.error("The file of image %s is missing.", image.pk)
            return


def _publish(rendition: CustomRendition, image: CustomImage, wanted: Filter) -> None:
    from core.media.tasks import delete_file

    before = rendition.file
    alias, name = rendition.store_alias, before.name
    content = image.generate_rendition_file(wanted)
    rendition.image, rendition.file = image, content
    with transaction.atomic():
        rendition.save()
        delete_file.enqueue(alias, name)
    rendition.purge_from_cache()


def shown_publicly(images: Iterable[int], *, without: int | None = None) -> set[int]:
    """Which of the images a public page shows, or a record, such as a partner's logo: two queries.

    `without` is the key of a page that is being withdrawn.
    """
    page_type = ContentType.objects.get_for_model(Page).pk
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(CustomImage), to_object_id__in=[str(pk) for pk in images]
    ).values_list("base_content_type", "object_id", "to_object_id")
    shown, by_page = set(), defaultdict(set)
    for base_type, pk, image in references:
        if base_type == page_type:
            by_page[int(pk)].add(int(image))
        else:
            shown.add(int(image))
    for pk in public_pages().filter(pk__in=by_page.keys() - {without}).values_list("pk", flat=True):
        shown |= by_page[pk]
    return shown


def hide_unshown(images: Iterable[int], *, without: int | None = None) -> set[int]:
    """Takes away the public renditions of those images that no public page shows; returns which had some."""
    images = set(images)
    renditions = CustomRendition.objects.filter(
        image__in=images - shown_publicly(images, without=without), file__startswith=f"{SHOWN}/"
    )
    hidden = set(renditions.values_list("image", flat=True))
    for rendition in renditions.select_related("image"):
        # One by one: the files follow from each row.
        rendition.delete()
    return hidden
