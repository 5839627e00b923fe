"""What translators and moderators do in the admin, step by step, by its own views."""

from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from articles.models import ArticlePage
from core.models import User
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory


def client_of(partner: Partner, role: Role) -> Client:
    client = Client()
    client.force_login(UserFactory(role=(partner, role)))
    return client


def reading_english(user: User) -> Client:
    """Logged in, with the admin in English."""
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def translator_and_moderator(partner: Partner) -> tuple[Client, Client]:
    return client_of(partner, Role.TRANSLATOR), client_of(partner, Role.MODERATOR)


def version(page: Page, language: str) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code=language)


def english(page: Page) -> ArticlePage:
    return version(page, "en")


def start(client: Client, page: Page, language: str = "en") -> Translation:
    locale = Locale.objects.get(language_code=language)
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale.pk]})
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def put_string(client: Client, translation: Translation, path: str, value: str) -> int:
    """Translates the sentence at `path`; the status of the answer."""
    segment = translation.source.stringsegment_set.get(context__path=path)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = urlencode({"value": value})
    return client.put(address, body, content_type="application/x-www-form-urlencoded").status_code


def put_all_strings(client: Client, translation: Translation) -> None:
    """Translates every sentence, by saying of it that it is English, and leaves the markup as it is."""
    for segment in translation.source.stringsegment_set.select_related("context", "string"):
        word = "an-address" if segment.context.path == "slug" else f"English: {segment.string.data}"
        assert put_string(client, translation, segment.context.path, word) in (200, 201)


def submit(client: Client, translation: Translation) -> int:
    return client.post(reverse("translations:submit", args=[translation.pk])).status_code


def decide(client: Client, page: Page, action: str, comment: str = "") -> None:
    """Answers the step at which `page` waits."""
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    client.post(address, {"comment": comment, "next": reverse("wagtailadmin_home")})


def approve(client: Client, page: Page) -> None:
    decide(client, page, "approve")


def translated(page: ArticlePage, *paths: str) -> ArticlePage:
    """The English version of `page`, with these sentences translated, approved."""
    translator, moderator = translator_and_moderator(page.partner)
    translation = start(translator, page)
    for path in paths:
        put_string(translator, translation, path, f"english-{path}")
    submit(translator, translation)
    approve(moderator, english(page))
    return english(page)


def change(page: ArticlePage, title: str, *, minor: bool = False) -> None:
    """Publishes `page` with another title."""
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.title, page.is_minor_edit = title, minor
    page.save_revision().publish()
