"""What AQT keeps to itself, of every kind that the admin knows, and as much of CRIM's to mix it with.

Each of AQT's texts holds two made-up words. One is what a stranger may search for; the other, the marker, is never
sent, so an answer in which it stands tells something.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from core.models import CustomDocument, CustomImage, Topic, User
from partners.models import Membership, Partner, PartnerPage
from partners.roles import Role
from partners.services.members import give_role, suspend
from search.models import PromotedResult, SynonymGroup
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory
from tests.isolation.world import paper, picture, reload, submit
from translations.services import save_translation_draft, start_translation

SEARCHED = "Zibeline"
# The day of their event that is not public.
EVENT_DAY = dt.datetime(2031, 5, 1, 13, 0, tzinfo=dt.UTC)
MARKER = "quokkafort"

# Objects by what they are, as the numbers or keys that stand in addresses.
Ids = dict[str, list[Any]]


@dataclass
class Hidden:
    theirs: Ids = field(default_factory=lambda: defaultdict(list))
    own: Ids = field(default_factory=lambda: defaultdict(list))
    # Of nobody in particular.
    shared: Ids = field(default_factory=lambda: defaultdict(list))
    # Who asks, by name; the last one is of AQT.
    users: dict[str, User] = field(default_factory=dict)


def text(number: int) -> str:
    return f"{SEARCHED} {MARKER.capitalize()} {number}"


def slug(number: int) -> str:
    return f"{SEARCHED}-{MARKER}-{number}".lower()


def make_hidden() -> Hidden:
    hidden = Hidden()
    crim, aqt = Partner.objects.get(key="crim"), Partner.objects.get(key="aqt")
    _people(hidden, crim)
    _shared(hidden)
    own_public = _own(hidden, crim)
    _theirs(hidden, aqt, own_public)
    return hidden


def _people(hidden: Hidden, crim: Partner) -> None:
    for role in Role:
        hidden.users[role.value] = UserFactory(role=(crim, role))
    visitors = Group.objects.create(name="Visitors")
    visitors.permissions.add(Permission.objects.get(codename="access_admin"))
    hidden.users["nobody"] = UserFactory()
    hidden.users["nobody"].groups.add(visitors)
    hidden.users["former moderator"] = UserFactory()
    suspend(give_role(crim, hidden.users["former moderator"], Role.MODERATOR))


def _shared(hidden: Hidden) -> None:
    shared = hidden.shared
    shared["topic"] = [Topic.objects.order_by("pk").first().pk]
    shared["locale"] = [Locale.objects.get(language_code="en").pk]
    shared["site"] = [Site.objects.get().pk]
    shared["synonyms"] = [SynonymGroup.objects.order_by("pk").first().pk]
    page = Page.objects.get(depth=2, locale=Locale.get_default())
    shared["promoted result"] = [PromotedResult.objects.create(queries=["accueil"], page=page).pk]


def _own(hidden: Hidden, crim: Partner) -> Page:
    """CRIM's draft, waiting page, public page, media and translation; returns the public page."""
    editor = hidden.users["editor"]
    own = hidden.own
    image = CustomImage.objects.create(title="Image", file=picture(), collection=crim.collection)
    document = CustomDocument.objects.create(title="Papier", file=paper(), collection=crim.collection)
    draft = ArticlePageFactory(partner=crim, owner=editor)
    waiting = submit(ArticlePageFactory(partner=crim, owner=editor), editor)
    public = ArticlePageFactory(partner=crim, owner=editor, image=image, published=True)
    own["page"], own["image"], own["document"] = [draft.pk, waiting.pk], [image.pk], [document.pk]
    own["area"] = [PartnerPage.objects.get(partner=crim, locale=Locale.get_default()).pk]
    own["partner"], own["partner key"] = [crim.pk], [crim.key]
    own["collection"], own["workflow"] = [crim.collection_id], [crim.workflow_id]
    own["membership"] = [Membership.objects.filter(partner=crim).first().pk]
    _workflow_ids(own, waiting)
    _revision_ids(own, draft)
    _translation_ids(own, _translated(public, editor, "A translated title", "A translated summary."))
    return public


def _theirs(hidden: Hidden, aqt: Partner, own_public: Page) -> None:
    theirs = hidden.theirs
    # The lists' filters name people, who are known to each other (decision 23); where to write to them is not told.
    member = UserFactory(email=f"{MARKER}@example.org")
    moderator = UserFactory(email=f"m.{MARKER}@example.org")
    hidden.users["their moderator"] = moderator
    theirs["user"] = [member.pk]
    theirs["membership"] = [give_role(aqt, member, Role.EDITOR).pk]
    give_role(aqt, moderator, Role.MODERATOR)
    theirs["partner"], theirs["partner key"] = [aqt.pk], [aqt.key]
    theirs["collection"], theirs["workflow"] = [aqt.collection_id], [aqt.workflow_id]
    theirs["group"] = [aqt.group(Role.EDITOR).pk]
    theirs["area"] = [PartnerPage.objects.get(partner=aqt, locale__language_code="fr").pk]
    image, document = _media(theirs, aqt, member)
    draft = _draft(aqt, member, image, document, own_public)
    waiting = _article(aqt, member, 2)
    waiting = submit(waiting, member)
    english = _article(aqt, member, 3, language="en")
    _send_back(submit(english, member), moderator)
    retitled = _retitled(aqt, member)
    scheduled = _scheduled(aqt, member)
    theirs["page"] = [draft.pk, waiting.pk, retitled.pk]
    # Whoever writes an event is told of similar ones.
    event = EventPageFactory(partner=aqt, owner=member, title=text(12), slug=slug(12), start=EVENT_DAY)
    theirs["more pages"] = [english.pk, scheduled.pk, event.pk]
    _workflow_ids(theirs, waiting)
    for page in (draft, retitled, scheduled):
        _revision_ids(theirs, page)
    session = EditingSession.objects.create(
        user=member,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(draft.pk),
        last_seen_at=timezone.now(),
    )
    theirs["session"] = [session.pk]
    public = ArticlePageFactory(
        partner=aqt, title="Sansonnet", slug="sansonnet", image=image, owner=member, published=True
    )
    translation = _translated(public, member, text(8), text(9))
    _translation_ids(theirs, translation)
    theirs["page"].append(translation.get_target_instance().pk)
    restriction = PageViewRestriction.objects.create(page=draft, restriction_type="password", password=text(10))
    theirs["restriction"] = [restriction.pk]
    theirs["redirect"] = [Redirect.objects.create(old_path=f"/{slug(11)}", redirect_page=draft).pk]
    for thing in (draft, image, document, aqt):
        log(instance=thing, action="wagtail.edit", user=member)


def _article(partner: Partner, owner: User, number: int, language: str = "fr", **fields: Any) -> ArticlePage:
    return ArticlePageFactory(
        partner=partner,
        language=language,
        title=text(number),
        slug=slug(number),
        summary=text(number),
        image_alt=text(number),
        seo_title=text(number),
        owner=owner,
        **fields,
    )


def _draft(aqt: Partner, member: User, image: CustomImage, document: CustomDocument, own_public: Page) -> ArticlePage:
    """A draft with everything in it, comments too. It links to a public page of CRIM's."""
    link = f'<p>{text(1)} <a linktype="page" id="{own_public.pk}">{MARKER}</a></p>'
    body = [
        ("heading", text(1)),
        ("paragraph", RichText(link)),
        ("image", {"image": image, "alt": text(1), "caption": text(1), "credit": ""}),
        ("document", {"document": document, "title": ""}),
        ("call_to_action", {"label": text(1), "page": own_public, "url": ""}),
    ]
    draft = _article(aqt, member, 1, image=image, body=body)
    comment = Comment.objects.create(page=draft, user=member, text=text(1), contentpath="title")
    CommentReply.objects.create(comment=comment, user=member, text=text(1))
    draft.locked, draft.locked_by, draft.locked_at = True, member, timezone.now()
    draft.save()
    return draft


def _retitled(aqt: Partner, member: User) -> Page:
    """A public page, with its mirror, whose draft has a title that is not public."""
    page = ArticlePageFactory(partner=aqt, title="Mésange", slug="mesange", published=True)
    page.title = page.summary = text(4)
    page.save_revision(user=member)
    return reload(page)


def _scheduled(aqt: Partner, member: User) -> Page:
    page = _article(aqt, member, 5)
    page.go_live_at = timezone.now() + dt.timedelta(days=3)
    page.save_revision(user=member).publish()
    return reload(page)


def _send_back(page: Page, moderator: User) -> None:
    page.current_workflow_task_state.reject(user=moderator, comment=text(6))


def _media(theirs: Ids, aqt: Partner, member: User) -> tuple[CustomImage, CustomDocument]:
    words = {"title": text(7), "collection": aqt.collection, "uploaded_by_user": member}
    image = CustomImage.objects.create(file=picture(f"{slug(7)}.png"), description=text(7), credit=text(7), **words)
    document = CustomDocument.objects.create(file=paper(f"{slug(7)}.pdf", text(7)), **words)
    theirs["image"], theirs["document"] = [image.pk], [document.pk]
    for model, file in ((CustomImage, picture(f"{slug(7)}.png")), (CustomDocument, paper(f"{slug(7)}.pdf"))):
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model), file=file, uploaded_by_user=member
        )
        theirs["upload"].append(upload.pk)
    return image, document


def _translated(original: Page, user: User, title: str, summary: str) -> Translation:
    """A translation into English with its sentences, saved as a draft; the public reads the mirror."""
    locale = Locale.objects.get(language_code="en")
    start_translation(original.specific, locale, user)
    translation = Translation.objects.get(source__object_id=original.translation_key, target_locale=locale)
    words = {"title": title, "slug": title.lower().replace(" ", "-"), "summary": summary}
    for segment in translation.source.stringsegment_set.select_related("context"):
        StringTranslation.objects.create(
            locale=locale,
            translation_of_id=segment.string_id,
            context=segment.context,
            data=words.get(segment.context.path, summary),
            last_translated_by=user,
        )
    save_translation_draft(translation, user)
    return translation


def _translation_ids(ids: Ids, translation: Translation) -> None:
    source = translation.source
    ids["translation"].append(translation.pk)
    ids["translation source"].append(source.pk)
    ids["segment"].append(source.stringsegment_set.first().pk)
    if override := source.overridablesegment_set.first():
        ids["override"].append(override.pk)


def _workflow_ids(ids: Ids, page: Page) -> None:
    state = page.current_workflow_state
    ids["workflow state"].append(state.pk)
    ids["task state"].append(state.current_task_state.pk)
    ids["task"] = [state.current_task_state.task_id]


def _revision_ids(ids: Ids, page: Page) -> None:
    ids["revision"].append(page.specific.latest_revision_id)


def state_of_aqt() -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are AQT's, to be compared."""
    aqt = Partner.objects.get(key="aqt")
    areas = PartnerPage.objects.filter(partner=aqt).values_list("path", flat=True)
    place = Q(*(("path__startswith", path) for path in areas), _connector=Q.OR)
    pages = Page.objects.filter(place).order_by("pk")
    keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
    groups = Group.objects.filter(partner_group__partner=aqt)
    people = User.objects.filter(Q(memberships__partner=aqt) | Q(groups__in=groups)).distinct()
    rows: dict[type[Model], Any] = {
        Partner: Partner.objects.filter(pk=aqt.pk),
        Page: pages,
        ArticlePage: ArticlePage.objects.filter(place),
        Revision: Revision.objects.filter(object_id__in=keys),
        WorkflowState: WorkflowState.objects.filter(object_id__in=keys),
        TaskState: TaskState.objects.filter(workflow_state__object_id__in=keys),
        PageLogEntry: PageLogEntry.objects.filter(page_id__in=keys),
        PageViewRestriction: PageViewRestriction.objects.filter(page__in=pages),
        Comment: Comment.objects.filter(page__in=pages),
        CustomImage: CustomImage.objects.filter(collection=aqt.collection),
        CustomDocument: CustomDocument.objects.filter(collection=aqt.collection),
        UploadedFile: UploadedFile.objects.all(),
        Membership: Membership.objects.filter(partner=aqt),
        User: people,
        GroupPagePermission: GroupPagePermission.objects.filter(Q(group__in=groups) | Q(page__in=pages)),
        GroupCollectionPermission: GroupCollectionPermission.objects.filter(
            Q(group__in=groups) | Q(collection=aqt.collection)
        ),
        TranslationSource: TranslationSource.objects.filter(object_id__in=pages.values("translation_key")),
        Translation: Translation.objects.filter(source__object_id__in=pages.values("translation_key")),
        StringTranslation: StringTranslation.objects.filter(context__object_id__in=pages.values("translation_key")),
    }
    found = {model.__name__: list(query.order_by("pk").values_list()) for model, query in rows.items()}
    found["groups"] = list(people.order_by("pk", "groups__pk").values_list("pk", "groups__pk"))
    found["group permissions"] = list(groups.order_by("pk").values_list("pk", "permissions__pk"))
    return found
