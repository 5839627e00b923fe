"""Texts as formats for machines take them, and when they last changed."""

from unicodedata import category

from django.db.models import Max, OuterRef, Subquery
from wagtail.models import Page

# Neither XML nor iCalendar can hold them.
NONCHARACTERS = "\ufffe\uffff"


def plain(text: str) -> str:
    """`text` without the control characters that formats for machines refuse; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in lines if char in "\n\t" or (category(char) not in ("Cc", "Cs") and char not in NONCHARACTERS)
    )


def last_change(translation_key: str) -> Subquery:
    """When a page, whose key is in the column named, last changed in public: the latest publication in any language.

    Facts reach translations and mirrors when their original is published, without a publication of their own, so the
    versions share one moment. It only grows while none of them is deleted: withdrawn versions count. What changes
    without a publication (an area or a partner's name) is no change of a page.
    """
    versions = Page.objects.filter(translation_key=OuterRef(translation_key)).order_by().values("translation_key")
    return Subquery(versions.annotate(latest=Max("last_published_at")).values("latest"))
