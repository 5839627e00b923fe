"""Readers see pictures from the public store; they are made on publication, and go when nothing public shows them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.models import ArticlePage
from core.media import missing
from core.models import CustomRendition
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import UserFactory
from tests.media.content import article_with, image_of, picture_file
from tests.media.stores import use_database_of_tasks
from tests.tasks import work


def main_image(client: Client, page: ArticlePage) -> Tag:
    found = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".hero-image img")
    assert found
    return found


def shown() -> set[str]:
    """The specifications of the public renditions."""
    return {each.filter_spec for each in CustomRendition.objects.all() if each.is_public}


def files_below(alias: str, folder: str) -> list[str]:
    store = storages[alias]
    return store.listdir(folder)[1] if store.exists(folder) else []


def test_a_publication_makes_all_sizes_in_its_transaction(crim: Partner, client: Client, settings: Any) -> None:
    use_database_of_tasks(settings)
    page = article_with(crim, image_of(crim))
    tasks = DBTaskResult.objects.filter(task_path="core.media.tasks.make_page_renditions")
    assert {task.args_kwargs["args"][0] for task in tasks} >= {page.pk}
    assert shown() == set()
    work()
    assert len(shown()) == 4 + 4 + 1
    image = main_image(client, page)
    assert image["src"].startswith("/media/images/")
    assert "1200w" in image["srcset"]
    assert client.get(image["src"]).status_code == 200


def test_a_missing_size_is_there_at_the_next_view(crim: Partner, client: Client) -> None:
    page = article_with(crim, image_of(crim))
    CustomRendition.objects.all().delete()
    missing.forget()
    pending = main_image(client, page)
    assert "picture-pending" in pending["src"]
    # The same room is kept for it, and it says the same to who cannot see it.
    assert (pending["width"], pending["height"]) == ("640", "400")
    there = main_image(client, page)
    assert there["src"].startswith("/media/images/")
    assert (there["width"], there["height"], there["alt"]) == ("640", "400", pending["alt"])


def test_another_size_of_the_same_proportions_stands_in(crim: Partner, client: Client) -> None:
    page = article_with(crim, image_of(crim, size=(1600, 1000)))
    CustomRendition.objects.exclude(filter_spec__startswith="fill-1200x750").delete()
    missing.forget()
    image = main_image(client, page)
    assert "fill-1200x750" in image["src"]
    assert (image["width"], image["height"]) == ("1200", "750")


def test_a_process_asks_once_for_what_stays_missing(crim: Partner, client: Client, settings: Any) -> None:
    page = article_with(crim, image_of(crim))
    CustomRendition.objects.all().delete()
    missing.forget()
    use_database_of_tasks(settings)
    for _view in range(3):
        main_image(client, page)
    tasks = DBTaskResult.objects.filter(task_path="core.media.tasks.make_renditions")
    assert len(tasks) == len({str(task.args_kwargs) for task in tasks}) >= 1


def test_what_is_not_published_is_nowhere_public(crim: Partner, client: Client) -> None:
    page = article_with(crim, image_of(crim), published=False)
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    image = BeautifulSoup(preview.content, "html.parser").select_one(".hero-image img")
    assert image
    # Whoever previews sees the picture all the same, at an address that ends.
    assert image["src"].startswith("/media/signed/")
    assert client.get(image["src"]).status_code == 200
    assert CustomRendition.objects.exists()
    assert shown() == set()
    assert files_below("public", "images") == []
    page.get_latest_revision().publish()
    assert len(shown()) == 9


def test_private_files_have_signed_addresses_only(crim: Partner, client: Client) -> None:
    image = image_of(crim)
    assert client.get(image.file.url).status_code == 200
    assert client.get(f"/media/{image.file.name}").status_code == 404
    signature, name = image.file.url.removeprefix("/media/signed/").split("/", 1)
    other = image_of(crim, "autre.png")
    assert client.get(f"/media/signed/{signature}/{other.file.name}").status_code == 404
    assert client.get(f"/media/signed/x{signature}/{name}").status_code == 404
    assert client.get(f"/media/signed/{signature}/{name}/../{name}").status_code == 404


def test_a_signed_address_ends(crim: Partner, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = image_of(crim).file.url
    assert client.get(address).status_code == 200
    monkeypatch.setattr("core.media.storages.SIGNED_FOR", -1)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_pictures_go_with_the_last_page_that_shows_them(crim: Partner, how: str) -> None:
    image = image_of(crim)
    first, second = article_with(crim, image), article_with(crim, image)
    getattr(first, how)()
    assert len(shown()) == 9
    assert len(files_below("public", "images")) == 9
    getattr(second, how)()
    assert shown() == set()
    assert files_below("public", "images") == []
    # What people uploaded stays.
    assert image.file.storage.exists(image.file.name)


def test_a_replaced_picture_is_shown_in_the_sizes_of_the_old_one(crim: Partner, client: Client) -> None:
    image = image_of(crim)
    page = article_with(crim, image)
    before = main_image(client, page)["src"]
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    form = {"title": "Une image", "file": picture_file("neuve.png", "red"), "collection": crim.collection_id}
    assert client.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    after = main_image(Client(), page)["src"]
    assert after.startswith("/media/images/neuve")
    assert after != before
    assert client.get(before).status_code == 404
    assert files_below("default", "original_images") == ["neuve.png"]


def test_the_logo_of_a_partner_is_made_with_its_area(crim: Partner, client: Client) -> None:
    crim.logo = image_of(crim, "logo.png")
    crim.save()
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    area.save_revision().publish()
    assert shown() == {"max-320x160|format-webp", "max-320x160|format-png"}
    found = BeautifulSoup(client.get(area.url).content, "html.parser").select_one(".partner-head__logo img")
    assert found
    assert found["src"].startswith("/media/images/logo")
