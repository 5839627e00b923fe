"""Until the second factor is given, every address of the admin and of the documents answers as it does to nobody."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from core.models import User
from tests.accounts.steps import enrolled, give_password
from tests.factories import UserFactory
from tests.isolation.patterns import admin_views

# By the names of their views: what somebody needs who is on the way in.
OPEN = {
    "accept_invitation",
    "accounts:code",
    "accounts:enrol",
    "accounts:leave",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}
# For people who are in; others are led to the step that is missing.
TO_THE_NEXT_STEP = {"accounts:renew_codes", "accounts:remove"}


@pytest.fixture(params=["without the code", "without a phone"])
def person(request: pytest.FixtureRequest, db: None, required: None, client: Client) -> User:
    """An administrator, whom no rule of another kind keeps out, on the way in."""
    person = UserFactory(administrator=True)
    if request.param == "without the code":
        enrolled(person)
    give_password(client, person.email)
    return person


def addresses() -> list[tuple[str, str]]:
    """Every view of the admin, with a number or a word in place of each argument."""
    return [(view.name, filled(view.route)) for view in admin_views()]


def filled(route: str) -> str:
    address = re.sub(r"<(?:(\w+):)?\w+>", lambda kind: "1" if kind[1] == "int" else "x", route)
    return "/" + re.sub(r"\(\?P[^)]*\)", "1", address).translate(str.maketrans("", "", "^$\\"))


def test_every_address_of_the_admin_is_closed(person: User, client: Client) -> None:
    stranger = Client()
    closed = 0
    for name, address in addresses():
        if name in OPEN:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            if name in TO_THE_NEXT_STEP:
                assert answer["Location"].startswith("/admin/second-factor/"), name
                continue
            expected = getattr(stranger, method)(address)
            assert answer.status_code == expected.status_code, (name, address)
            assert answer.headers.get("Location") == expected.headers.get("Location"), (name, address)
            assert answer.status_code != 200 or answer.content == expected.content, (name, address)
            closed += answer.status_code in (302, 403)
    assert closed > 300


def test_documents_and_pages_for_people_who_are_logged_in_stay_closed(person: User, client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document: Any = get_document_model()(title="Interne", collection=collection)
    document.file.save("interne.pdf", ContentFile(b"%PDF-1.4 interne"))
    document.save()
    page = Page.objects.filter(depth=3, slug="veille").first()
    assert page
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    for address in (document.url, page.get_url()):
        assert client.get(address).status_code == 302, address
    client.force_login(UserFactory())
    for address in (document.url, page.get_url()):
        assert client.get(address).status_code == 200, address
