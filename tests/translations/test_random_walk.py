"""Whatever people do in whatever order: what is public in each language is the last version that somebody entitled to
approved there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission, Locale
from wagtail_localize.models import Translation

from articles.models import ArticlePage
from core.models import User
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import put_string

pytestmark = pytest.mark.slow

LANGUAGES = ("fr", "en")
# By name: the role at CRIM; None for people of another partner.
PEOPLE = {
    "editor": Role.EDITOR,
    "moderator": Role.MODERATOR,
    "other moderator": Role.MODERATOR,
    "translator": Role.TRANSLATOR,
    "stranger": None,
}
# The title that the public reads; None for a page that is not there.
Title = str | None


@dataclass
class Walk:
    """One text in two languages, and the people who do things to it."""

    key: object
    users: dict[str, User]
    count: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def page(self, language: str) -> ArticlePage | None:
        return ArticlePage.objects.filter(translation_key=self.key, locale__language_code=language).first()

    def public(self) -> dict[str, Title]:
        pages = {language: self.page(language) for language in LANGUAGES}
        return {language: page.title if page and page.live else None for language, page in pages.items()}

    def client(self, person: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(self.users[person])
        return client

    def new_title(self) -> str:
        self.count += 1
        return f"Titre n° {self.count}"

    def translation(self, language: str) -> Translation | None:
        return Translation.objects.filter(
            source__object_id=self.key, target_locale__language_code=language, enabled=True
        ).first()


Deed = Callable[[Walk, Client, ArticlePage], object]


def save(walk: Walk, client: Client, page: ArticlePage, **extra: str) -> None:
    form = edit_form(page.get_latest_revision_as_object(), title=walk.new_title(), **extra)
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


def submit(walk: Walk, client: Client, page: ArticlePage) -> None:
    save(walk, client, page, **{"action-submit": "1"})


def publish(walk: Walk, client: Client, page: ArticlePage) -> None:
    save(walk, client, page, **{"action-publish": "1"})


def edit_and_approve(walk: Walk, client: Client, page: ArticlePage) -> None:
    action = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    save(walk, client, page, **action)


def minor_edit(walk: Walk, client: Client, page: ArticlePage) -> None:
    save(walk, client, page, is_minor_edit="on", **{"action-submit": "1"})


def decide(action: str) -> Deed:
    def act(walk: Walk, client: Client, page: ArticlePage) -> None:
        state = page.current_workflow_task_state
        if state is not None:
            address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
            client.post(address, {"comment": "Non."})

    return act


def translate(walk: Walk, client: Client, page: ArticlePage) -> None:
    locale = Locale.objects.exclude(pk=page.locale_id).get()
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale.pk]})


def write_sentence(walk: Walk, client: Client, page: ArticlePage) -> None:
    if translation := walk.translation(page.locale.language_code):
        put_string(client, translation, "title", walk.new_title())


def submit_translation(walk: Walk, client: Client, page: ArticlePage) -> None:
    if translation := walk.translation(page.locale.language_code):
        client.post(reverse("translations:submit", args=[translation.pk]))


def save_in_localize(walk: Walk, client: Client, page: ArticlePage) -> None:
    """The buttons of wagtail-localize's own editor, of which one publishes in stock."""
    if walk.translation(page.locale.language_code):
        for action in ("publish", "submit"):
            client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": action})


def stop(walk: Walk, client: Client, page: ArticlePage) -> None:
    if translation := walk.translation(page.locale.language_code):
        client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))


def update_translations(walk: Walk, client: Client, page: ArticlePage) -> None:
    if translation := walk.translation(page.locale.language_code):
        address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
        client.post(address, {"publish_translations": "on"})


def bulk_publish(walk: Walk, client: Client, page: ArticlePage) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})


def unpublish(walk: Walk, client: Client, page: ArticlePage) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def withdraw(walk: Walk, client: Client, page: ArticlePage) -> None:
    address = reverse("partners:withdraw", args=[page.pk])
    client.post(address, {"languages": [page.locale.language_code], "reason": "À revoir."})


DEEDS: dict[str, Deed] = {
    "save": save,
    "submit": submit,
    "minor edit": minor_edit,
    "publish": publish,
    "edit and approve": edit_and_approve,
    "approve": decide("approve"),
    "approve together": decide("approve_together"),
    "ask for changes": decide("reject"),
    "translate": translate,
    "write a sentence": write_sentence,
    "submit the translation": submit_translation,
    "save in localize": save_in_localize,
    "stop": stop,
    "update translations": update_translations,
    "bulk publish": bulk_publish,
    "unpublish": unpublish,
    "withdraw": withdraw,
}
# What leads on comes up more often than what should be refused.
ONWARD = [
    ("submit", "editor", "fr"),
    ("approve", "moderator", "fr"),
    ("approve", "other moderator", "fr"),
    ("translate", "editor", "fr"),
    ("write a sentence", "translator", "en"),
    ("submit the translation", "translator", "en"),
    ("approve", "moderator", "en"),
    ("approve together", "moderator", "fr"),
    ("minor edit", "editor", "fr"),
    ("withdraw", "moderator", "en"),
]
ANYTHING = st.tuples(st.sampled_from([*DEEDS]), st.sampled_from([*PEOPLE]), st.sampled_from(LANGUAGES))
WALKS = st.lists(st.one_of(st.sampled_from(ONWARD), st.sampled_from(ONWARD), ANYTHING), min_size=15, max_size=30)


def expected(walk: Walk, deed: str, person: str, page: ArticlePage, before: dict[str, Title]) -> dict[str, Title]:
    """What the public reads after that, said by the rules and not by the code."""
    after = dict(before)
    language = page.locale.language_code
    is_moderator = PEOPLE[person] is Role.MODERATOR
    if deed == "withdraw" and is_moderator and page.live and not page.is_mirror:
        after[language] = None
    decided = []
    if deed == "approve" and is_moderator:
        decided = [page]
    if deed == "approve together" and is_moderator:
        both = [page, walk.page("en" if language == "fr" else "fr")]
        # Offered only where both wait, and neither is one's own.
        decided = both if all(version and waits_for(walk, version, person) for version in both) else []
    for version in decided:
        if version and waits_for(walk, version, person) and is_what_was_submitted(version):
            after[version.locale.language_code] = latest(version)
    return after


def waits_for(walk: Walk, page: ArticlePage, person: str) -> bool:
    """Whether somebody decides on the page, who did not write its latest version."""
    return page.workflow_in_progress and page.get_latest_revision().user_id != walk.users[person].pk


def is_what_was_submitted(page: ArticlePage) -> bool:
    """What a reviewer has changed since then waits from the next approval on, which says so."""
    return bool(page.current_workflow_task_state.revision_id == page.latest_revision_id)


def latest(page: ArticlePage) -> str:
    return str(page.get_latest_revision().content["title"])


def with_mirrors(walk: Walk, shown: dict[str, Title], before: dict[str, Title]) -> dict[str, Title]:
    """A version that has had no public text of its own follows the original, whatever that does."""
    shown = dict(shown)
    for language, other in (("fr", "en"), ("en", "fr")):
        page = walk.page(language)
        if page is not None and page.is_mirror:
            shown[language] = shown[other]
    return shown


def step(walk: Walk, deed: str, person: str, language: str) -> None:
    page = walk.page(language)
    if page is None:
        return
    before = walk.public()
    promised = expected(walk, deed, person, page, before)
    DEEDS[deed](walk, walk.client(person), page)
    found = walk.public()
    walk.done[deed] += found != before
    assert found == with_mirrors(walk, promised, before), f"{person}: {deed} ({language}), before: {before}"


@contextmanager
def walking(crim: Partner, aqt: Partner) -> Iterator[Walk]:
    """A new text with its people; all of it is undone afterwards."""
    with transaction.atomic():
        users = {
            name: UserFactory(role=(crim if role else aqt, role or Role.MODERATOR)) for name, role in PEOPLE.items()
        }
        page = ArticlePageFactory(partner=crim, title="Titre n° 0", owner=users["editor"])
        yield Walk(page.translation_key, users)
        transaction.set_rollback(True)


# Without making what fails smaller, which takes minutes.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def take_walks(crim: Partner, aqt: Partner) -> Counter[str]:
    """Forty walks; how often each deed changed what is public."""
    done: Counter[str] = Counter()

    @given(WALKS)
    @settings(max_examples=40, deadline=None, suppress_health_check=QUIET, phases=PHASES, database=None)
    def take(walk: list[tuple[str, str, str]]) -> None:
        with walking(crim, aqt) as text:
            for deed, person, language in walk:
                step(text, deed, person, language)
            done.update(text.done)

    take()
    return done


def test_what_is_public_is_what_was_approved(crim: Partner, aqt: Partner) -> None:
    done = take_walks(crim, aqt)

    assert done["approve"] >= 10, f"The walks came nowhere, so they say nothing: {done}"


def test_a_right_to_publish_would_be_noticed(crim: Partner, aqt: Partner) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    GroupPagePermission.objects.create(group=crim.group(Role.EDITOR), page=area, permission_type="publish")

    # By the step that would be wrong, which forty walks may miss.
    with walking(crim, aqt) as walk, pytest.raises(AssertionError, match="publish"):
        step(walk, "publish", "editor", "fr")
