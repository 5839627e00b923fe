"""Pages that are kept read no table of which the database does not note the changes."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.forms import ArchiveFilterForm, ArticleFilterForm
from config.settings import base
from core.models import Topic
from core.page_cache.triggers import followed_models
from core.pagination import PARAMETER
from events.forms import EventFilterForm
from home.demo import media
from home.models import HomePage, PlainPage, TopicIndexPage, TopicPage
from partners.models import Partner
from search.forms import SearchForm
from tests.factories import ArticlePageFactory, EventPageFactory


def test_what_pages_read_is_followed(crim: Partner, aqt: Partner, client: Client) -> None:
    topic = Topic.objects.get(key="management")
    index = TopicIndexPage.objects.get(locale__language_code="fr")
    index.add_child(instance=TopicPage(title="Gestion", slug="gestion", topic=topic))
    home = HomePage.objects.get(locale__language_code="fr")
    home.add_child(instance=PlainPage(title="Page", slug="page"))
    image = media.picture("grid", "followed", "management", "Une grille", crim.collection)
    article = ArticlePageFactory(partner=crim, topics=[topic], image=image, authors="Anne Roy", published=True)
    event = EventPageFactory(partner=crim, topics=[topic], image=image, co_organizers=[], published=True)
    addresses = [
        *("/fr/", "/en/", "/fr/veille/", "/fr/veille/?kind=study&q=x", "/fr/veille/archives/", "/fr/calendrier/"),
        *("/fr/calendrier/?view=month", "/fr/calendrier/?view=past", "/fr/partenaires/", "/fr/partenaires/crim/"),
        *("/fr/thematiques/", "/fr/thematiques/gestion/", "/fr/page/", "/fr/auteurs/anne-roy/", article.url, event.url),
        article.url.replace("/fr/partenaires/", "/en/partners/"),
    ]
    read: set[str] = set()
    for address in addresses:
        # The first reader has the missing pictures made; in a test the worker does so at once.
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        for query in queries:
            read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]))

    # Their rows are made with the tables, by migrations.
    assert read - {model._meta.db_table for model in followed_models()} <= {"django_content_type"}


def test_what_forms_read_is_known() -> None:
    forms = (ArticleFilterForm, ArchiveFilterForm, EventFilterForm, SearchForm)
    names = {PARAMETER, *(name for form in forms for name in form.base_fields)}
    assert names == base.PAGE_CACHE_PARAMETERS
