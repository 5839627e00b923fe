"""Somebody who tries every address of the admin with another partner's numbers learns nothing and changes nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core import mail
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from wagtail.models import GroupPagePermission

from partners.isolation import rules
from tests.isolation.filling import NOT_FILLED, CannotFillError, Request, addresses, form, requests_to
from tests.isolation.hidden import MARKER, Hidden, make_hidden, state_of_aqt
from tests.isolation.lean import lean_settings
from tests.isolation.patterns import View, admin_views, document_views
from tests.isolation.world import Browser, undone

# Minutes: run by hand and by CI.
pytestmark = pytest.mark.slow

LOGIN = "/admin/login/"
STRANGERS = ["editor", "moderator", "translator", "nobody", "former moderator"]


@pytest.fixture(scope="module")
def hidden(django_db_setup: None, django_db_blocker: Any) -> Iterator[Hidden]:
    """Made once for all tests of this module, and undone after the last one."""
    with override_settings(**lean_settings(only_deeds=False)), django_db_blocker.unblock(), undone():
        yield make_hidden()


def crawled() -> list[View]:
    return [view for view in [*admin_views(), *document_views()] if view.route not in NOT_FILLED]


class Crawler:
    """Somebody who asks, and what their answers gave away or changed."""

    def __init__(self, hidden: Hidden, who: str) -> None:
        self.hidden = hidden
        self.client = Browser(raise_request_exception=False)
        self.client.force_login(hidden.users[who])
        self.cookies = self.client.cookies.output(header="")
        self.before = state_of_aqt()
        self.seen: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.telling: list[str] = []
        self.changing: list[str] = []
        self.broken: list[str] = []

    def ask(self, request: Request) -> None:
        """Sends the request, looks at the answer and at what it leads to, and undoes what it did."""
        with undone():
            response = self._send(request)
            self.asked[request.method] += 1
            if response.status_code >= 500:
                self.broken.append(str(request))
            if any([self._tells(response), self._leads_to_telling(response), self._mails()]):
                self.telling.append(f"{request} → {response.status_code}")
            if request.method != "GET" and not self._is_refused_before_the_view(response):
                after = state_of_aqt()
                self.changing += [f"{request}: {name}" for name in after if after[name] != self.before[name]]
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)

    def _send(self, request: Request) -> HttpResponse:
        match request.method:
            case "POST":
                return self.client.post(request.address, form(request, self.hidden))
            case "PUT" | "DELETE":
                body = "value=Quetzal"
                kind = "application/x-www-form-urlencoded"
                return self.client.generic(request.method, request.address, body, content_type=kind)
        return self.client.get(request.address)

    def _tells(self, response: HttpResponse) -> bool:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        said = [str(message) for message in get_messages(response.wsgi_request)]
        told = [body.decode(errors="replace"), json.dumps(dict(response.headers)), *said]
        return any(MARKER in part.lower() for part in told)

    def _mails(self) -> bool:
        """Whether a mail that came of it tells somebody else than their own people."""
        sent = [message for message in mail.outbox if not any(MARKER in to for to in message.recipients())]
        mail.outbox.clear()
        return any(MARKER in message.message().as_string().lower() for message in sent)

    def _is_refused_before_the_view(self, response: HttpResponse) -> bool:
        return response.status_code == 404 or response.headers.get("Location", "").startswith(LOGIN)

    def _leads_to_telling(self, response: HttpResponse) -> bool:
        """Where an answer sends one on to a page that nobody has looked at yet."""
        address = response.headers.get("Location", "")
        if address.startswith(LOGIN):
            address = LOGIN
        if not address or address in self.seen:
            return False
        self.seen.add(address)
        return self._tells(self.client.get(address, follow=True))


def crawl(hidden: Hidden, who: str, views: list[View]) -> Crawler:
    crawler = Crawler(hidden, who)
    for view in views:
        for request in requests_to(view, hidden):
            crawler.ask(request)
    return crawler


def why_not_filled(view: View, hidden: Hidden) -> str:
    try:
        return "" if list(addresses(view, hidden)) else f"{view}: no address"
    except CannotFillError as error:
        return str(error)


def test_every_pattern_is_filled_or_listed_with_a_reason(hidden: Hidden) -> None:
    assert [problem for view in crawled() if (problem := why_not_filled(view, hidden))] == []
    routes = {view.route for view in admin_views()}
    assert NOT_FILLED.keys() <= routes
    assert all(NOT_FILLED.values())


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_learn_and_change_nothing(
    hidden: Hidden, who: str, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    crawler = crawl(hidden, who, crawled())
    asked = sum(crawler.asked.values())
    record_property("requests", asked)
    with capsys.disabled():
        print(f" {who}: {asked} requests", end=" ")
    assert crawler.telling == []
    assert crawler.changing == []
    assert crawler.broken == []
    assert crawler.asked["GET"] > 500
    assert crawler.asked["POST"] > 500


# The crawl notices what it is for


def test_their_own_people_see_it(hidden: Hidden) -> None:
    """The addresses do lead to what is hidden: else it would prove nothing that strangers find nothing there."""
    crawler = Crawler(hidden, "their moderator")
    showing = [view.name for view in crawled() if view.name in rules.RULES and shows(crawler, view)]
    assert len(set(showing)) >= 75
    assert {
        "partners:members",
        "wagtail_bulk_action",
        "wagtail_localize:download_pofile",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_explore",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:revisions_compare",
        "wagtailadmin_pages:workflow_history_detail",
        "wagtailadmin_reports:site_history",
        "wagtaildocs:edit",
        "wagtailimages_chooser:chosen",
    } <= set(showing)


def shows(crawler: Crawler, view: View) -> bool:
    """Whether one of the answers of a view gives the marker away; looks no further than the first that does."""
    for request in requests_to(view, crawler.hidden):
        if request.method == "GET":
            crawler.ask(request)
            if crawler.telling:
                crawler.telling.clear()
                return True
    return False


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_pages:move_confirm", "wagtailadmin_explore"],
)
def test_a_rule_that_is_opened_shows(hidden: Hidden, name: str) -> None:
    view = next(view for view in admin_views() if view.name == name)
    with patch.dict(rules.RULES, {name: rules.open_to_all("by mistake")}):
        assert crawl(hidden, "editor", [view]).telling
    assert crawl(hidden, "editor", [view]).telling == []


def test_a_right_that_is_granted_shows(hidden: Hidden) -> None:
    views = [view for view in admin_views() if view.name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:lock")]
    group = Group.objects.get(partner_group__partner__key="crim", partner_group__role="editor")
    with undone():
        for right in ("change", "lock"):
            GroupPagePermission.objects.create(group=group, page_id=hidden.theirs["area"][0], permission_type=right)
        crawler = crawl(hidden, "editor", views)
    assert crawler.telling
    assert crawler.changing


def test_a_pattern_with_an_unknown_argument_is_not_filled(hidden: Hidden) -> None:
    pattern = path("<int:unheard_of_id>/", lambda request, unheard_of_id: HttpResponse())
    view = View("unheard_of", "admin/unheard-of/<int:unheard_of_id>/", pattern)
    assert why_not_filled(view, hidden) == "unheard_of: unheard_of_id"
