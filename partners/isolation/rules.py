"""Who may ask which view of the admin about what. A view that is not listed here is closed to everybody but superusers.

Wagtail checks who may *do* something, and names the object in its refusals, confirmations and choosers. A rule is asked
before the view runs: what it refuses answers exactly as what does not exist. All of the view's own checks follow.
"""

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


def _may_do_in_bulk(request: HttpRequest, kwargs: Kwargs) -> bool:
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


def _may_translate(request: HttpRequest, kwargs: Kwargs) -> bool:
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


def _may_mirror(request: HttpRequest, kwargs: Kwargs) -> bool:
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    return page is not None and may(request.user, Action.MIRROR, page)


def _may_override(request: HttpRequest, kwargs: Kwargs) -> bool:
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


def _may_keep_session(request: HttpRequest, kwargs: Kwargs) -> bool:
    if not {"app_label", "model_name", "object_id"} <= kwargs.keys():
        return True
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if issubclass(model, Page):
        return _pages_within_reach(request, kwargs, ("object_id",))
    return model in (get_image_model(), get_document_model()) and _may_see_media(request, model, {kwargs["object_id"]})


def _may_manage_some_members(request: HttpRequest, kwargs: Kwargs) -> bool:
    return partners_of_which_may(request.user, Action.MANAGE_MEMBERS).exists()


_image, _document = get_image_model, get_document_model
OWN_ACCOUNT = open_to_all("one's own account")
NARROWED = open_to_all("Wagtail lists only what one may add to, change or choose")
NO_OBJECT = open_to_all("names no object")
PUBLIC = open_to_all("for people who are not logged in")

# The list itself, by the names of views. `…:*` stands for all views of a namespace, and is for closed ones only.
RULES: dict[str, Rule] = {
    # The frame
    "wagtailadmin_home": NARROWED,
    "wagtailadmin_login": PUBLIC,
    "wagtailadmin_logout": OWN_ACCOUNT,
    "wagtailadmin_account": OWN_ACCOUNT,
    "wagtailadmin_dismissibles": OWN_ACCOUNT,
    "wagtailadmin_password_reset": PUBLIC,
    "wagtailadmin_password_reset_done": PUBLIC,
    "wagtailadmin_password_reset_confirm": PUBLIC,
    "wagtailadmin_password_reset_complete": PUBLIC,
    "accept_invitation": PUBLIC,
    "wagtailadmin_sprite": NO_OBJECT,
    "wagtailadmin_javascript_catalog": NO_OBJECT,
    "wagtailadmin_block_preview": NO_OBJECT,
    "wagtail_localize:javascript_catalog": NO_OBJECT,
    # The explorer
    "wagtailadmin_explore_root": NARROWED,
    "wagtailadmin_explore": pages("parent_page_id"),
    "wagtailadmin_explore_results": pages("parent_page_id"),
    "wagtailadmin_pages:search": NARROWED,
    "wagtailadmin_pages:search_results": NARROWED,
    "wagtailadmin_pages:type_use": NARROWED,
    "wagtailadmin_pages:type_use_results": NARROWED,
    # Writing pages
    "wagtailadmin_pages:add": pages("parent_page_id"),
    "wagtailadmin_pages:preview_on_add": pages("parent_page_id"),
    "wagtailadmin_pages:choose_parent": pages("parent_page"),
    "wagtailadmin_pages:add_subpage": pages("parent_page_id"),
    "wagtailadmin_pages:edit": pages("page_id"),
    "wagtailadmin_pages:preview_on_edit": pages("page_id"),
    "wagtailadmin_pages:delete": pages("page_id"),
    "wagtailadmin_pages:unpublish": pages("page_id"),
    "wagtailadmin_pages:convert_alias": pages("page_id"),
    "wagtailadmin_pages:move": pages("page_to_move_id", "new_parent_page"),
    "wagtailadmin_pages:move_confirm": pages("page_to_move_id", "destination_id"),
    "wagtailadmin_pages:set_page_position": pages("page_to_move_id"),
    "wagtailadmin_pages:copy": pages("page_id", "new_parent_page"),
    "wagtailadmin_pages:set_privacy": pages("page_id"),
    "wagtailadmin_pages:lock": pages("page_id"),
    "wagtailadmin_pages:unlock": pages("page_id"),
    "wagtailadmin_pages:usage": pages("page_id"),
    # Reading pages
    "wagtailadmin_pages:view_draft": pages("page_id", only_reads=True),
    "wagtailadmin_pages:history": pages("page_id", only_reads=True),
    "wagtailadmin_pages:history_results": pages("page_id", only_reads=True),
    "wagtailadmin_pages:revisions_index": pages("page_id", only_reads=True),
    "wagtailadmin_pages:revisions_view": pages("page_id", only_reads=True),
    "wagtailadmin_pages:revisions_compare": pages("pk", only_reads=True),
    "wagtailadmin_pages:workflow_history": pages("page_id", only_reads=True),
    "wagtailadmin_pages:workflow_history_detail": pages("page_id", only_reads=True),
    # Earlier versions and the workflow
    "wagtailadmin_pages:revisions_revert": pages("page_id"),
    "wagtailadmin_pages:revisions_unschedule": pages("page_id"),
    "wagtailadmin_pages:workflow_action": workflow_step(),
    "wagtailadmin_pages:collect_workflow_action_data": workflow_step(),
    "wagtailadmin_pages:confirm_workflow_cancellation": pages("page_id"),
    "wagtailadmin_pages:workflow_preview": pages("page_id"),
    "partners:withdraw": pages("page_id"),
    "wagtail_bulk_action": Rule(_may_do_in_bulk, ("id",), model_in_address=True),
    "wagtailadmin_editing_sessions:ping": Rule(_may_keep_session),
    "wagtailadmin_editing_sessions:release": open_to_all("Wagtail releases one's own sessions only"),
    # Choosers
    "wagtailadmin_choose_page": open_to_all("narrowed by `lists.offer_pages_within_reach`"),
    "wagtailadmin_choose_page_child": pages("parent_page_id"),
    "wagtailadmin_choose_page_search": open_to_all("narrowed by `lists.offer_pages_within_reach`"),
    "wagtailadmin_choose_page_chosen_multiple": pages("id"),
    "wagtailadmin_choose_page_external_link": NO_OBJECT,
    "wagtailadmin_choose_page_email_link": NO_OBJECT,
    "wagtailadmin_choose_page_phone_link": NO_OBJECT,
    "wagtailadmin_choose_page_anchor_link": NO_OBJECT,
    "wagtailimages_chooser:choose": NARROWED,
    "wagtailimages_chooser:choose_results": NARROWED,
    "wagtailimages_chooser:chosen": media(_image, "pk"),
    "wagtailimages_chooser:chosen_multiple": media(_image, "id"),
    "wagtailimages_chooser:create": open_to_all("Wagtail offers the collections to which one may add"),
    "wagtailimages_chooser:select_format": media(_image, "image_id"),
    "wagtaildocs_chooser:choose": NARROWED,
    "wagtaildocs_chooser:choose_results": NARROWED,
    "wagtaildocs_chooser:chosen": media(_document, "pk"),
    "wagtaildocs_chooser:chosen_multiple": media(_document, "id"),
    "wagtaildocs_chooser:create": open_to_all("Wagtail offers the collections to which one may add"),
    # Topics and partners are chosen by ticking; nobody else's record is named
    "wagtailsnippetchoosers_core_topic:*": administrators(),
    "wagtailsnippetchoosers_partners_partner:*": administrators(),
    # Images and documents
    "wagtailimages:index": NARROWED,
    "wagtailimages:index_results": NARROWED,
    "wagtailimages:add": open_to_all("Wagtail offers the collections to which one may add"),
    "wagtailimages:edit": media(_image, "image_id"),
    "wagtailimages:delete": media(_image, "image_id"),
    "wagtailimages:url_generator": media(_image, "image_id"),
    "wagtailimages:url_generator_output": media(_image, "image_id"),
    "wagtailimages:preview": media(_image, "image_id"),
    "wagtailimages:image_usage": media(_image, "image_id"),
    "wagtailimages:add_multiple": open_to_all("Wagtail offers the collections to which one may add"),
    "wagtailimages:edit_multiple": media(_image, "image_id"),
    "wagtailimages:delete_multiple": media(_image, "image_id"),
    "wagtailimages:create_multiple_from_uploaded_image": open_to_all("Wagtail asks for one's own upload"),
    "wagtailimages:delete_upload_multiple": open_to_all("Wagtail asks for one's own upload"),
    "wagtaildocs:index": NARROWED,
    "wagtaildocs:index_results": NARROWED,
    "wagtaildocs:add": open_to_all("Wagtail offers the collections to which one may add"),
    "wagtaildocs:edit": media(_document, "document_id"),
    "wagtaildocs:delete": media(_document, "document_id"),
    "wagtaildocs:document_usage": media(_document, "document_id"),
    "wagtaildocs:add_multiple": open_to_all("Wagtail offers the collections to which one may add"),
    "wagtaildocs:edit_multiple": media(_document, "doc_id"),
    "wagtaildocs:delete_multiple": media(_document, "doc_id"),
    "wagtaildocs:create_multiple_from_uploaded_document": open_to_all("Wagtail asks for one's own upload"),
    "wagtaildocs:delete_upload_multiple": open_to_all("Wagtail asks for one's own upload"),
    "wagtailembeds:chooser": NO_OBJECT,
    "wagtailembeds:chooser_upload": administrators(),
    # Images and documents carry no tags, so there is nothing to suggest
    "wagtailadmin_tag_autocomplete": administrators(),
    "wagtailadmin_tag_model_autocomplete": administrators(),
    # The admin's programming interface
    "wagtailadmin_api:pages:listing": NARROWED,
    "wagtailadmin_api:pages:find": NARROWED,
    "wagtailadmin_api:pages:detail": pages("pk"),
    "wagtailadmin_api:pages:action": administrators(),
    "wagtailadmin_api:images:listing": open_to_all("narrowed by `lists.narrow_api`"),
    "wagtailadmin_api:images:find": open_to_all("narrowed by `lists.narrow_api`"),
    "wagtailadmin_api:images:detail": media(_image, "pk"),
    "wagtailadmin_api:documents:listing": open_to_all("narrowed by `lists.narrow_api`"),
    "wagtailadmin_api:documents:find": open_to_all("narrowed by `lists.narrow_api`"),
    "wagtailadmin_api:documents:detail": media(_document, "pk"),
    # Translations
    "translations:start": Rule(_may_translate, ("page_id",)),
    "translations:submit": translation(Action.SUBMIT),
    "translations:edit_string": translation(Action.TRANSLATE),
    "translations:edit_override": translation(Action.TRANSLATE, also=_may_override),
    "translations:upload_po_file": translation(Action.TRANSLATE),
    "translations:machine_translate": translation(Action.TRANSLATE),
    "translations:stop": translation(Action.TRANSLATE),
    "translations:to_mirror": Rule(_may_mirror, ("page_id",)),
    "wagtail_localize:download_pofile": translation(Action.TRANSLATE),
    "wagtail_localize:preview_translation": translation(Action.VIEW),
    # These stand behind the views of `translations`, at the same addresses.
    "wagtail_localize:submit_page_translation": administrators(),
    "wagtail_localize:edit_string_translation": administrators(),
    "wagtail_localize:edit_override": administrators(),
    "wagtail_localize:upload_pofile": administrators(),
    "wagtail_localize:machine_translate": administrators(),
    "wagtail_localize:stop_translation": administrators(),
    "wagtail_localize:convert_to_alias": administrators(),
    "wagtail_localize:submit_snippet_translation": administrators(),
    # Publishes on request, without a look at rights.
    "wagtail_localize:update_translations": administrators(),
    "wagtail_localize:snippets_api_listing": administrators(),
    "wagtail_localize:snippets_api_detail": administrators(),
    # Reports
    "wagtailadmin_reports:locked_pages": NARROWED,
    "wagtailadmin_reports:locked_pages_results": NARROWED,
    "wagtailadmin_reports:workflow": NARROWED,
    "wagtailadmin_reports:workflow_results": NARROWED,
    "wagtailadmin_reports:workflow_tasks": NARROWED,
    "wagtailadmin_reports:workflow_tasks_results": NARROWED,
    "wagtailadmin_reports:site_history": NARROWED,
    "wagtailadmin_reports:site_history_results": NARROWED,
    "wagtailadmin_reports:aging_pages": NARROWED,
    "wagtailadmin_reports:aging_pages_results": NARROWED,
    "wagtailadmin_reports:page_types_usage": board(),
    "wagtailadmin_reports:page_types_usage_results": board(),
    "wagtail_localize:translations_report": board(),
    "wagtail_localize:translations_report_results": board(),
    # Partners and their people
    "partners:my_partners": Rule(_may_manage_some_members),
    "partners:members": partner(Action.MANAGE_MEMBERS),
    "partners:invite": partner(Action.MANAGE_MEMBERS),
    "partners:suspend": partner(Action.MANAGE_MEMBERS),
    "partners:reinstate": partner(Action.MANAGE_MEMBERS),
    "partners:resend_invitation": partner(Action.MANAGE_MEMBERS),
    "partners:onboard": administrators(),
    "partners:close": administrators(),
    "partners:reopen": administrators(),
    "partners:audit": administrators(),
    "partners:repair": administrators(),
    # The platform
    "wagtailsnippets:index": board(),
    "wagtailsnippets_core_topic:list": board(),
    "wagtailsnippets_core_topic:list_results": board(),
    "wagtailsnippets_core_topic:add": board(),
    "wagtailsnippets_core_topic:edit": board(),
    "wagtailsnippets_core_topic:delete": board(),
    "wagtailsnippets_core_topic:usage": board(),
    "wagtailsnippets_core_topic:history": board(),
    "wagtailsnippets_core_topic:history_results": board(),
    "wagtailsnippets_core_topic:copy": board(),
    "wagtailsnippets_partners_partner:*": administrators(),
    "wagtailadmin_collections:*": administrators(),
    "wagtailadmin_workflows:*": administrators(),
    "wagtailforms:*": administrators(),
    "wagtailredirects:*": administrators(),
    "wagtaillocales:*": administrators(),
    "wagtailsites:*": administrators(),
    "wagtailusers_users:*": administrators(),
    "wagtailusers_groups:*": administrators(),
    "wagtailadmin_error_test": administrators(),
}


def rule_for(view_name: str) -> Rule | None:
    """The rule of a view by its whole name, else that of its namespace; None when nobody has classified it."""
    return RULES.get(view_name) or RULES.get(f"{view_name.rpartition(':')[0]}:*")
