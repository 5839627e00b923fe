"""Whatever becomes of the store: a reader's page asks it nothing, and is answered with the same number of queries."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.media import missing
from core.models import CustomDocument, CustomRendition, StoredCard, Topic
from core.share_images import share_image
from home.models import TopicIndexPage, TopicPage
from partners.models import Partner, PartnerPage
from tests.factories import EventPageFactory
from tests.media import servers
from tests.media.content import PAPER, article_with, image_of
from tests.media.servers import SilentServer
from tests.media.stores import use_buckets, use_database_of_tasks

pytestmark = pytest.mark.fault


@pytest.fixture
def addresses(crim: Partner) -> dict[str, str]:
    """A page of each kind that shows pictures, and what goes with pages."""
    topic = Topic.objects.get(key="management")
    for index in TopicIndexPage.objects.filter(locale__language_code="fr"):
        index.add_child(instance=TopicPage(title="Gestion", slug="gestion", topic=topic))
    image = image_of(crim)
    crim.logo = image_of(crim, "logo.png")
    crim.save()
    article = article_with(crim, image, topics=[topic])
    start = timezone.now() + dt.timedelta(days=2)
    event = EventPageFactory(partner=crim, topics=[topic], image=image, start=start, published=True)
    PartnerPage.objects.get(partner=crim, locale__language_code="fr").save_revision().publish()
    document = CustomDocument.objects.create(
        title="Texte", file=ContentFile(PAPER, "texte.pdf"), collection=crim.collection, file_size=len(PAPER)
    )
    return {
        "home": "/fr/",
        "topic": "/fr/thematiques/gestion/",
        "article index": "/fr/veille/",
        "article": article.url,
        "mirror": article.url.replace("/fr/partenaires/", "/en/partners/"),
        "calendar": "/fr/calendrier/",
        "event": event.url,
        "partner area": "/fr/partenaires/crim/",
        "partner index": "/fr/partenaires/",
        "picture to share": share_image(article).path,
        "card to share": share_image(PartnerPage.objects.get(partner=crim, locale__language_code="fr")).path,
        "document": document.url,
    }


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code in (200, 302), address
    return len(queries)


@pytest.mark.parametrize("has_renditions", [True, False], ids=["renditions", "no renditions"])
def test_readers_pages_ask_the_store_nothing(
    addresses: dict[str, str], client: Client, settings: Any, silent_server: SilentServer, has_renditions: bool
) -> None:
    for address in addresses.values():
        client.get(address)
    usual = {name: queries_of(client, address) for name, address in addresses.items()}
    if not has_renditions:
        CustomRendition.objects.all().delete()
        StoredCard.objects.all().delete()
        missing.forget()
    use_database_of_tasks(settings)
    use_buckets(settings, silent_server.endpoint)

    now = {name: queries_of(client, address) for name, address in addresses.items()}
    assert silent_server.connections == 0
    # Without renditions, an image is not read along with them; a card to share is drawn of what its page shows.
    more = dict.fromkeys(now, 0 if has_renditions else 1) | {"picture to share": 2}
    assert {name: (usual[name], now[name]) for name in now if now[name] > usual[name] + more[name]} == {}


def test_pages_show_addresses_of_the_public_bucket(addresses: dict[str, str], client: Client, settings: Any) -> None:
    use_buckets(settings, servers.nobody())
    settings.STORAGES["public"]["OPTIONS"]["public_origin"] = "https://media.example.org"
    page = client.get(addresses["article"]).content.decode()
    assert 'src="https://media.example.org/images/' in page
    assert "X-Amz-Signature" not in page
    assert "/private/" not in page
