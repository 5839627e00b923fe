"""An upgrade that brings a new view to the admin opens nothing: whoever adds one says who may ask it about what."""

import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config import urls
from partners.isolation.rules import RULES, rule_for
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory
from tests.isolation.patterns import admin_views

# Patterns without a name, which answer 404 to everybody: Wagtail's page to try that out, and what no other one takes.
NAMELESS = {"admin/test404/", "admin/^.*/$"}
ALL_OF_A_NAMESPACE = ":*"


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Open to whoever may come here.")


# As the addresses of a package that was upgraded, with views that nobody has looked at.
urlpatterns = [
    path("admin/unheard-of/", answer, name="unheard_of"),
    path("admin/unheard-of/without-a-name/", answer),
    *urls.urlpatterns,
]
handler404 = urls.handler404
UNHEARD_OF = ["/admin/unheard-of/", "/admin/unheard-of/without-a-name/"]


def test_every_view_has_a_rule() -> None:
    views = admin_views()
    assert len(views) > 200
    unclassified = [view for view in views if view.route not in NAMELESS and rule_for(view.name) is None]
    assert [str(view) for view in unclassified] == []


def test_every_rule_is_of_a_view() -> None:
    names = {view.name for view in admin_views()}
    names |= {f"{name.rpartition(':')[0]}{ALL_OF_A_NAMESPACE}" for name in names if ":" in name}
    assert [name for name in RULES if name not in names] == []


def test_only_what_is_closed_is_classified_by_its_namespace() -> None:
    """A rule that asks nothing of a request is one for administrators, who are not asked."""
    whole = {name: rule for name, rule in RULES.items() if name.endswith(ALL_OF_A_NAMESPACE)}
    assert whole
    for name, rule in whole.items():
        assert rule.allows(None, {}) is False, name


@pytest.mark.parametrize("who", [*Role, "board"])
@pytest.mark.parametrize("address", UNHEARD_OF)
@pytest.mark.urls(sys.modules[__name__])
def test_a_view_that_nobody_classified_is_refused(crim: Partner, client: Client, who: str, address: str) -> None:
    user = UserFactory(board=True) if who == "board" else UserFactory(role=(crim, Role(who)))
    client.force_login(user)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("address", UNHEARD_OF)
@pytest.mark.urls(sys.modules[__name__])
def test_an_administrator_uses_it_all_the_same(db: None, client: Client, address: str) -> None:
    client.force_login(UserFactory(administrator=True))
    assert client.get(address).status_code == 200
