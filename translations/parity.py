"""How far each partner's texts exist in each language, in numbers."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from partners.models import Partner, with_partners
from translations.freshness import BEHIND, UNTRANSLATED, Freshness, with_freshness

# What stands for no partner in addresses.
PLATFORM = "platform"


class Share(models.TextChoices):
    """What part of a partner's public texts a segment of a bar stands for."""

    IN_STEP = "in_step", gettext_lazy("Up to date")
    PARTIAL = "partial", gettext_lazy("Partly translated")
    BEHIND = "behind", gettext_lazy("Behind its original")
    UNTRANSLATED = "untranslated", gettext_lazy("Not translated")
    MISSING = "missing", gettext_lazy("No version")


STATES = {
    Share.IN_STEP: frozenset({Freshness.ORIGINAL, Freshness.CURRENT, Freshness.MANUAL}),
    Share.PARTIAL: frozenset({Freshness.PARTIAL}),
    Share.BEHIND: BEHIND,
    Share.UNTRANSLATED: UNTRANSLATED,
}


@dataclass(frozen=True)
class Segment:
    """A part of a bar; place and width are percentages of the bar, as SVG takes them."""

    share: Share
    count: int
    x: str
    width: str

    @property
    def in_words(self) -> str:
        return _("%(label)s: %(count)s") % {"label": self.share.label, "count": self.count}


@dataclass(frozen=True)
class Cell:
    """How many pages are in a state, and where the report lists them."""

    count: int
    url: str


@dataclass
class Row:
    """The pages of one partner (None: of the platform) in one language."""

    partner: Partner | None
    locale: Locale
    # How many texts the partner has made public, in whatever language.
    texts: int
    pages: dict[Freshness, int]
    public: dict[Freshness, int]

    @cached_property
    def language(self) -> str:
        return str(self.locale.get_display_name())

    @property
    def cells(self) -> list[Cell]:
        return [Cell(self.pages.get(state, 0), self.url(state)) for state in Freshness]

    @property
    def total(self) -> Cell:
        return Cell(sum(self.pages.values()), self.url())

    @property
    def shares(self) -> dict[Share, int]:
        """Numbers of public texts."""
        found = {share: sum(self.public.get(state, 0) for state in states) for share, states in STATES.items()}
        return found | {Share.MISSING: max(0, self.texts - sum(found.values()))}

    @property
    def in_step(self) -> int:
        return self.shares[Share.IN_STEP]

    @property
    def segments(self) -> list[Segment]:
        whole = sum(self.shares.values())
        segments, x = [], 0.0
        for share, count in self.shares.items():
            if count:
                width = 100 * count / whole
                segments.append(Segment(share, count, f"{x:.3f}%", f"{width:.3f}%"))
                x += width
        return segments

    @property
    def in_words(self) -> str:
        """What the bar shows."""
        parts = [segment.in_words for segment in self.segments]
        return f"{self.name}, {self.language}. {'; '.join(parts)}."

    @property
    def name(self) -> str:
        return str(self.partner or _("The platform"))

    def url(self, state: Freshness | None = None) -> str:
        """The report, on what this row counts."""
        partner = self.partner.key if self.partner else PLATFORM
        query = {"partner": partner, "locale": self.locale.language_code} | ({"state": state.value} if state else {})
        return f"{reverse('translations:freshness')}?{urlencode(query)}"


def parity(pages: PageQuerySet) -> list[Row]:
    """`pages`, counted by partner and language, partners by acronym and the platform last; in a few queries."""
    rows = with_partners(with_freshness(pages)).order_by()
    counted = rows.values("partner_id", "locale_id", "freshness").annotate(
        pages=Count("pk"), public=Count("pk", filter=Q(live=True))
    )
    counts: dict[tuple[int | None, int], list[dict[str, Any]]] = defaultdict(list)
    for row in counted:
        counts[row["partner_id"], row["locale_id"]].append(row)
    texts = _texts_by_partner(pages)
    partners: list[Partner | None] = [*Partner.objects.filter(pk__in=[key for key, _locale in counts if key])]
    if any(key is None for key, _locale in counts):
        partners.append(None)
    first = Locale.get_default().pk
    locales = sorted(Locale.objects.all(), key=lambda locale: (locale.pk != first, locale.pk))
    return [
        _row(partner, locale, texts.get(key, 0), counts[key, locale.pk])
        for partner in partners
        for key in [partner.pk if partner else None]
        for locale in locales
    ]


def _row(partner: Partner | None, locale: Locale, texts: int, counted: list[dict[str, Any]]) -> Row:
    pages = {Freshness(row["freshness"]): row["pages"] for row in counted}
    public = {Freshness(row["freshness"]): row["public"] for row in counted}
    return Row(partner, locale, texts, pages, public)


def _texts_by_partner(pages: PageQuerySet) -> dict[int | None, int]:
    """How many texts are public in some language."""
    public = with_partners(pages.filter(live=True)).order_by()
    counted = public.values("partner_id").annotate(texts=Count("translation_key", distinct=True))
    return dict(counted.values_list("partner_id", "texts"))
