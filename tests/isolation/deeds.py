"""How each deed is tried in the admin, and how one sees in the database whether it was done.

What only shows something was done when the answer is 200 and holds the marker of the thing. Statuses prove nothing
else: Wagtail answers many refusals by a redirection.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polib
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from articles.enums import ArticleKind
from core.models import CustomDocument, CustomImage
from tests.isolation.world import WAITING, Browser, Kind, Owner, State, Thing, World, other, paper, picture

NEW = "Quetzalcoatlus"
NEW_SLUG = NEW.lower()
PAGES = "wagtailadmin_pages:"
REASON = "Une erreur dans les chiffres."


@dataclass
class Attempt:
    """One thing and a browser in which somebody is logged in."""

    world: World
    client: Browser
    thing: Thing

    def get(self, name: str, *args: object, **query: object) -> HttpResponse:
        return self.client.get(reverse(name, args=args), query)

    def post(self, name: str, *args: object, form: dict[str, Any] | None = None, **query: object) -> HttpResponse:
        address = reverse(name, args=args) + ("?" + urlencode(query) if query else "")
        return self.client.post(address, form or {})

    def shows(self, response: HttpResponse) -> bool:
        return response.status_code == 200 and self.thing.marker.encode() in response.content

    def page(self) -> Page | None:
        return Page.objects.filter(pk=self.thing.pk).first()

    def page_is(self, **values: object) -> bool:
        return Page.objects.filter(pk=self.thing.pk, **values).exists()

    def edit(self, name: str, *args: object, **fields: str) -> HttpResponse:
        """Sends the form of the page editor."""
        return self.post(PAGES + name, self.thing.pk, *args, form=form_of(self.thing, **fields))

    def bulk(self, model: str, action: str, form: dict[str, Any] | None = None) -> HttpResponse:
        app = {"page": "wagtailcore"}.get(model, "core")
        return self.post("wagtail_bulk_action", app, model, action, form=form, id=self.thing.pk)

    @property
    def elsewhere(self) -> int:
        return self.world.elsewhere[self.thing.owner, self.thing.language]


def form_of(thing: Thing, **fields: str) -> dict[str, str]:
    """What the editor of that page sends, with `fields` typed over it."""
    formsets = ["comments"] if thing.owner is Owner.PLATFORM else ["comments", "sources", "report_items"]
    counts = {f"{name}-{count}": "0" for name in formsets for count in ("TOTAL_FORMS", "INITIAL_FORMS")}
    form = {"title": thing.marker, "slug": thing.slug, "summary": "Un résumé.", "body-count": "0", **counts}
    return form | ({} if thing.owner is Owner.PLATFORM else {"kind": ArticleKind.INTELLIGENCE_BRIEF}) | fields


# Reading


def view_draft(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get(PAGES + "view_draft", attempt.thing.pk))


def view_earlier(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get(PAGES + "revisions_view", attempt.thing.pk, earliest(attempt.thing)))


def compare(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get(PAGES + "revisions_compare", attempt.thing.pk, "earliest", "latest"))


def history(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get(PAGES + "history", attempt.thing.pk))


def choose_page(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get("wagtailadmin_choose_page_chosen_multiple", id=attempt.thing.pk))


def earliest(thing: Thing) -> int:
    revisions = Page.objects.get(pk=thing.pk).specific.revisions
    return revisions.order_by("created_at", "pk").values_list("pk", flat=True)[0]


# Writing


def create(attempt: Attempt) -> bool:
    model = ("home", "plainpage") if attempt.thing.owner is Owner.PLATFORM else ("articles", "articlepage")
    form = form_of(attempt.thing, title=NEW, slug=NEW_SLUG)
    attempt.post(PAGES + "add", *model, attempt.thing.pk, form=form)
    return Page.objects.filter(slug=NEW_SLUG).exists()


def edit(attempt: Attempt) -> bool:
    attempt.edit("edit", title=NEW)
    return attempt.page_is(draft_title=NEW)


def revert(attempt: Attempt) -> bool:
    attempt.edit("revisions_revert", earliest(attempt.thing))
    return PageLogEntry.objects.filter(page=attempt.thing.pk, action="wagtail.revert").exists()


def convert_alias(attempt: Attempt) -> bool:
    attempt.post(PAGES + "convert_alias", attempt.thing.pk)
    return attempt.page_is(alias_of=None)


def delete(attempt: Attempt) -> bool:
    attempt.post(PAGES + "delete", attempt.thing.pk)
    return attempt.page() is None


def bulk_delete(attempt: Attempt) -> bool:
    attempt.bulk("page", "delete")
    return attempt.page() is None


def lock(attempt: Attempt) -> bool:
    attempt.post(PAGES + "lock", attempt.thing.pk)
    return attempt.page_is(locked=True)


def unlock(attempt: Attempt) -> bool:
    author = attempt.world.users["author"]
    Page.objects.filter(pk=attempt.thing.pk).update(locked=True, locked_by=author, locked_at=timezone.now())
    attempt.post(PAGES + "unlock", attempt.thing.pk)
    return attempt.page_is(locked=False)


# Moderation


def submit(attempt: Attempt) -> bool:
    before = _workflows(attempt.thing)
    attempt.edit("edit", **{"action-submit": "on"})
    return _workflows(attempt.thing) > before


def approve(attempt: Attempt) -> bool:
    return _decide(attempt, "approve", attempt.thing.pk) in ("approved", "published")


def approve_by_another_page(attempt: Attempt) -> bool:
    """The address names a page of one's own that waits as well, and the step of the thing."""
    owner = Owner.CRIM if attempt.thing.owner is Owner.AQT else Owner.AQT
    waiting = attempt.world.page(owner, attempt.thing.language, State.IN_MODERATION)
    return _decide(attempt, "approve", waiting.pk) in ("approved", "published")


def approve_in_editor(attempt: Attempt) -> bool:
    step = _step(attempt.thing)
    before = _public_state(attempt.thing)
    attempt.edit("edit", **{"action-workflow-action": "on", "workflow-action-name": "approve"})
    return _status(step) == "approved" or _public_state(attempt.thing) != before


def ask_changes(attempt: Attempt) -> bool:
    return _decide(attempt, "reject", attempt.thing.pk) == "rejected"


def _decide(attempt: Attempt, action: str, page: int) -> str | None:
    """What became of the step at which the thing stands, or “published” when the thing was."""
    before = _public_state(attempt.thing)
    step = _step(attempt.thing) or _step(attempt.world.page(attempt.thing.owner, "fr", State.IN_MODERATION))
    attempt.post(PAGES + "workflow_action", page, action, step, form={"comment": REASON})
    return "published" if _public_state(attempt.thing) != before else _status(step)


def _step(thing: Thing) -> int | None:
    """The step at which a page waits; None when it does not."""
    states = TaskState.objects.filter(workflow_state__object_id=str(thing.pk), status=TaskState.STATUS_IN_PROGRESS)
    return states.values_list("pk", flat=True).first()


def _status(step: int | None) -> str | None:
    return TaskState.objects.filter(pk=step).values_list("status", flat=True).first()


def _workflows(thing: Thing) -> int:
    return WorkflowState.objects.filter(object_id=str(thing.pk)).count()


# Publication


def _public_state(thing: Thing) -> tuple[Any, ...] | None:
    return Page.objects.filter(pk=thing.pk).values_list("live", "live_revision", "last_published_at").first()


def publish(attempt: Attempt) -> bool:
    before = _public_state(attempt.thing)
    attempt.edit("edit", title=NEW, **{"action-publish": "on"})
    return _public_state(attempt.thing) != before


def bulk_publish(attempt: Attempt) -> bool:
    before = _public_state(attempt.thing)
    attempt.bulk("page", "publish")
    return _public_state(attempt.thing) != before


def unpublish(attempt: Attempt) -> bool:
    return _makes_unpublic(attempt, lambda: attempt.post(PAGES + "unpublish", attempt.thing.pk))


def bulk_unpublish(attempt: Attempt) -> bool:
    return _makes_unpublic(attempt, lambda: attempt.bulk("page", "unpublish"))


def withdraw(attempt: Attempt) -> bool:
    form = {"reason": REASON, "languages": [attempt.thing.language]}
    return _makes_unpublic(attempt, lambda: attempt.post("partners:withdraw", attempt.thing.pk, form=form))


def _makes_unpublic(attempt: Attempt, act: Callable[[], object]) -> bool:
    was_live = attempt.page_is(live=True)
    act()
    return was_live and attempt.page_is(live=False)


def privacy(attempt: Attempt) -> bool:
    attempt.post(PAGES + "set_privacy", attempt.thing.pk, form={"restriction_type": "login"})
    return PageViewRestriction.objects.filter(page=attempt.thing.pk).exists()


# Places


def move_within(attempt: Attempt) -> bool:
    """To the end: in each area something else stands there."""
    return _changes_path(attempt, lambda: attempt.post(PAGES + "set_page_position", attempt.thing.pk))


def move_across(attempt: Attempt) -> bool:
    return _changes_path(attempt, lambda: attempt.post(PAGES + "move_confirm", attempt.thing.pk, attempt.elsewhere))


def bulk_move(attempt: Attempt) -> bool:
    return _changes_path(attempt, lambda: attempt.bulk("page", "move", {"chooser": attempt.elsewhere}))


def _changes_path(attempt: Attempt, act: Callable[[], object]) -> bool:
    before = attempt.page()
    act()
    return before is not None and not attempt.page_is(path=before.path)


def copy_across(attempt: Attempt) -> bool:
    return _copies(attempt, {})


def copy_as_alias(attempt: Attempt) -> bool:
    return _copies(attempt, {"alias": "on"})


def _copies(attempt: Attempt, more: dict[str, str]) -> bool:
    form = {"new_title": NEW, "new_slug": NEW_SLUG, "new_parent_page": attempt.elsewhere, **more}
    attempt.post(PAGES + "copy", attempt.thing.pk, form=form)
    copies = Page.objects.filter(slug=NEW_SLUG)
    return copies.exclude(alias_of=None).exists() if more else copies.exists()


# Images and documents


@dataclass(frozen=True)
class Media:
    """The views of the one kind or the other."""

    views: str
    model: type[Model]
    name: str

    def choose(self, attempt: Attempt) -> bool:
        return attempt.shows(attempt.get(f"{self.views}_chooser:chosen", attempt.thing.pk))

    def upload(self, attempt: Attempt) -> bool:
        attempt.post(f"{self.views}:add", form=self._form(attempt.thing.pk))
        return self.model.objects.filter(title=NEW, collection=attempt.thing.pk).exists()

    def replace(self, attempt: Attempt) -> bool:
        before = self.model.objects.get(pk=attempt.thing.pk)
        attempt.post(f"{self.views}:edit", before.pk, form=self._form(before.collection_id))
        return self.model.objects.get(pk=before.pk).file != before.file

    def delete(self, attempt: Attempt) -> bool:
        attempt.post(f"{self.views}:delete", attempt.thing.pk)
        return self._is_gone(attempt)

    def bulk_delete(self, attempt: Attempt) -> bool:
        attempt.bulk(self.name, "delete")
        return self._is_gone(attempt)

    def _is_gone(self, attempt: Attempt) -> bool:
        return not self.model.objects.filter(pk=attempt.thing.pk).exists()

    def _form(self, collection: int) -> dict[str, Any]:
        file = picture("new.png", "red") if self.model is CustomImage else paper("new.pdf", NEW)
        return {"title": NEW, "file": file, "collection": collection}


IMAGE = Media("wagtailimages", CustomImage, "customimage")
DOCUMENT = Media("wagtaildocs", CustomDocument, "customdocument")


# Translations


def translate(attempt: Attempt) -> bool:
    language = other(attempt.thing.language)
    form = {"locales": [attempt.world.locales[language]]}
    attempt.post("wagtail_localize:submit_page_translation", attempt.thing.pk, form=form)
    key = Page.objects.values_list("translation_key").get(pk=attempt.thing.pk)[0]
    return Translation.objects.filter(source__object_id=key, target_locale__language_code=language).exists()


def edit_string(attempt: Attempt) -> bool:
    address = reverse(
        "wagtail_localize:edit_string_translation", args=[attempt.thing.translation, attempt.thing.segment]
    )
    attempt.client.put(address, urlencode({"value": NEW}), content_type="application/x-www-form-urlencoded")
    return _is_translated()


def download_po(attempt: Attempt) -> bool:
    return attempt.shows(attempt.get("wagtail_localize:download_pofile", attempt.thing.translation))


def upload_po(attempt: Attempt) -> bool:
    po: polib.POFile = Translation.objects.get(pk=attempt.thing.translation).export_po()
    po[0].msgstr = NEW
    file = ContentFile(str(po).encode(), "translation.po")
    attempt.post("wagtail_localize:upload_pofile", attempt.thing.translation, form={"file": file})
    return _is_translated()


def _is_translated() -> bool:
    return StringTranslation.objects.filter(data=NEW).exists()


def stop_translation(attempt: Attempt) -> bool:
    attempt.post("wagtail_localize:stop_translation", attempt.thing.translation)
    return not Translation.objects.get(pk=attempt.thing.translation).enabled


def submit_translation(attempt: Attempt) -> bool:
    before = _workflows(attempt.thing)
    attempt.post("translations:submit", attempt.thing.translation)
    return _workflows(attempt.thing) > before


def publish_translation(attempt: Attempt) -> bool:
    """As the button of wagtail-localize's editor does."""
    before = _public_state(attempt.thing)
    attempt.post(PAGES + "edit", attempt.thing.pk, form={"action": "publish"})
    return _public_state(attempt.thing) != before


def convert_to_mirror(attempt: Attempt) -> bool:
    attempt.post("wagtail_localize:convert_to_alias", attempt.thing.pk)
    return not attempt.page_is(alias_of=None)


@dataclass(frozen=True)
class Deed:
    kind: Kind
    act: Callable[[Attempt], bool]
    # Where states differ only in what the deed does not touch, those that do are enough.
    states: Collection[State | None] | None = None

    def applies_to(self, thing: Thing) -> bool:
        return thing.kind is self.kind and (self.states is None or thing.state in self.states)


PLAIN_STATES = (State.DRAFT, State.IN_MODERATION, State.LIVE)

DEEDS: dict[str, Deed] = {
    "view draft": Deed(Kind.PAGE, view_draft, PLAIN_STATES),
    "view an earlier version": Deed(Kind.PAGE, view_earlier, PLAIN_STATES),
    "compare": Deed(Kind.PAGE, compare, PLAIN_STATES),
    "history": Deed(Kind.PAGE, history, PLAIN_STATES),
    "choose page": Deed(Kind.PAGE, choose_page, PLAIN_STATES),
    "create": Deed(Kind.AREA, create),
    "edit": Deed(Kind.PAGE, edit),
    "revert": Deed(Kind.PAGE, revert, PLAIN_STATES),
    "make a page of a mirror": Deed(Kind.MIRROR, convert_alias),
    "delete": Deed(Kind.PAGE, delete, PLAIN_STATES),
    "bulk delete": Deed(Kind.PAGE, bulk_delete, PLAIN_STATES),
    "lock": Deed(Kind.PAGE, lock, PLAIN_STATES),
    "unlock": Deed(Kind.PAGE, unlock, PLAIN_STATES),
    "submit": Deed(Kind.PAGE, submit, PLAIN_STATES),
    "approve": Deed(Kind.PAGE, approve),
    "approve by way of another page": Deed(Kind.PAGE, approve_by_another_page, WAITING),
    "approve in the editor": Deed(Kind.PAGE, approve_in_editor),
    "ask changes": Deed(Kind.PAGE, ask_changes),
    "publish directly": Deed(Kind.PAGE, publish, PLAIN_STATES),
    "bulk publish": Deed(Kind.PAGE, bulk_publish, PLAIN_STATES),
    "unpublish": Deed(Kind.PAGE, unpublish, PLAIN_STATES),
    "bulk unpublish": Deed(Kind.PAGE, bulk_unpublish, PLAIN_STATES),
    "withdraw": Deed(Kind.PAGE, withdraw, PLAIN_STATES),
    "privacy": Deed(Kind.PAGE, privacy, PLAIN_STATES),
    "move within": Deed(Kind.PAGE, move_within, PLAIN_STATES),
    "move across": Deed(Kind.PAGE, move_across, PLAIN_STATES),
    "bulk move": Deed(Kind.PAGE, bulk_move, PLAIN_STATES),
    "copy across": Deed(Kind.PAGE, copy_across, PLAIN_STATES),
    "copy across as alias": Deed(Kind.PAGE, copy_as_alias, PLAIN_STATES),
    "choose image": Deed(Kind.IMAGE, IMAGE.choose),
    "choose document": Deed(Kind.DOCUMENT, DOCUMENT.choose),
    "upload image": Deed(Kind.COLLECTION, IMAGE.upload),
    "upload document": Deed(Kind.COLLECTION, DOCUMENT.upload),
    "replace image": Deed(Kind.IMAGE, IMAGE.replace),
    "replace document": Deed(Kind.DOCUMENT, DOCUMENT.replace),
    "delete image": Deed(Kind.IMAGE, IMAGE.delete),
    "delete document": Deed(Kind.DOCUMENT, DOCUMENT.delete),
    "bulk delete images": Deed(Kind.IMAGE, IMAGE.bulk_delete),
    "bulk delete documents": Deed(Kind.DOCUMENT, DOCUMENT.bulk_delete),
    "translate": Deed(Kind.PAGE, translate, PLAIN_STATES),
    "edit string": Deed(Kind.TRANSLATION, edit_string),
    "PO download": Deed(Kind.TRANSLATION, download_po),
    "PO upload": Deed(Kind.TRANSLATION, upload_po),
    "submit translation": Deed(Kind.TRANSLATION, submit_translation),
    "publish translation directly": Deed(Kind.TRANSLATION, publish_translation),
    "stop translation": Deed(Kind.TRANSLATION, stop_translation),
    "convert to mirror": Deed(Kind.TRANSLATION, convert_to_mirror),
}
