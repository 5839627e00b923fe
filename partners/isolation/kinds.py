"""The kinds of rules, and what they ask of the declared table: `rules` gives one to every view of the admin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry
from wagtail_localize.models import OverridableSegment, Translation

from core.http import sent_form
from partners.models import Partner
from partners.permissions import (
    edits_something,
    holdings,
    is_on_board,
    may,
    may_see_all_below,
    may_see_pages,
    may_with_partner,
    partners_of_which_may,
    sees_every_page,
)
from partners.roles import Action

Kwargs = dict[str, Any]
Predicate = Callable[[HttpRequest, Kwargs], bool]


@dataclass(frozen=True)
class Rule:
    """Whether a request may reach its view.

    `pages` names what holds ids of pages: in the address, else in the query and the form. `only_reads` marks a view
    that shows a page and changes nothing, for which Wagtail asks for the right to edit.
    """

    allows: Predicate
    pages: tuple[str, ...] = ()
    only_reads: bool = False
    # The ids are of pages only where the address says so.
    model_in_address: bool = False
    # Whether `translation_id` in the address stands for the page into which is translated.
    by_translation: bool = False


# Kinds of rules


def open_to_all(why: str) -> Rule:
    """`why` says what makes the view harmless: it shows nothing of a partner, or Wagtail narrows it itself."""
    return Rule(lambda request, kwargs: True)


def pages(*names: str, only_reads: bool = False) -> Rule:
    """Every page that is named must be within reach: one's own, or public under the very title that is shown."""
    return Rule(lambda request, kwargs: _pages_within_reach(request, kwargs, names), names, only_reads)


def workflow_step() -> Rule:
    """The page must be within reach, and the step must be one of its own: Wagtail asks whether one decides on the page,
    and then decides on whatever step stands in the address.
    """

    def allows(request: HttpRequest, kwargs: Kwargs) -> bool:
        steps = TaskState.objects.filter(pk=kwargs["task_state_id"], workflow_state__object_id=str(kwargs["page_id"]))
        return _pages_within_reach(request, kwargs, ("page_id",)) and steps.exists()

    return Rule(allows, ("page_id",))


def media(get_model: Callable[[], type[Model]], *names: str) -> Rule:
    """Every image or document that is named must lie in a collection in which one has any right."""
    return Rule(lambda request, kwargs: _may_see_media(request, get_model(), _ids(request, kwargs, names)))


def translation(action: Action, also: Predicate | None = None) -> Rule:
    """The table must allow `action` on the page into which is translated."""

    def allows(request: HttpRequest, kwargs: Kwargs) -> bool:
        target = _target_of(kwargs)
        is_allowed = target is not None and may(request.user, action, target)
        return is_allowed and (also is None or also(request, kwargs))

    return Rule(allows, by_translation=True)


def partner(action: Action) -> Rule:
    """The table must allow `action` with the partner whose key is in the address."""

    def allows(request: HttpRequest, kwargs: Kwargs) -> bool:
        record = Partner.objects.filter(key=kwargs["key"]).first()
        return record is not None and may_with_partner(request.user, action, record)

    return Rule(allows)


def board() -> Rule:
    """For the editorial board: what names anybody's drafts and cannot be narrowed, or belongs to the platform."""
    return Rule(lambda request, kwargs: is_on_board(request.user))


def administrators() -> Rule:
    """For superusers only."""
    return Rule(lambda request, kwargs: False)


# What the rules ask


def _ids(request: HttpRequest, kwargs: Kwargs, names: tuple[str, ...]) -> set[str]:
    return {value for name in names for value in _values(request, kwargs, name)}


def _values(request: HttpRequest, kwargs: Kwargs, name: str) -> Iterator[str]:
    """What the request gives for `name`; a field left blank gives nothing."""
    if name in kwargs:
        yield str(kwargs[name])
    else:
        yield from filter(None, [*request.GET.getlist(name), *request.POST.getlist(name)])


def ids_of_pages(rule: Rule, request: HttpRequest, kwargs: Kwargs) -> set[int]:
    """The pages that a request names, as far as they are numbers."""
    ids = _ids(request, kwargs, rule.pages)
    if rule.by_translation:
        target = _target_of(kwargs)
        return {target.pk} if target else set()
    if rule.model_in_address and kwargs.get("model_name") != Page._meta.model_name:
        return set()
    return {int(value) for value in ids if value.isdecimal()}


def _pages_within_reach(request: HttpRequest, kwargs: Kwargs, names: tuple[str, ...]) -> bool:
    return sees_every_page(request.user) or may_see_pages(request.user, _ids(request, kwargs, names))


def _may_see_media(request: HttpRequest, model: type[Model], ids: set[str]) -> bool:
    if not all(value.isdecimal() for value in ids):
        return False
    policy = policy_registry.get_by_type(model)
    visible = policy.instances_user_has_any_permission_for(request.user, ["add", "change", "delete", "choose"])
    return visible.filter(pk__in=ids).count() == len(ids)


def _target_of(kwargs: Kwargs) -> Page | None:
    """The page into which is translated; None where it is gone, or is no page."""
    record = Translation.objects.filter(pk=kwargs["translation_id"]).select_related("source").first()
    if record is None:
        return None
    return Page.objects.filter(translation_key=record.source.object_id, locale_id=record.target_locale_id).first()


def may_do_in_bulk(request: HttpRequest, kwargs: Kwargs) -> bool:
    """Each object by the rule of its kind; people, groups and the rest are not the partners'."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if model in (get_image_model(), get_document_model()):
        # “All in this listing” is narrowed by Wagtail to what one may change.
        return _may_see_media(request, model, _ids(request, kwargs, ("id",)) - {"all"})
    if model is not Page:
        return False
    if sees_every_page(request.user):
        return True
    ids = _ids(request, kwargs, ("id", "childOf", "chooser"))
    if "all" not in ids:
        return may_see_pages(request.user, ids)
    # Wagtail takes them from below one page, or from the whole tree.
    parent = request.GET.get("childOf", "")
    root = Page.objects.filter(pk=int(parent)).first() if parent.isdecimal() else Page.get_first_root_node()
    return may_see_pages(request.user, ids - {"all"}) and root is not None and may_see_all_below(request.user, root)


def may_translate(request: HttpRequest, kwargs: Kwargs) -> bool:
    """Into which languages, the view asks; here only whether the page is one's own and translating is one's task."""
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    if page is None or not _pages_within_reach(request, kwargs, ("page_id",)):
        return False
    return may(request.user, Action.TRANSLATE, page) or _translates_from(request, page)


def _translates_from(request: HttpRequest, page: Page) -> bool:
    """A translator works in the target languages; the original stands in the partner's area in another one."""
    versions = (version for version in [page, *page.get_translations()])
    owners = {getattr(version.specific, "partner_id", None) for version in versions} - {None}
    return any(held.partner_id in owners for held in holdings(request.user))


def may_view(request: HttpRequest, kwargs: Kwargs) -> bool:
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    return page is not None and may(request.user, Action.VIEW, page)


def may_mirror(request: HttpRequest, kwargs: Kwargs) -> bool:
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    return page is not None and may(request.user, Action.MIRROR, page)


def may_override(request: HttpRequest, kwargs: Kwargs) -> bool:
    """A value that overrides the original's image, document or page is a bare id, which localize does not check."""
    segment = OverridableSegment.objects.filter(pk=kwargs["overridable_segment_id"]).first()
    if segment is None:
        return False
    value = str(sent_form(request).get("value", "")).strip('"')
    if request.method != "PUT" or not value.isdecimal():
        return True
    source = segment.source.get_source_instance()
    try:
        related = source._meta.get_field(segment.context.path.split(".")[0]).related_model
    except FieldDoesNotExist:
        related = None
    candidates: list[type[Model]] = [related] if related else [get_image_model(), get_document_model(), Page]
    return all(_may_refer_to(request, model, value) for model in candidates)


def _may_refer_to(request: HttpRequest, model: type[Model], pk: str) -> bool:
    if not model._default_manager.filter(pk=pk).exists():
        return True
    if issubclass(model, Page):
        return sees_every_page(request.user) or may_see_pages(request.user, [pk])
    if model in (get_image_model(), get_document_model()):
        return _may_see_media(request, model, {pk})
    return True


def may_keep_session(request: HttpRequest, kwargs: Kwargs) -> bool:
    if not {"app_label", "model_name", "object_id"} <= kwargs.keys():
        return True
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if issubclass(model, Page):
        return _pages_within_reach(request, kwargs, ("object_id",))
    return model in (get_image_model(), get_document_model()) and _may_see_media(request, model, {kwargs["object_id"]})


def may_edit_something(request: HttpRequest, kwargs: Kwargs) -> bool:
    return edits_something(request.user)


def may_manage_some_members(request: HttpRequest, kwargs: Kwargs) -> bool:
    return partners_of_which_may(request.user, Action.MANAGE_MEMBERS).exists()
