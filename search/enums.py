"""What the search tells apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.enums import ArticleKind


class ResultKind(models.TextChoices):
    """What a result is. The kinds of articles keep the names that they have elsewhere."""

    INTELLIGENCE_BRIEF = ArticleKind.INTELLIGENCE_BRIEF.value, ArticleKind.INTELLIGENCE_BRIEF.label
    ARTICLE = ArticleKind.ARTICLE.value, ArticleKind.ARTICLE.label
    STUDY = ArticleKind.STUDY.value, ArticleKind.STUDY.label
    PROFILE = ArticleKind.PROFILE.value, ArticleKind.PROFILE.label
    SPECIAL_REPORT = ArticleKind.SPECIAL_REPORT.value, ArticleKind.SPECIAL_REPORT.label
    EVENT = "event", _("Event")
    PARTNER = "partner", _("Partner")
    TOPIC = "topic", _("Topic")
    PERSON = "person", _("Person")
    DOCUMENT = "document", _("Document")
    PAGE = "page", pgettext_lazy("kind of result", "Page")


class Period(models.TextChoices):
    """When something was published; of an event, when it takes place."""

    COMING = "coming", _("Coming events")
    MONTH = "month", _("Last 30 days")
    YEAR = "year", _("Last 12 months")
    OLDER = "older", _("More than 12 months ago")


class Languages(models.TextChoices):
    """Which texts are shown besides those in the language of the page."""

    BOTH = "both", _("French and English")
