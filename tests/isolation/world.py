"""What the proof of isolation is about: things of two partners and of the platform, in each state, and people.

The things differ only in whose they are, in their language and in their state, so that an answer that differs has one
of these for its reason.
"""

import enum
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, TestCase
from PIL import Image as PillowImage
from wagtail.models import Collection, Locale, Page
from wagtail_localize.models import Translation

from core.models import CustomDocument, CustomImage, User
from home.models import HomePage, PlainPage
from partners.models import Partner, PartnerPage
from partners.roles import BOARD_GROUP_NAME, PlatformRole, Role
from partners.services import set_up_partner
from partners.services.members import give_role, suspend
from tests.factories import ArticlePageFactory, UserFactory
from translations.services import start_translation

LANGUAGES = ("fr", "en")


class Owner(enum.StrEnum):
    CRIM = "crim"
    AQT = "aqt"
    PLATFORM = "platform"


class State(enum.StrEnum):
    DRAFT = "draft"
    IN_MODERATION = "in moderation"
    # Somebody who decides on it has corrected it meanwhile.
    CORRECTED = "in moderation, corrected by a reviewer"
    # The partner's moderator has approved; the second step is the board's.
    AT_THE_BOARD = "in moderation, at the board"
    LIVE = "live"


WAITING = frozenset({State.IN_MODERATION, State.CORRECTED, State.AT_THE_BOARD})


class Kind(enum.StrEnum):
    AREA = "area"
    PAGE = "page"
    MIRROR = "mirror"
    TRANSLATION = "translation"
    COLLECTION = "collection"
    IMAGE = "image"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Person:
    """Somebody, by what they are to whom. `enters` says whether the admin lets them in."""

    name: str
    roles: frozenset[tuple[Owner, Role]] = frozenset()
    platform_role: PlatformRole | None = None
    enters: bool = True

    def __str__(self) -> str:
        return self.name


def _person(name: str, *roles: tuple[Owner, Role], **kwargs: Any) -> Person:
    return Person(name, frozenset(roles), **kwargs)


PEOPLE = [
    _person("editor", (Owner.CRIM, Role.EDITOR)),
    _person("moderator", (Owner.CRIM, Role.MODERATOR)),
    _person("translator", (Owner.CRIM, Role.TRANSLATOR)),
    _person("editor of both", (Owner.CRIM, Role.EDITOR), (Owner.AQT, Role.EDITOR)),
    _person("stranger", (Owner.AQT, Role.MODERATOR)),
    _person("board member", platform_role=PlatformRole.BOARD),
    _person("administrator", platform_role=PlatformRole.ADMINISTRATOR),
    _person("nobody"),
    _person("former moderator", enters=False),
]
# Who decides for whom, besides those of PEOPLE. CRIM has one moderator only.
COLLEAGUE = "colleague of the stranger"
MODERATORS = {Owner.CRIM: {"moderator"}, Owner.AQT: {"stranger", COLLEAGUE}}
REVIEWER = {Owner.CRIM: "moderator", Owner.AQT: "stranger", Owner.PLATFORM: "board member"}
AUTHOR = "author"


@dataclass(frozen=True)
class Thing:
    """What somebody does something with. `marker` is a word that stands in its title and nowhere else."""

    kind: Kind
    owner: Owner
    pk: int
    language: str = ""
    state: State | None = None
    marker: str = ""
    slug: str = ""
    last_editor: str = AUTHOR
    # Of a translation.
    translation: int = 0
    segment: int = 0

    def __str__(self) -> str:
        return ", ".join(filter(None, [f"{self.owner}’s {self.kind}", self.language, self.state]))

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_live(self) -> bool:
        return self.state is State.LIVE


@dataclass
class World:
    things: list[Thing] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    # Where pages of an owner stand, by owner and language, and where one may try to take or copy them.
    areas: dict[tuple[Owner, str], int] = field(default_factory=dict)
    elsewhere: dict[tuple[Owner, str], int] = field(default_factory=dict)
    locales: dict[str, int] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Thing]:
        return [thing for thing in self.things if thing.kind is kind]

    def page(self, owner: Owner, language: str, state: State) -> Thing:
        found = [thing for thing in self.of(Kind.PAGE) if (thing.owner, thing.language) == (owner, language)]
        return next(thing for thing in found if thing.state is state)

    def client(self, name: str) -> "Browser":
        """A browser in which that person is logged in."""
        client = Browser()
        client.force_login(User.objects.get(pk=self.users[name].pk))
        return client


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside leaves no trace in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Browser(Client):
    """A client for requests inside of a transaction: what is to follow the commit follows the answer."""

    def request(self, **kwargs: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**kwargs)


_numbers = itertools.count(1)


def marker() -> str:
    """A word that no interface says, no address holds, and no other marker contains."""
    return f"Zibeline{next(_numbers):04}x"


def picture(name: str = "image.png", colour: str = "teal") -> ContentFile:
    content = BytesIO()
    PillowImage.new("RGB", (4, 3), colour).save(content, "PNG")
    return ContentFile(content.getvalue(), name)


def paper(name: str = "document.pdf", text: str = "") -> ContentFile:
    return ContentFile(f"%PDF-1.4 {text}".encode(), name)


# Making it


def make_world() -> World:
    """All things and people. The pages go through the tree, the revisions and the workflow as an editor's do."""
    world = World()
    partners = {Owner(partner.key): partner for partner in Partner.objects.all()}
    partners[Owner.AQT].needs_board_approval = True
    partners[Owner.AQT].save()
    set_up_partner(partners[Owner.AQT])
    world.locales = dict(Locale.objects.values_list("language_code", "pk"))
    _people(world, partners)
    _places(world, partners)
    for owner, language in world.areas:
        for state in State:
            if state is not State.AT_THE_BOARD or owner is Owner.AQT:
                world.things.append(_page(world, owner, language, state))
        world.things.append(_mirror(world, owner, language))
        for state in (State.DRAFT, State.IN_MODERATION, State.LIVE):
            world.things.append(_translation(world, owner, language, state))
    collections = {owner: partner.collection for owner, partner in partners.items()}
    collections[Owner.PLATFORM] = Collection.objects.get(name=BOARD_GROUP_NAME)
    for owner, collection in collections.items():
        world.things.append(Thing(Kind.COLLECTION, owner, collection.pk))
        world.things += _media(owner, collection)
    return world


def _people(world: World, partners: dict[Owner, Partner]) -> None:
    visitors = Group.objects.create(name="Visitors")
    visitors.permissions.add(Permission.objects.get(codename="access_admin"))
    for person in PEOPLE:
        user = UserFactory(
            administrator=person.platform_role is PlatformRole.ADMINISTRATOR,
            board=person.platform_role is PlatformRole.BOARD,
        )
        for owner, role in person.roles:
            give_role(partners[owner], user, role)
        world.users[person.name] = user
    world.users["nobody"].groups.add(visitors)
    former = world.users["former moderator"]
    suspend(give_role(partners[Owner.CRIM], former, Role.MODERATOR))
    world.users[COLLEAGUE] = UserFactory(role=(partners[Owner.AQT], Role.MODERATOR))
    author = world.users[AUTHOR] = UserFactory(board=True)
    for partner in partners.values():
        give_role(partner, author, Role.EDITOR)


def _places(world: World, partners: dict[Owner, Partner]) -> None:
    for language in LANGUAGES:
        for owner, partner in partners.items():
            area = PartnerPage.objects.get(partner=partner, locale__language_code=language)
            world.areas[owner, language] = area.pk
        home = HomePage.objects.get(locale__language_code=language)
        world.areas[Owner.PLATFORM, language] = home.pk
        section = add_plain_page(home.pk, marker(), world.users[AUTHOR], publish=True)
        world.things.append(Thing(Kind.AREA, Owner.PLATFORM, home.pk, language))
        world.elsewhere[Owner.PLATFORM, language] = section.pk
        world.elsewhere[Owner.CRIM, language] = world.areas[Owner.AQT, language]
        world.elsewhere[Owner.AQT, language] = world.areas[Owner.CRIM, language]
        for owner in partners:
            world.things.append(Thing(Kind.AREA, owner, world.areas[owner, language], language))


def add_plain_page(parent: int, title: str, author: User, publish: bool = False) -> PlainPage:
    above = Page.objects.get(pk=parent)
    page = PlainPage(title=title, slug=f"page-{title.lower()}", owner=author, live=False, locale=above.locale)
    above.add_child(instance=page)
    revision = page.save_revision(user=author)
    if publish:
        revision.publish()
    return PlainPage.objects.get(pk=page.pk)


def add_page(world: World, owner: Owner, language: str, title: str, publish: bool = False) -> Page:
    """A page of that owner with two versions, both the author's and with that title."""
    author = world.users[AUTHOR]
    if owner is Owner.PLATFORM:
        page = add_plain_page(world.areas[owner, language], title, author)
    else:
        page = ArticlePageFactory(partner=Partner.objects.get(key=owner), language=language, title=title, owner=author)
    page.summary = "Un autre résumé."
    revision = page.save_revision(user=author)
    if publish:
        revision.publish()
    return reload(page)


def reload(page: Page) -> Page:
    """The page as it is stored; it remembers its workflow and its revisions otherwise."""
    return Page.objects.get(pk=page.pk).specific


def submit(page: Page, user: User) -> Page:
    page.get_workflow().start(page, user)
    return reload(page)


def _page(world: World, owner: Owner, language: str, state: State) -> Thing:
    word = marker()
    page = add_page(world, owner, language, word, publish=state is State.LIVE)
    last_editor = AUTHOR
    if state in WAITING:
        page = submit(page, world.users[AUTHOR])
    if state is State.CORRECTED:
        last_editor = REVIEWER[owner]
        page.summary = "Un résumé corrigé."
        page.save_revision(user=world.users[last_editor])
    if state is State.AT_THE_BOARD:
        page.current_workflow_task_state.approve(user=world.users[COLLEAGUE])
    return Thing(Kind.PAGE, owner, page.pk, language, state, word, page.slug, last_editor)


def _mirror(world: World, owner: Owner, language: str) -> Thing:
    """In `language` stands the mirror; its original is in the other one."""
    original = add_page(world, owner, other(language), marker(), publish=True)
    mirror = original.get_translation(Locale.objects.get(language_code=language))
    return Thing(Kind.MIRROR, owner, mirror.pk, language, State.LIVE)


def other(language: str) -> str:
    return next(code for code in LANGUAGES if code != language)


def _translation(world: World, owner: Owner, language: str, state: State) -> Thing:
    """`language` is that into which is translated, and `state` that of the page there."""
    author = world.users[AUTHOR]
    word = marker()
    original = add_page(world, owner, other(language), word, publish=state is State.LIVE)
    translation, target = translate(original, language, author)
    if state is State.IN_MODERATION:
        target = submit(target, author)
    elif state is State.LIVE:
        target.get_latest_revision().publish()
    segment = translation.source.stringsegment_set.order_by("order").first()
    return Thing(
        Kind.TRANSLATION,
        owner,
        target.pk,
        language,
        state,
        word,
        translation=translation.pk,
        segment=segment.pk,
    )


def translate(original: Page, language: str, user: User) -> tuple[Translation, Page]:
    """A translation that is begun, without a translated sentence yet, and the page that is to hold it."""
    locale = Locale.objects.get(language_code=language)
    target = start_translation(original, locale, user)
    translation = Translation.objects.get(source__object_id=original.translation_key, target_locale=locale)
    return translation, reload(target)


def _media(owner: Owner, collection: Collection) -> Iterable[Thing]:
    for kind, model, file in ((Kind.IMAGE, CustomImage, picture()), (Kind.DOCUMENT, CustomDocument, paper())):
        word = marker()
        record = model.objects.create(title=word, file=file, collection=collection)
        yield Thing(kind, owner, record.pk, marker=word)
