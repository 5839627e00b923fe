"""Intelligence briefs and the longer kinds of articles."""

from typing import Any, Self

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles.admin.panels import SourceAddressPanel, SourcesPanel
from articles.enums import ArticleKind, Licence
from articles.forms import ArticleFilterForm
from articles.structured_data import article
from core.formatting import iso, reading_minutes
from core.models import Topic
from core.pagination import page_of
from core.structured_data import Node, Place
from core.widgets import TypedDateInput
from partners.models import PartnerContentPage, PartnerContentQuerySet, PlatformPage

ITEMS_PER_PAGE = 12


class ArticleQuerySet(PartnerContentQuerySet):
    """Queries of articles."""

    def featured_first(self) -> Self:
        return self.order_by("-is_featured", "-first_published_at", "-pk")


class ArticleIndexPage(PlatformPage):
    """Industry intelligence: the articles of all partners, gathered by query."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "articles/article_index_page.html"
    schema_type = "CollectionPage"
    page_description = _("Gathers the articles of all partners.")

    class Meta:
        verbose_name = _("article index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = ArticleFilterForm(request.GET)
        articles = form.narrow(ArticlePage.objects.published().in_locale(self.locale))
        context["filter_form"] = form
        context["listing"] = page_of(articles.newest_first().for_cards(), request, ITEMS_PER_PAGE)
        return context


class ArticlePage(PartnerContentPage):
    """An article of any kind; the intelligence brief (capsule de veille) is the most frequent one."""

    kind = models.CharField(
        _("kind"), max_length=30, choices=ArticleKind, default=ArticleKind.INTELLIGENCE_BRIEF, db_index=True
    )
    authors = models.CharField(_("authors"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=30, choices=Licence, blank=True)
    is_featured = models.BooleanField(_("featured"), default=False)

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("topics", widget=CheckboxSelectMultiple), FieldPanel("authors")],
            _("Classification"),
        ),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        FieldPanel("body"),
        SourcesPanel("sources", heading=_("Sources"), label=_("source")),
        FieldPanel("is_minor_edit"),
    ]
    promote_panels = [
        *PartnerContentPage.promote_panels,
        FieldPanel("licence"),
        FieldPanel("is_featured", permission="articles.feature_articlepage"),
    ]
    search_fields = [
        *PartnerContentPage.search_fields,
        index.SearchField("authors"),
        index.FilterField("kind"),
    ]
    shared_fields = PartnerContentPage.shared_fields | {"kind", "authors", "licence", "is_featured"}
    # A source is cited in its own language; names of people are the same in both.
    override_translatable_fields = [
        SynchronizedField("sources"),
        SynchronizedField("authors"),
    ]

    parent_page_types = ["partners.PartnerPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"
    open_graph_type = "article"
    page_description = _("An intelligence brief, an article, a study, a profile or a special report.")

    objects = PageManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        # What stands first on the home page is not for one partner to decide.
        permissions = [("feature_articlepage", "Can feature an article on the home page")]

    @property
    def licence_url(self) -> str:
        """Where the licence is explained; blank when all rights are reserved."""
        return Licence(self.licence).url if self.licence else ""

    @property
    def reading_minutes(self) -> int:
        """Minutes that reading the body takes, at least one."""
        return reading_minutes(
            sum(len(text.split()) for text in self.body.stream_block.get_searchable_content(self.body))
        )

    @cached_property
    def source_list(self) -> list["ArticleSource"]:
        """The cited sources, asked for once while a page is shown."""
        return list(self.sources.all())

    def structured_data(self, place: Place) -> list[Node]:
        return [article(self, place)]

    def open_graph_details(self) -> list[tuple[str, str]]:
        """As ogp.me/ns/article names them."""
        moments = {"published": self.first_published_at, "modified": self.last_published_at}
        topics = [Topic.title.in_language(topic, self.text_language) for topic in self.topic_list]
        return [
            *((f"article:{name}_time", iso(moment)) for name, moment in moments.items() if moment),
            *(("article:section", topic) for topic in topics[:1]),
            *(("article:tag", topic) for topic in topics),
        ]

    @property
    def is_updated(self) -> bool:
        """Whether it was published again on a later day than the first, in the portal's time zone."""
        if not self.last_published_at:
            return False
        return timezone.localdate(self.last_published_at) > timezone.localdate(self.first_published_at)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = self.topic_list
        context["related"] = (
            ArticlePage.objects.published()
            .in_locale(self.locale)
            .filter(topics__in=self.topics.all())
            .exclude(pk=self.pk)
            .distinct()
            .newest_first()
            .for_cards()[:3]
        )
        return context


class ArticleSource(Orderable):
    """Where the facts of an article come from."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=255)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.DateField(_("date"), null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        SourceAddressPanel("url"),
        FieldPanel("published_on", widget=TypedDateInput),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
