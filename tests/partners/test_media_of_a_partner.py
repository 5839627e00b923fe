"""A partner's images and documents are uploaded into its own collection, and into no other."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage

from core.models import CustomImage
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    PillowImage.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile("image.png", content.getvalue(), "image/png")


def upload(client: Client, partner: Partner) -> None:
    form = {"title": "Une image", "file": picture(), "collection": partner.collection_id, "tags": ""}
    client.post(reverse("wagtailimages:add"), form)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_editors_and_moderators_upload_into_their_own(crim: Partner, client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    upload(client, crim)
    assert CustomImage.objects.get().collection == crim.collection


def test_translators_only_choose(crim: Partner, client: Client) -> None:
    client.force_login(UserFactory(role=(crim, Role.TRANSLATOR)))
    upload(client, crim)
    assert not CustomImage.objects.exists()
    assert client.get(reverse("wagtailimages_chooser:choose")).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_nothing_lands_in_anothers_collection(crim: Partner, aqt: Partner, client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    upload(client, aqt)
    assert not CustomImage.objects.filter(collection=aqt.collection).exists()


def test_anothers_images_are_neither_listed_nor_opened(crim: Partner, aqt: Partner, client: Client) -> None:
    client.force_login(UserFactory(role=(aqt, Role.EDITOR)))
    upload(client, aqt)
    image = CustomImage.objects.get()
    client = Client()
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))

    assert image.title not in client.get(reverse("wagtailimages:index")).content.decode()
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code in (302, 403, 404)
    assert image.title not in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
