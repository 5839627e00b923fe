"""The views of translations: wagtail-localize's, moderated.

They stand at the same addresses as those that they replace, and are found first (see `wagtail_hooks`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views import convert, edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitTranslationForm

from core.http import sent_form
from core.models import User
from partners.permissions import may
from partners.roles import Action
from translations import memory, po_files
from translations.changes import ChangesView
from translations.markup import check_markup
from translations.moderation import missing_strings, refusal, submit_translation
from translations.services import start_translation

View = Callable[..., HttpResponseBase]
stock = edit_translation


class StartTranslationView(SubmitPageTranslationView):
    """wagtail-localize's view, without what it does too much.

    It offers the languages into which the person may translate this page, leaves out subpages and related pages, which
    may be somebody else's, and leaves the public page alone (see `services.start_translation`).
    """

    def get_form(self) -> SubmitTranslationForm:
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(pk__in=[locale.pk for locale in self._locales(locales.queryset)])
        form.fields["include_subtree"].widget = forms.HiddenInput()
        return form

    def form_valid(self, form: SubmitTranslationForm) -> HttpResponse:
        user = cast(User, self.request.user)
        targets = [start_translation(self.object, locale, user) for locale in form.cleaned_data["locales"]]
        messages.success(self.request, _("The translation can begin. Readers see no difference until it is approved."))
        return redirect(self.get_success_url() or self.get_default_success_url(targets[0]))

    def _locales(self, locales: Any) -> list[Locale]:
        return [locale for locale in locales if may_translate_into(self.request.user, self.object, locale)]


def may_translate_into(user: User, page: Page, locale: Locale) -> bool:
    """Whether the table lets `user` translate in the place where the version of `page` in `locale` is, or would be."""
    target = page.get_translation_or_none(locale)
    if target is not None:
        return may(user, Action.TRANSLATE, target)
    parent = page.get_parent().get_translation_or_none(locale)
    return parent is not None and may(user, Action.TRANSLATE, parent)


@require_POST
def submit(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Submits a translation to the moderation."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    user = cast(User, request.user)
    if reason := refusal(page, user):
        messages.error(request, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    try:
        submit_translation(translation, user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_pages:edit", page.pk)
    messages.success(request, _("The translation is submitted for moderation. Readers see it once it is approved."))
    if missing := missing_strings(translation):
        warning = ngettext(
            "%(number)s sentence is not translated; it would stand there in the language of the original.",
            "%(number)s sentences are not translated; they would stand there in the language of the original.",
            missing,
        )
        messages.warning(request, warning % {"number": missing})
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def upload_po_file(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes the translated sentences from a PO file: all of them, or none and a message that says why."""
    translation = get_object_or_404(Translation, pk=translation_id)
    user = cast(User, request.user)
    try:
        taken, left_out = po_files.take(translation, request.FILES.get("file"), user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        message = ngettext(
            "%(number)s sentence was taken from the file.", "%(number)s sentences were taken from the file.", taken
        )
        messages.success(request, message % {"number": taken})
        if left_out:
            message = ngettext(
                "%(number)s sentence was left out: it is marked as not sure, or is not in this page.",
                "%(number)s sentences were left out: they are marked as not sure, or are not in this page.",
                left_out,
            )
            messages.warning(request, message % {"number": left_out})
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]))


@require_POST
def take_from_memory(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Fills in earlier translations: that of one sentence (`segment`), else all of the very same sentences."""
    translation = get_object_or_404(Translation, pk=translation_id)
    segment = request.POST.get("segment", "")
    user = cast(User, request.user)
    taken = memory.take(translation, user, int(segment) if segment.isdecimal() else None)
    if taken:
        message = ngettext(
            "%(number)s sentence was filled in from earlier translations. Read it once more before you submit.",
            "%(number)s sentences were filled in from earlier translations. Read them once more before you submit.",
            taken,
        )
        messages.success(request, message % {"number": taken})
    else:
        messages.warning(request, _("There is nothing left to fill in from earlier translations."))
    return redirect("wagtailadmin_pages:edit", translation.get_target_instance().pk)


def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponseBase:
    """Stores the translation of one sentence, unless it holds markup that its original does not."""
    if request.method == "PUT":
        segment = get_object_or_404(StringSegment, pk=string_segment_id)
        try:
            check_markup(segment.string.data, str(sent_form(request).get("value", "")))
        except ValidationError as error:
            return JsonResponse({"detail": " ".join(error.messages)}, status=400)
    return stock.edit_string_translation(request, translation_id, string_segment_id)


def refused_while_locked(view: View) -> View:
    """The view, unless the page into which is translated is locked for the person; they are told why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reason = refusal(_target(kwargs), cast(User, request.user))
        if not reason:
            return view(request, *args, **kwargs)
        if request.method in ("PUT", "DELETE"):
            return JsonResponse({"detail": reason}, status=423)
        messages.error(request, reason)
        return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))

    return guarded


def _target(kwargs: dict[str, Any]) -> Page:
    if "page_id" in kwargs:
        return get_object_or_404(Page, pk=kwargs["page_id"])
    return get_object_or_404(Translation, pk=kwargs["translation_id"]).get_target_instance()


urlpatterns = [
    path("submit/page/<int:page_id>/", StartTranslationView.as_view(), name="start"),
    path("translate/<int:translation_id>/submit/", submit, name="submit"),
    path(
        "translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
        refused_while_locked(edit_string),
        name="edit_string",
    ),
    path(
        "translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
        refused_while_locked(stock.edit_override),
        name="edit_override",
    ),
    path("translate/<int:translation_id>/pofile/upload/", refused_while_locked(upload_po_file), name="upload_po_file"),
    path(
        "translate/<int:translation_id>/machine_translate/",
        refused_while_locked(stock.machine_translate),
        name="machine_translate",
    ),
    path("translate/<int:translation_id>/memory/", refused_while_locked(take_from_memory), name="take_from_memory"),
    path("translate/<int:translation_id>/disable/", refused_while_locked(stock.stop_translation), name="stop"),
    path("page/<int:page_id>/convert_to_alias/", refused_while_locked(convert.convert_to_alias), name="to_mirror"),
    path("page/<int:page_id>/changes/", ChangesView.as_view(), name="changes"),
]
