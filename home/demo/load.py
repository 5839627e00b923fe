"""Loads all of the demonstration content."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import ArticlePage
from articles.related import relate_text
from core.models import Topic, User
from home.demo import media
from home.demo.bodies import BodyBuilder
from home.demo.choices import load_choices
from home.demo.making import key_of
from home.demo.pages import load_pages
from home.demo.people import make_people
from home.demo.reading import read
from home.demo.translating import start_translation
from home.models import DemonstrationLoad, HomePage, PlainPage, TopicIndexPage, TopicPage
from home.structure import set_up_site, words
from partners.models import Partner, PartnerPage
from partners.services import set_up_partner
from translations.services import save_translation_draft

Report = Callable[[str, int, int], None]


def is_loaded() -> bool:
    """Whether a load has once come to its end."""
    return DemonstrationLoad.objects.filter(finished_at__isnull=False).exists()


def is_allowed() -> bool:
    """Whether the database is empty, or a load has begun in it: accounts with a known password belong nowhere else."""
    return DemonstrationLoad.objects.exists() or not User.objects.exists()


def load(report: Report, today: dt.date | None = None) -> None:
    """Makes what is missing; the search index of the admin follows from the background worker.

    `report` is told the step, how many of its items are done, and how many there are.

    Interrupted at any point, it leaves whole items only, and running it again goes on from there.
    """
    today = today or timezone.localdate()
    record, _ = DemonstrationLoad.objects.get_or_create()
    with disable_reference_index_auto_update():
        report("Site", 0, 1)
        set_up_site()
        report("Site", 1, 1)
        lines = read("partners")
        for done, line in enumerate(lines, 1):
            _load_partner(line)
            report("Partners", done, len(lines))
        make_people()
        _load_plain_pages(read("pages"))
        _load_topic_pages(words()["topics"])
        for done, total in load_pages(today):
            report("Articles and events", done, total)
        if not record.finished_at:
            load_choices(today)
    _relate_articles(report)
    report("References", 0, 1)
    call_command("rebuild_references_index", verbosity=0)
    report("References", 1, 1)
    # Dates were set past the publications.
    report("Search", 0, 1)
    call_command("rebuild_search", stdout=StringIO())
    report("Search", 1, 1)
    record.finished_at = timezone.now()
    record.save()


def _relate_articles(report: Report) -> None:
    """What stands beside each article. The worker would find it too, but has all pages to index before that."""
    public = ArticlePage.objects.published().in_locale(Locale.get_default())
    keys = list(public.values_list("translation_key", flat=True))
    for done, key in enumerate(keys, 1):
        relate_text(key)
        report("Related articles", done, len(keys))


@transaction.atomic
def _load_partner(line: dict[str, Any]) -> None:
    names = ("acronym", "name_fr", "name_en", "aliases", "status", "status_date", "website", "place", "region")
    partner, created = Partner.objects.get_or_create(
        key=line["key"], defaults={name: line[name] for name in names if line.get(name)}
    )
    set_up_partner(partner)
    if not created:
        return
    partner.topics.set(Topic.objects.filter(key__in=line["topics"]))
    partner.logo = media.partner_logo(partner)
    partner.save()
    bodies = BodyBuilder(partner.key, line["topics"][0], partner.collection)
    for area in PartnerPage.objects.filter(partner=partner).select_related("locale"):
        words = line[area.locale.language_code]
        area.summary = words["summary"].strip()
        area.body = area.body.stream_block.to_python(bodies.build(words["body"]))
        area.save_revision().publish()


def _load_plain_pages(lines: list[dict[str, Any]]) -> None:
    home = HomePage.objects.get(locale=Locale.get_default())
    for line in lines:
        page = PlainPage(show_in_menus=True)
        _publish_in_both(
            HomePage.objects.get(pk=home.pk), page, {code: _plain_words(line, code) for code in ("fr", "en")}
        )


def _plain_words(line: dict[str, Any], language: str) -> dict[str, Any]:
    words = line[language]
    raw = BodyBuilder(line["key"], "management", None).build(words["body"])
    body = PlainPage._meta.get_field("body").stream_block.to_python(raw)
    return {"title": words["title"], "slug": words["slug"], "summary": words["summary"].strip(), "body": body}


def _load_topic_pages(lines: list[dict[str, Any]]) -> None:
    index = TopicIndexPage.objects.get(locale=Locale.get_default())
    for line in lines:
        words = {
            code: {
                "title": line[f"title_{code}"],
                "slug": line[f"slug_{code}"],
                "summary": line[f"summary_{code}"].strip(),
                "introduction": line[f"intro_{code}"].strip(),
            }
            for code in ("fr", "en")
        }
        page = TopicPage(topic=Topic.objects.get(key=line["key"]))
        _publish_in_both(TopicIndexPage.objects.get(pk=index.pk), page, words)


@transaction.atomic
def _publish_in_both(parent: Page, page: Page, words: dict[str, dict[str, Any]]) -> None:
    """Publishes a French page and its English translation, unless the page is there."""
    page.translation_key = key_of(words["fr"]["slug"])
    if Page.objects.filter(translation_key=page.translation_key).exists():
        return
    for name, value in words["fr"].items():
        setattr(page, name, value)
    page.locale = parent.locale
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    translation = start_translation(page, words["en"], Locale.objects.get(language_code="en"), None)
    save_translation_draft(translation, None).publish()
