"""The views of the translation tool give no way into another partner's area either."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from articles.models import ArticlePage
from home.demo.translating import start_translation
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from translations.services import save_translation_draft

SECRET = "A confidential title of AQT"


@pytest.fixture
def translation(aqt: Partner) -> Translation:
    """A translation of AQT's that is not public yet; its original is."""
    original = ArticlePageFactory(partner=aqt, published=True)
    words = {"title": SECRET, "slug": "secret", "summary": "A secret."}
    translation = start_translation(original, words, Locale.objects.get(language_code="en"), None)
    save_translation_draft(translation, None)
    return translation


@pytest.fixture(params=Role)
def stranger(request: pytest.FixtureRequest, crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, request.param)))
    return client


def addresses(translation: Translation) -> list[str]:
    target = translation.get_target_instance()
    original = translation.source.get_source_instance()
    segment = translation.source.stringsegment_set.first()
    arguments = {
        "submit_page_translation": [original.pk],
        "update_translations": [translation.source.pk],
        "edit_string_translation": [translation.pk, segment.pk],
        "download_pofile": [translation.pk],
        "upload_pofile": [translation.pk],
        "machine_translate": [translation.pk],
        "preview_translation": [translation.pk],
        "stop_translation": [translation.pk],
        "convert_to_alias": [target.pk],
    }
    named = [reverse(f"wagtail_localize:{name}", args=values) for name, values in arguments.items()]
    return [*named, reverse("wagtailadmin_pages:edit", args=[target.pk])]


def state(translation: Translation) -> tuple[object, ...]:
    target = ArticlePage.objects.get(translation_key=translation.source.object_id, locale=translation.target_locale)
    strings = list(StringTranslation.objects.order_by("pk").values_list("pk", "data"))
    enabled = Translation.objects.get(pk=translation.pk).enabled
    return target.alias_of_id, target.title, target.live_revision_id, target.latest_revision_id, strings, enabled


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_strangers_neither_see_nor_change_it(stranger: Client, translation: Translation, method: str) -> None:
    before = state(translation)
    for address in addresses(translation):
        response = getattr(stranger, method)(address)
        assert response.status_code in (302, 403, 404, 405), address
        assert SECRET not in response.content.decode(errors="replace"), address
    assert state(translation) == before


@pytest.mark.parametrize("role", Role)
def test_nobody_of_the_partner_publishes_past_the_approval(aqt: Partner, translation: Translation, role: Role) -> None:
    client = Client()
    client.force_login(UserFactory(role=(aqt, role)))
    target = translation.get_target_instance()
    public = target.live_revision_id
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    update = reverse("wagtail_localize:update_translations", args=[translation.source.pk])

    client.post(edit, {"action": "publish"})
    client.post(update, {"publish_translations": "on"})

    target.refresh_from_db()
    assert target.live_revision_id == public
    assert SECRET not in Client().get(target.url).content.decode()
