"""An editor whose upload the store does not take is told so in the form, soon, and nothing half done is left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from core.media import storages as media_storages
from core.models import CustomDocument, CustomImage, CustomRendition
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory
from tests.media import servers
from tests.media.content import article_with, image_of, picture_file, upload_document, upload_image
from tests.media.servers import SilentServer
from tests.media.stores import use_buckets, use_database_of_tasks
from tests.tasks import make_due, work

pytestmark = pytest.mark.fault

SENTENCE = "The file could not be stored. Nothing was saved; please try again later."


@pytest.fixture
def editor(crim: Partner, client: Client) -> AbstractBaseUser:
    user = UserFactory(role=(crim, Role.EDITOR))
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


@pytest.fixture(params=["refused", "hanging"])
def dead_store(request: pytest.FixtureRequest, settings: Any, silent_server: SilentServer) -> str:
    use_buckets(settings, servers.nobody() if request.param == "refused" else silent_server.endpoint)
    return str(request.param)


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production, but ten times as fast."""
    monkeypatch.setattr(media_storages, "CONNECT_TIMEOUT", 0.2)
    monkeypatch.setattr(media_storages, "READ_TIMEOUT", 0.4)


@pytest.mark.parametrize(("upload", "model"), [(upload_image, CustomImage), (upload_document, CustomDocument)])
def test_the_form_says_so(
    editor: Any, dead_store: str, crim: Partner, client: Client, upload: Callable[..., Any], model: Any
) -> None:
    response = upload(client, crim)
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert not model.objects.exists()


def test_the_editor_is_told_in_french(editor: Any, dead_store: str, crim: Partner, client: Client) -> None:
    UserProfile.objects.filter(user=editor).update(preferred_language="fr")
    response = upload_image(client, crim)
    # The catalogue may not have been compiled yet; the page around it is French all the same.
    assert 'lang="fr"' in response.content.decode()
    assert not CustomImage.objects.exists()


def test_several_at_once_are_refused_one_by_one(editor: Any, dead_store: str, crim: Partner, client: Client) -> None:
    form = {"title": "Une image", "files[]": picture_file(), "collection": crim.collection_id}
    response = client.post(reverse("wagtailimages:add_multiple"), form, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"success": False, "error_message": SENTENCE}
    assert not CustomImage.objects.exists()


def test_a_picture_that_cannot_be_replaced_stays(editor: Any, crim: Partner, client: Client, settings: Any) -> None:
    image = image_of(crim)
    before = CustomImage.objects.values().get(pk=image.pk)
    use_buckets(settings, servers.nobody())
    form = {"title": "Neuve", "file": picture_file("neuve.png", "red", (300, 200)), "collection": crim.collection_id}
    response = client.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert CustomImage.objects.values().get(pk=image.pk) == before


def test_a_store_that_hangs_is_asked_a_bounded_number_of_times(
    editor: Any, crim: Partner, client: Client, settings: Any, silent_server: SilentServer
) -> None:
    """A list of pictures whose sizes are all missing does not wait once for each."""
    for number in range(12):
        image_of(crim, f"image-{number}.png")
    use_buckets(settings, silent_server.endpoint)
    response = client.get(reverse("wagtailimages:index"))
    assert response.status_code == 200
    assert 1 <= silent_server.connections <= media_storages.ATTEMPTS
    assert upload_image(client, crim).status_code == 200
    assert silent_server.connections <= media_storages.ATTEMPTS


def test_the_waits_are_a_few_seconds(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.undo()
    use_buckets(settings, servers.nobody())
    config = storages["default"].client_config
    longest = (config.connect_timeout + config.read_timeout) * config.retries["total_max_attempts"]
    assert longest <= 15


def test_a_full_disk_is_said_in_the_form_too(
    editor: Any, crim: Partner, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.media.storages.PrivateFolder._save", full)
    for upload in (upload_image, upload_document):
        assert SENTENCE in upload(client, crim).content.decode()
    assert not CustomImage.objects.exists()
    assert not CustomDocument.objects.exists()


def test_a_file_whose_row_cannot_be_saved_is_taken_back(
    editor: Any, crim: Partner, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(CustomImage, "save", refuse)
    with pytest.raises(RuntimeError):
        upload_image(client, crim)
    assert storages["default"].listdir("original_images")[1] == []


def test_where_no_form_can_say_it_the_person_is_told_all_the_same(editor: Any, dead_store: str, client: Client) -> None:
    form = {"avatar-avatar": picture_file("moi.png", size=(100, 100)), "main-tab": "profile"}
    form |= {"name_email-first_name": "Lou", "name_email-last_name": "Roy", "name_email-email": "lou@example.org"}
    form |= {"locale-preferred_language": "en", "locale-current_time_zone": "America/Toronto"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form |= {"digest-digest_frequency": "never"}
    response = client.post(reverse("wagtailadmin_account"), form)
    if response.status_code == 200:
        pytest.fail(f"The form was refused: {response.context['panels_by_tab']}")
    assert response.status_code == 503
    assert "Files cannot be reached at the moment" in response.content.decode()
    assert not UserProfile.objects.exclude(avatar="").exists()


def test_files_are_deleted_once_when_the_store_is_back(
    crim: Partner, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = image_of(crim)
    page = article_with(crim, image)
    folders = settings.STORAGES
    original = image.file.name
    use_database_of_tasks(settings)
    use_buckets(settings, servers.nobody())
    page.delete()
    CustomImage.objects.get(pk=image.pk).delete()
    work()
    assert not CustomRendition.objects.exists()
    tried = DBTaskResult.objects.filter(task_path="core.media.tasks.delete_file")
    assert tried.filter(status="FAILED").count() == tried.filter(status="READY").count() >= 2

    settings.STORAGES = {
        "default": {"BACKEND": "core.media.storages.PrivateFolder"},
        "public": {"BACKEND": "core.media.storages.PublicFolder"},
        "staticfiles": folders["staticfiles"],
    }
    assert storages["default"].exists(original)
    make_due()
    work()
    assert not storages["default"].exists(original)
    assert storages["public"].listdir("images")[1] == []
    assert not tried.filter(status="READY").exists()


def test_pictures_are_made_when_the_store_is_back(crim: Partner, settings: Any) -> None:
    image = image_of(crim)
    use_database_of_tasks(settings)
    page = article_with(crim, image)
    use_buckets(settings, servers.nobody())
    work()
    assert not CustomRendition.objects.exists()
    settings.STORAGES = {
        name: {"BACKEND": f"core.media.storages.{kind}Folder"}
        for name, kind in (("default", "Private"), ("public", "Public"))
    } | {"staticfiles": settings.STORAGES["staticfiles"]}
    make_due()
    work()
    assert page.live
    assert CustomRendition.objects.filter(file__startswith="images/").count() == 9
