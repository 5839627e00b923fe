"""The pages without which there is no site: home, sections, plain pages, in both languages."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Page, Site, Task, Workflow

from articles.models import ArticleIndexPage
from core.models import Topic
from events.models import CalendarPage
from home.models import HomePage, TopicIndexPage
from partners.models import PartnerIndexPage
from partners.services import set_up_board

WORDS = Path(__file__).parent / "site.yaml"
# Values of fields by language code.
Words = dict[str, dict[str, Any]]

# In the order of the navigation.
SECTIONS: dict[str, type[Page]] = {
    "topics": TopicIndexPage,
    "articles": ArticleIndexPage,
    "calendar": CalendarPage,
    "partners": PartnerIndexPage,
}

# As Wagtail names them.
STOCK_GROUPS = ("Moderators", "Editors")
STOCK_WORKFLOW = "Moderators approval"


def words() -> dict[str, Any]:
    """`home` and each of `sections` as `Words`, and `topics` in their order."""
    return dict(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


@transaction.atomic
def set_up_site() -> None:
    """Makes what is missing: home page and sections in each language, the site, the board's rights, the topics."""
    said = words()
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES]
    if not HomePage.objects.exists():
        _delete_welcome_page()
        _delete_stock_groups()
    homes = _ensure_versions(HomePage, dict.fromkeys(locales, Page.get_first_root_node()), said["home"])
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.get_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or {"http": 80, "https": 443}[address.scheme],
            "root_page": homes[0],
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    for name, model in SECTIONS.items():
        _ensure_versions(model, {page.locale: page for page in homes}, said["sections"][name])
    set_up_board(homes)
    for position, line in enumerate(said["topics"]):
        Topic.objects.get_or_create(
            key=line["key"],
            defaults={"title_fr": line["title_fr"], "title_en": line["title_en"], "position": position},
        )


def _ensure_versions(model: type[Page], parents: dict[Locale, Page], words: Words) -> list[Page]:
    """The pages of that type, one for each locale below its parent, made with its words where it is missing.

    All are made before the first is published: the publication of one would else make mirrors in place of the others.
    """
    versions = [_ensure(model, parent, locale, words[locale.language_code]) for locale, parent in parents.items()]
    for page in versions:
        if not page.first_published_at:
            page.save_revision().publish()
    return [model.objects.get(pk=page.pk) for page in versions]


def _ensure(model: type[Page], parent: Page, locale: Locale, fields: dict[str, Any]) -> Page:
    existing = model.objects.child_of(parent).filter(locale=locale).first()
    if existing:
        return existing
    page = model(locale=locale, live=False, show_in_menus=model is not HomePage, **fields)
    page.slug = fields.get("slug") or locale.language_code
    if version := model.objects.exclude(locale=locale).first():
        page.translation_key = version.translation_key
    # The tree position is computed from the parent's counters, which an earlier insertion may have changed.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def _delete_welcome_page() -> None:
    """Wagtail's first migration leaves a page that only says that Wagtail works."""
    for page in Page.objects.filter(depth=2).exact_type(Page):
        Site.objects.filter(root_page=page).delete()
        page.delete()


def _delete_stock_groups() -> None:
    """Wagtail's migrations leave groups that may publish everywhere, and a workflow. Here approval publishes."""
    Group.objects.filter(name__in=STOCK_GROUPS).delete()
    Workflow.objects.filter(name=STOCK_WORKFLOW).delete()
    Task.objects.filter(name=STOCK_WORKFLOW).delete()
