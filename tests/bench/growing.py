"""Makes a portal with many partners and pages in seconds: rows with explicit places in the tree, not page by page.

`add_child` takes a quarter of a second for a page. What is made here has all that the admin's screens read: revisions,
workflow states, entries of the search index and of the index of references.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from itertools import count, islice
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import F, Value
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision, Task, TaskState, WorkflowState
from wagtail.search.models import IndexEntry

from articles.models import ArticlePage
from core.models import CustomImage, User
from home.demo import media
from partners.models import ModerationTask, Partner, PartnerPage
from partners.roles import BOARD_GROUP_NAME, Role
from partners.services import set_up_partner
from partners.services.members import give_role

BATCH = 2000
WORDS = ("Données", "Réseaux", "Robotique", "Logiciels", "Santé", "Culture", "Formation", "Énergie", "Mobilité")
_numbers = count(1)


def grow(*, partners: int, pages: int, own: int, waiting: int) -> Partner:
    """Brings the portal to so many partners and pages, mirrors included; returns the partner that is measured.

    That one has `own` articles, `waiting` of them in moderation; the others share the rest evenly, and have as many in
    moderation together. Run again with larger numbers, it adds what is missing.
    """
    measured = _partner("mesure")
    others = [_partner(f"partenaire-{number:03}") for number in range(partners - Partner.objects.count())]
    others += [partner for partner in Partner.objects.exclude(pk=measured.pk) if partner not in others]
    with transaction.atomic():
        _fill(measured, own, waiting)
        each = -(-waiting // len(others))
        # What waits has no mirror.
        missing = max(0, pages - Page.objects.count() + each * len(others)) // 2
        for number, partner in enumerate(others):
            share = missing // len(others) + (number < missing % len(others))
            _add_articles(partner, share, waiting=min(each, share))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return measured


def people(partner: Partner) -> dict[str, User]:
    """Somebody of each kind, with the roles that the screens are measured for."""
    editor, moderator = (_person(partner, role) for role in (Role.EDITOR, Role.MODERATOR))
    board, _ = User.objects.get_or_create(email="board@example.org", defaults={"first_name": "B", "last_name": "B"})
    board.groups.add(Group.objects.get(name=BOARD_GROUP_NAME))
    administrator, _ = User.objects.get_or_create(email="root@example.org", defaults={"is_superuser": True})
    return {"editor": editor, "moderator": moderator, "board": board, "administrator": administrator}


@transaction.atomic
def _partner(key: str) -> Partner:
    partner, created = Partner.objects.get_or_create(
        key=key, defaults={"acronym": key.upper(), "name_fr": f"Le partenaire {key}"}
    )
    if created:
        set_up_partner(partner)
        for role in (Role.EDITOR, Role.MODERATOR):
            give_role(partner, _person(partner, role), role)
    return partner


def _person(partner: Partner, role: Role) -> User:
    email = f"{role.value}@{partner.key}.example.org"
    return User.objects.get_or_create(email=email, defaults={"first_name": role.label, "last_name": partner.acronym})[0]


def _fill(partner: Partner, articles: int, waiting: int) -> None:
    present = ArticlePage.objects.filter(partner=partner, alias_of=None)
    in_moderation = present.filter(live=False).count()
    _add_articles(partner, articles - present.count(), waiting=waiting - in_moderation)


def _add_articles(partner: Partner, number: int, *, waiting: int) -> None:
    """So many articles in French, with their mirrors; the last ones wait for a decision and have none yet."""
    areas = {area.locale.language_code: area for area in PartnerPage.objects.filter(partner=partner)}
    image = media.picture("grid", "bench", "management", "Une grille", partner.collection)
    author = _person(partner, Role.EDITOR)
    articles = [_article(partner, image, author, is_live=index < number - waiting) for index in range(number)]
    _insert(areas["fr"], articles)
    public = [article for article in articles if article.live]
    _insert(areas["en"], [_mirror(article) for article in public])
    _add_revisions(articles)
    _start_moderation([article for article in articles if not article.live], partner, author)


def _article(partner: Partner, image: CustomImage, author: User, *, is_live: bool) -> ArticlePage:
    number = next(_numbers)
    title = f"{WORDS[number % len(WORDS)]} et {WORDS[number // 7 % len(WORDS)].lower()} {number}"
    moment = timezone.now() - dt.timedelta(minutes=number)
    return ArticlePage(
        title=title,
        draft_title=title,
        slug=f"mesure-{number}",
        summary="Un résumé d’essai.",
        partner=partner,
        image=image,
        owner=author,
        live=is_live,
        has_unpublished_changes=not is_live,
        translation_key=uuid.uuid4(),
        first_published_at=moment if is_live else None,
        last_published_at=moment if is_live else None,
        latest_revision_created_at=moment,
    )


def _mirror(article: ArticlePage) -> ArticlePage:
    names = ("title", "draft_title", "slug", "summary", "partner", "image", "translation_key", "first_published_at")
    return ArticlePage(alias_of_id=article.pk, live=True, **{name: getattr(article, name) for name in names})


def _insert(area: PartnerPage, articles: list[ArticlePage]) -> None:
    """Puts new articles below `area`, with what is known of them."""
    place(area, articles, ArticlePage)
    _index(articles, ContentType.objects.get_for_model(ArticlePage))


def place(area: PartnerPage, pages: list[Any], model: type[Page]) -> None:
    """Puts new pages of one type below `area`: the rows of the tree, and those of their own type."""
    area = PartnerPage.objects.get(pk=area.pk)
    last = area.get_last_child()
    first = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    content_type = ContentType.objects.get_for_model(model)
    for step, page in enumerate(pages, start=first):
        page.path = Page._get_path(area.path, area.depth + 1, step)
        page.depth = area.depth + 1
        page.url_path = f"{area.url_path}{page.slug}/"
        page.locale = area.locale
        page.content_type = content_type
    fields = Page._meta.local_concrete_fields
    rows = [Page(**{field.attname: getattr(page, field.attname) for field in fields}) for page in pages]
    Page.objects.bulk_create(rows, BATCH)
    for row, page in zip(rows, pages, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    for batch in _batches(pages):
        # Django makes rows of a parent and of its child in bulk only one by one.
        model._base_manager.get_queryset()._insert(batch, fields=model._meta.local_concrete_fields, using="default")
    Page.objects.filter(pk=area.pk).update(numchild=F("numchild") + len(pages))


def _index(articles: list[ArticlePage], content_type: ContentType) -> None:
    """What Wagtail writes into its indexes of words and of references when a page is saved."""
    entries = [
        IndexEntry(
            content_type=content_type,
            object_id=str(article.pk),
            title=SearchVector(Value(article.title), weight="A", config="french"),
            body=SearchVector(Value(article.summary), weight="B", config="french"),
            autocomplete=SearchVector(Value(article.title), config="simple"),
            title_text=article.title,
            body_text=article.summary,
        )
        for article in articles
    ]
    IndexEntry.objects.bulk_create(entries, BATCH)
    page_type = ContentType.objects.get_for_model(Page)
    references = [
        ReferenceIndex(
            content_type=content_type,
            base_content_type=page_type,
            object_id=str(article.pk),
            to_content_type=ContentType.objects.get_for_model(CustomImage),
            to_object_id=str(article.image_id),
            model_path="image",
            content_path="image",
            content_path_hash=ReferenceIndex._get_content_path_hash("image"),
        )
        for article in articles
    ]
    ReferenceIndex.objects.bulk_create(references, BATCH)


def _add_revisions(articles: list[ArticlePage]) -> None:
    types = {
        "content_type": ContentType.objects.get_for_model(ArticlePage),
        "base_content_type": ContentType.objects.get_for_model(Page),
    }
    revisions = [
        Revision(
            object_id=str(article.pk),
            object_str=article.title,
            content=article.serializable_data(),
            created_at=article.latest_revision_created_at,
            user=article.owner,
            **types,
        )
        for article in articles
    ]
    Revision.objects.bulk_create(revisions, BATCH)
    for article, revision in zip(articles, revisions, strict=True):
        article.latest_revision = revision
        article.live_revision = revision if article.live else None
    Page.objects.bulk_update(
        [Page(pk=a.pk, latest_revision_id=a.latest_revision_id, live_revision_id=a.live_revision_id) for a in articles],
        ["latest_revision", "live_revision"],
        BATCH,
    )


def _start_moderation(articles: list[ArticlePage], partner: Partner, author: User) -> None:
    types: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(ArticlePage),
        "base_content_type": ContentType.objects.get_for_model(Page),
    }
    workflows = WorkflowState.objects.bulk_create(
        [
            WorkflowState(object_id=str(article.pk), workflow=partner.workflow, requested_by=author, **types)
            for article in articles
        ]
    )
    task = Task.objects.get(pk=ModerationTask.objects.get(active=True).pk)
    task_type = ContentType.objects.get_for_model(TaskState)
    states = TaskState.objects.bulk_create(
        [
            TaskState(workflow_state=state, revision=article.latest_revision, task=task, content_type=task_type)
            for article, state in zip(articles, workflows, strict=True)
        ]
    )
    for workflow, state in zip(workflows, states, strict=True):
        workflow.current_task_state = state
    WorkflowState.objects.bulk_update(workflows, ["current_task_state"])


def _batches(pages: Iterable[Any]) -> Iterable[list[Any]]:
    iterator = iter(pages)
    return iter(lambda: list(islice(iterator, BATCH)), [])
