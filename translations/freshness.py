"""Which version of a text is behind, and which one leads."""

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation

from core.models import BasePage
from translations.models import PublishedText


class Freshness(models.TextChoices):
    """How a page stands to the original of its text."""

    ORIGINAL = "original", _("Original")
    MIRROR = "mirror", _("Mirror: not translated")
    IN_TRANSLATION = "in_translation", _("In translation")
    PARTIAL = "partial", _("Partly translated")
    CURRENT = "current", _("Up to date")
    BEHIND = "behind", _("Behind its original")
    MANUAL = "manual", _("Free version")
    MANUAL_BEHIND = "manual_behind", _("Free version, behind its original")


UNTRANSLATED = frozenset({Freshness.MIRROR, Freshness.IN_TRANSLATION})
BEHIND = frozenset({Freshness.BEHIND, Freshness.MANUAL_BEHIND})
# What somebody has to do something about.
NEEDS_WORK = UNTRANSLATED | BEHIND | {Freshness.PARTIAL}


def with_freshness(pages: PageQuerySet) -> PageQuerySet:
    """`pages` with what is known of their texts, each value None where it does not apply.

    `freshness`; `original_changed_at`, the last change of the original that counts; `behind_since`, the same where the
    page is behind; `text_published_at`, when the text that readers see was published, in a mirror that of its original.
    """
    text, original = "published_text", "published_text__original__published_text"
    in_translation = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id"), enabled=True
    )
    is_behind = Q(**{f"{original}__changed_at__gt": F(f"{text}__based_on")})
    is_free = Q(**{f"{text}__untranslated": None})
    never_published = Q(**{f"{text}__isnull": True})
    return pages.annotate(
        original_changed_at=F(f"{original}__changed_at"),
        freshness=Case(
            When(alias_of__isnull=False, then=Value(Freshness.MIRROR)),
            When(never_published & Exists(in_translation), then=Value(Freshness.IN_TRANSLATION)),
            When(Q(**{f"{text}__original": None}), then=Value(Freshness.ORIGINAL)),
            When(is_free & is_behind, then=Value(Freshness.MANUAL_BEHIND)),
            When(is_free, then=Value(Freshness.MANUAL)),
            When(is_behind, then=Value(Freshness.BEHIND)),
            When(Q(**{f"{text}__untranslated__gt": 0}), then=Value(Freshness.PARTIAL)),
            default=Value(Freshness.CURRENT),
            output_field=models.CharField(),
        ),
        behind_since=Case(When(freshness__in=BEHIND, then=F("original_changed_at"))),
        text_published_at=Coalesce(f"{text}__changed_at", "alias_of__published_text__changed_at"),
    )


def freshness_of(page: Page) -> Freshness:
    """How one page stands to its original."""
    row = with_freshness(PageQuerySet(Page)).filter(pk=page.pk).values_list("freshness", flat=True).first()
    return Freshness(row or Freshness.ORIGINAL)


def original_changed_since(page: BasePage) -> tuple[BasePage, dt.datetime] | None:
    """The original of a public translation that is behind, and when it changed last; None when there is none."""
    texts = public_texts(page)
    own = texts.get(page.pk)
    original = texts.get(own.original_id) if own and own.original_id else None
    if own is None or original is None or original.changed_at <= own.based_on:
        return None
    versions = {version.pk: version for version in page.other_languages.values()}
    return versions[original.page_id], original.changed_at


def public_texts(page: BasePage) -> dict[int, PublishedText]:
    """What is known of the public texts of a page and of its other versions, by page; mirrors have none.

    They come with the page and its versions, where these were asked for together.
    """
    pages = [page, *page.other_languages.values()]
    texts = [text for version in pages if (text := getattr(version, "published_text", None)) is not None]
    return {text.page_id: text for text in texts}
