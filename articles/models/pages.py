"""Intelligence briefs and the longer kinds of articles."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles.admin.panels import CheckedTitlePanel, ChecksPanel, CountedPanel, KindPanel, SourcesPanel
from articles.enums import ArticleKind, Licence, ProfileOf
from articles.models.listed import ListedArticle
from articles.names import Author, authors_of, keyword_key, keywords_of
from articles.structured_data import article
from core.formatting import iso, reading_minutes
from core.media.pictures import bring_renditions
from core.models import ChosenPagesPanel, CustomDocument, Topic
from core.structured_data import Node, Place
from partners.models import PartnerContentPage, PartnerContentQuerySet

if TYPE_CHECKING:
    from articles.models.parts import ArticleSource

# The same in all languages; a translation has them from its original.
SHARED_FIELDS = frozenset(
    {
        *("kind", "authors", "licence"),
        *("document", "page_count", "study_publisher"),
        *("profile_of", "profile_name", "profile_website"),
        *("report_items", "report_topic", "report_keyword"),
    }
)


class ArticleQuerySet(PartnerContentQuerySet):
    """Queries of articles."""

    def with_keyword(self, word: str) -> Self:
        return self.filter(keyword_keys__contains=[keyword_key(word)])


class ArticlePage(PartnerContentPage):
    """An article of any kind; the intelligence brief (capsule de veille) is the most frequent one."""

    kind = models.CharField(
        _("kind"), max_length=30, choices=ArticleKind, default=ArticleKind.INTELLIGENCE_BRIEF, db_index=True
    )
    authors = models.CharField(
        _("authors"),
        max_length=255,
        blank=True,
        help_text=_("Separated by commas. Each has a page with their articles."),
    )
    why_it_matters = models.TextField(
        _("why it matters"),
        max_length=600,
        blank=True,
        help_text=_("What it changes for the people of the industry, in two or three sentences."),
    )
    keywords = models.CharField(
        _("keywords"), max_length=255, blank=True, help_text=_("Separated by commas, the most important ones first.")
    )
    licence = models.CharField(_("licence"), max_length=30, choices=Licence, blank=True)

    # Of a study.
    document = models.ForeignKey(
        CustomDocument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the study as a document"),
    )
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, blank=True)
    study_publisher = models.CharField(
        _("publisher"), max_length=255, blank=True, help_text=_("Blank when it is the partner.")
    )

    # Of a profile.
    profile_of = models.CharField(_("profile of"), max_length=20, choices=ProfileOf, blank=True)
    profile_name = models.CharField(_("name"), max_length=255, blank=True)
    profile_role = models.CharField(
        _("what they do"),
        max_length=255,
        blank=True,
        help_text=_("A trade and an organization, or a field of activity."),
    )
    profile_website = models.URLField(_("website"), max_length=500, blank=True)

    # Of a special report: what it gathers besides the items chosen by hand.
    report_topic = models.ForeignKey(
        Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    report_keyword = models.CharField(_("keyword"), max_length=60, blank=True)

    # As they are compared; see `articles.names`.
    keyword_keys = ArrayField(models.CharField(max_length=255), default=list, editable=False)
    author_keys = ArrayField(models.CharField(max_length=255), default=list, editable=False)

    content_panels = [
        CheckedTitlePanel("title"),
        FieldPanel("kind"),
        CountedPanel("summary"),
        CountedPanel("why_it_matters"),
        SourcesPanel("sources", heading=_("Sources"), label=_("source")),
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                FieldPanel("keywords"),
                FieldPanel("authors"),
            ],
            _("Classification"),
        ),
        KindPanel(
            [FieldPanel("document"), FieldPanel("page_count"), FieldPanel("study_publisher")],
            ArticleKind.STUDY,
        ),
        KindPanel(
            [
                FieldPanel("profile_of"),
                FieldPanel("profile_name"),
                FieldPanel("profile_role"),
                FieldPanel("profile_website"),
            ],
            ArticleKind.PROFILE,
        ),
        KindPanel(
            [
                ChosenPagesPanel("report_items", heading=_("Chosen by hand"), label=_("article"), max_num=20),
                FieldPanel("report_topic"),
                FieldPanel("report_keyword"),
            ],
            ArticleKind.SPECIAL_REPORT,
            help_text=_("The items chosen by hand, then the latest of the topic or with the keyword."),
        ),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        FieldPanel("body"),
        FieldPanel("is_minor_edit"),
        ChecksPanel(heading=_("Before you submit")),
    ]
    promote_panels = [*PartnerContentPage.promote_panels, FieldPanel("licence")]
    search_fields = [
        *PartnerContentPage.search_fields,
        index.SearchField("authors"),
        index.SearchField("keywords"),
        index.SearchField("why_it_matters"),
        index.FilterField("kind"),
    ]
    shared_fields = PartnerContentPage.shared_fields | SHARED_FIELDS
    prose_fields = PartnerContentPage.prose_fields | {"why_it_matters", "keywords", "profile_role"}
    # A source is cited in its own language; names are the same in both.
    override_translatable_fields = [
        SynchronizedField("sources"),
        *(
            SynchronizedField(name, overridable=False)
            for name in sorted(SHARED_FIELDS | {"keyword_keys", "author_keys"})
        ),
    ]

    shown_with = (*PartnerContentPage.shown_with, "document", "report_topic")
    # The keywords are those that related articles have in common.
    card_fields = ("kind", "keywords")
    parent_page_types = ["partners.PartnerPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"
    open_graph_type = "article"
    page_description = _("An intelligence brief, an article, a study, a profile or a special report.")

    objects = PageManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            GinIndex(fields=["keyword_keys"], name="article_by_keyword"),
            GinIndex(fields=["author_keys"], name="article_by_author"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps its row in the lists, in the same transaction."""
        self.keyword_keys = [keyword_key(word) for word in self.keyword_list]
        self.author_keys = [author.key for author in self.author_list]
        with transaction.atomic():
            super().save(*args, **kwargs)
            written = kwargs.get("update_fields")
            if written is None or "live" in written:
                ListedArticle.objects.remake([self.pk])

    @property
    def keyword_list(self) -> list[str]:
        return keywords_of(self.keywords)

    @property
    def author_list(self) -> list[Author]:
        return authors_of(self.authors)

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
            *(("article:tag", word) for word in dict.fromkeys([*topics, *self.keyword_list])),
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
        # They ask for articles themselves.
        from articles import related, reports

        context["report"] = reports.gathered_by(self)
        context["related"] = related.shown_beside(self, besides=context["report"])
        beside = [other.item.image for other in context["related"]]
        bring_renditions([self.image, *(image for image, _sizes in self.pictures()), *beside])
        return context
