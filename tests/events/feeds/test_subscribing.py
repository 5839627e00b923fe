"""The page offers what it shows as a subscription, in words and as addresses."""

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from events.feeds.selection import title_of
from events.feeds.subscription import Subscription, subscription_of
from events.forms import EventFilterForm
from events.models import CalendarPage
from partners.models import Partner
from tests.events.feeds.asking import START
from tests.factories import EventPageFactory


def subscription(query: str, language: str = "fr") -> Subscription:
    page = CalendarPage.objects.get(locale__language_code=language)
    request = RequestFactory().get(page.url)
    with translation.override(language):
        return subscription_of(page, EventFilterForm(QueryDict(query)), request)


def test_addresses_carry_the_filter_and_nothing_else(crim: Partner) -> None:
    found = subscription("free=on&page=2&partner=crim&view=month&day=2026-12-01&kind=&q=a+b%26&region=nowhere")
    query = "?q=a+b%26&partner=crim&free=on"
    assert found.ics == f"http://testserver/fr/calendrier/calendar.ics{query}"
    assert found.webcal == f"webcal://testserver/fr/calendrier/calendar.ics{query}"
    assert found.atom == f"http://testserver/fr/calendrier/calendar.atom{query}"
    assert found.json == f"http://testserver/fr/calendrier/calendar.json{query}"
    assert found.embed == f"http://testserver/fr/calendrier/embed/{query}"


def test_without_a_filter_it_is_all(db: None) -> None:
    found = subscription("view=past&page=4")
    assert not found.is_filtered
    assert found.ics.endswith("/calendar.ics")


def test_what_one_subscribes_to_is_said_in_words(crim: Partner) -> None:
    form = EventFilterForm(
        QueryDict("topic=management&partner=crim&kind=webinar&free=on&start=2026-12-01&end=2026-12-31&q=ia")
    )
    with translation.override("en"):
        assert title_of(form) == (
            "Calendar of Carrefour-TIC: “ia”, Management, CRIM, Webinar, "
            "from December 1, 2026, until December 31, 2026, free"
        )


def test_the_subscription_is_what_was_announced(crim: Partner, client: Client) -> None:
    """Every address that the page offers answers, and its feed bears the same name."""
    EventPageFactory(partner=crim, published=True)
    found = subscription("partner=crim", "en")
    for url in (found.ics, found.atom, found.json, found.embed):
        response = client.get(url.removeprefix("http://testserver"))
        assert response.status_code == 200
        assert found.title in response.content.decode()


def test_the_section_offers_all_of_it(crim: Partner) -> None:
    found = subscription('q="<b>', "en")
    with translation.override("en"):
        page = BeautifulSoup(render_to_string("components/subscribe.html", {"subscription": found}), "html.parser")
        head = BeautifulSoup(
            render_to_string("components/calendar_alternates.html", {"subscription": found}), "html.parser"
        )
    hrefs = [link["href"] for link in page.select("a")]
    assert hrefs == [found.webcal, found.ics, found.atom, found.json, found.embed]
    for field in page.select("input, textarea"):
        assert field.has_attr("readonly")
        assert page.select_one(f'label[for="{field["id"]}"]')
    code = page.select_one("textarea")
    assert code
    frame = BeautifulSoup(code.get_text(), "html.parser").iframe
    assert frame
    assert (frame["src"], frame["title"]) == (found.embed, found.title)
    assert not page.select("iframe, b")
    assert {link["type"]: link["href"] for link in head.select('link[rel="alternate"]')} == {
        "text/calendar": found.ics,
        "application/atom+xml": found.atom,
        "application/feed+json": found.json,
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_event_for_ones_own_calendar(crim: Partner, client: Client, language: str) -> None:
    event = EventPageFactory(partner=crim, published=True, start=START)
    request = RequestFactory().get(event.url)
    context = {"event": event, "date": event.occurrences.get()}
    with translation.override(language):
        page = BeautifulSoup(render_to_string("components/add_to_calendar.html", context, request), "html.parser")
    file, *services = page.select("a")
    assert client.get(str(file["href"])).headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [service.get_text(strip=True) for service in services] == [
        "Google Calendar",
        "Outlook.com",
        "Microsoft 365",
        "Yahoo",
    ]
    assert all("testserver" in str(service["href"]) for service in services)
