"""What articles may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ArticleKind(models.TextChoices):
    """What a reader may expect of an article."""

    INTELLIGENCE_BRIEF = "intelligence_brief", _("Intelligence brief")
    ARTICLE = "article", _("Article")
    STUDY = "study", _("Study")
    PROFILE = "profile", pgettext_lazy("kind of article", "Profile")
    SPECIAL_REPORT = "special_report", _("Special report")

    @property
    def plural(self) -> str:
        """As the heading of a list."""
        return str(_PLURALS[self])

    @property
    def schema_type(self) -> str:
        """The type of schema.org: news for what reports what is new, a report for what was studied."""
        return {self.INTELLIGENCE_BRIEF: "NewsArticle", self.STUDY: "Report"}.get(self, "Article")


_PLURALS = {
    ArticleKind.INTELLIGENCE_BRIEF: _("Intelligence briefs"),
    ArticleKind.ARTICLE: _("Articles"),
    ArticleKind.STUDY: _("Studies"),
    ArticleKind.PROFILE: _("Profiles"),
    ArticleKind.SPECIAL_REPORT: _("Special reports"),
}


class Licence(models.TextChoices):
    """What others may do with a text. Blank: all rights reserved."""

    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"

    @property
    def url(self) -> str:
        """Where the licence is explained."""
        return f"https://creativecommons.org/licenses/{self.value.removeprefix('cc-').removesuffix('-4.0')}/4.0/"


class SourceLanguage(models.TextChoices):
    """The language of what is cited."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    OTHER = "other", _("Another language")


class ProfileOf(models.TextChoices):
    """Whom a profile presents."""

    PERSON = "person", _("A person")
    ORGANIZATION = "organization", _("An organization")


class Reason(models.TextChoices):
    """Why an article stands beside another one."""

    KEYWORD = "keyword", _("Same keyword")
    TOPIC = "topic", _("Same topic")
    PARTNER = "partner", _("Same partner")


class ArticleOrder(models.TextChoices):
    """In which order a list shows articles."""

    NEWEST = "newest", pgettext_lazy("order of a list", "Newest first")
    OLDEST = "oldest", pgettext_lazy("order of a list", "Oldest first")
    UPDATED = "updated", pgettext_lazy("order of a list", "Recently updated")
    TITLE = "title", pgettext_lazy("order of a list", "By title")
