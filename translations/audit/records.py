"""Whether the records of translations belong to pages that exist, and name one original."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from partners.findings import Finding
from translations.audit.rows import Trees
from translations.audit.texts import page_models
from translations.models import PublishedText
from translations.originals import originals_of
from translations.succession import settle_original


def translations_without_page(trees: Trees) -> Iterator[Finding]:
    """Records whose original or target is gone. Translated sentences stay in the memory without them."""
    types = ContentType.objects.get_for_models(*page_models()).values()
    records = Translation.objects.filter(source__specific_content_type__in=types)
    rows = records.order_by("pk").values_list("pk", "source__object_id", "source__locale_id", "target_locale_id")
    for pk, key, source, target in rows:
        family = trees.families.get(key, {})
        if source in family and target in family:
            continue
        left = next(iter(family.values()), None)
        what = _("A translation (record %(number)s, %(language)s) lacks its original or its own page.")
        words = {"number": pk, "language": trees.language(target)}
        yield Finding(trees.partner(left) if left else None, what % words, Translation.objects.filter(pk=pk).delete)


def originals(trees: Trees) -> Iterator[Finding]:
    """Texts whose public versions do not agree on the one of which the others are translations."""
    told: dict[UUID, dict[int, int | None]] = defaultdict(dict)
    for key, page, original in PublishedText.objects.values_list("page__translation_key", "page", "original"):
        told[key][page] = original
    several = {key: known for key, known in told.items() if len(trees.families.get(key, {})) > 1}
    true = originals_of([trees.by_pk[page] for known in several.values() for page in known])
    for key, known in several.items():
        expected = {page: true[page].pk if page in true else None for page in known}
        if sum(original is None for original in expected.values()) > 1:
            what = _("“%(page)s” has two originals. Stop one of its translations.")
            yield trees.finding(trees.by_pk[min(known)], what)
        elif known != expected:
            what = _("The versions of “%(page)s” do not agree on which of them is the original.")
            yield trees.finding(trees.by_pk[min(known)], what, partial(settle_original, key))
