"""The login and the screens of the second factor. All but the login are about oneself."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout, update_session_auth_hash
from django.contrib.auth.views import RedirectURLMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.util import random_hex
from wagtail.admin.views.account import LoginView as WagtailLoginView

from accounts import qr, services
from accounts.forms import CodeForm, EnrolForm, ProofForm, ReplaceForm
from accounts.second_factor import Step, device_of, is_needed, known, missing
from core.mail import language_of
from core.models import User

# In the session, until its first code is given: nobody else, and no other session, has seen it.
NEW_KEY = "second_factor_new_key"


@method_decorator(never_cache, name="dispatch")
class LoginView(WagtailLoginView):
    """Wagtail's; whoever gave the password is led to the step that is missing."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._to_missing_step(known(self.request)) or super().get(*args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        return self._to_missing_step(self.request.user) or response

    def _to_missing_step(self, person: Any) -> HttpResponseRedirect | None:
        step = missing(person, self.request.session) if isinstance(person, User) else None
        return _to_step(step, self.get_redirect_url()) if step else None


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class OneselfView(RedirectURLMixin, FormView):
    """A screen for somebody who gave the password, in their language; `steps` says of whom which step is missing."""

    next_page = "wagtailadmin_home"
    steps: frozenset[Step | None] = frozenset({None})
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = known(request)
        if not isinstance(person, User):
            return redirect(f"{reverse('wagtailadmin_login')}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")
        self.person = person
        step = missing(person, request.session)
        if step and step not in self.steps:
            return _to_step(step, self.get_redirect_url())
        activate(language_of(person))
        if step not in self.steps or self.is_for_others():
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def is_for_others(self) -> bool:
        """Whether the person has no use for this screen, or may not use it."""
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"next": self.get_redirect_url(), "has_entered": self.request.user == self.person}
        return super().get_context_data(**kwargs) | {"person": self.person} | words

    def enter(self) -> None:
        """From here on this session is one that gave the second factor, where there is one; under a new key."""
        device = device_of(self.person)
        self.request.user = self.person
        # Of what the person's other sessions do not agree with any more, this one does.
        update_session_auth_hash(self.request, self.person)
        self.request.session.pop(DEVICE_ID_SESSION_KEY, None)
        if device:
            self.request.session[DEVICE_ID_SESSION_KEY] = device.persistent_id


class CodeView(OneselfView):
    """Asks for a code, after the password."""

    steps = frozenset({Step.CODE})
    form_class = CodeForm
    template_name = "accounts/code.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def form_valid(self, form: Form) -> HttpResponse:
        self.enter()
        return super().form_valid(form)


class EnrolView(OneselfView):
    """Adds a device, or replaces the one that there is; then shows the recovery codes, once."""

    steps = frozenset({Step.ENROL, None})
    template_name = "accounts/enrol.html"

    def get_form_class(self) -> type[Form]:
        return ReplaceForm if device_of(self.person) else EnrolForm

    def get_form_kwargs(self) -> dict[str, Any]:
        words = {"person": self.person, "request": self.request} if self.get_form_class() is ReplaceForm else {}
        return super().get_form_kwargs() | words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = qr.address(self.person, self._key())
        words = {"picture": qr.picture(address), "address": address, "key": qr.by_hand(self._key())}
        return super().get_context_data(**kwargs) | words | {"is_needed": is_needed(self.person)}

    def form_valid(self, form: Form) -> HttpResponse:
        codes = services.enrol(self.person, self._key(), form.cleaned_data["code"])
        if not codes:
            form.add_error("code", _("This code is not right. Look whether the phone’s clock is."))
            return self.form_invalid(form)
        del self.request.session[NEW_KEY]
        self.enter()
        return _show(self.request, codes, self.get_success_url())

    def _key(self) -> str:
        key: str = self.request.session.setdefault(NEW_KEY, random_hex(20))
        return key


class RenewCodesView(OneselfView):
    """Makes new recovery codes, and shows them, once."""

    form_class = ProofForm
    template_name = "accounts/renew_codes.html"
    next_page = "wagtailadmin_account"

    def is_for_others(self) -> bool:
        return device_of(self.person) is None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person, "request": self.request}

    def form_valid(self, form: Form) -> HttpResponse:
        return _show(self.request, services.renew_codes(self.person), self.get_success_url())


class RemoveView(RenewCodesView):
    """Takes the second factor away; not from those who need one, who may replace it."""

    template_name = "accounts/remove.html"

    def is_for_others(self) -> bool:
        if is_needed(self.person):
            messages.error(self.request, _("Your role needs a second factor: it can be replaced, not removed."))
            return True
        return super().is_for_others()

    def form_valid(self, form: Form) -> HttpResponse:
        services.remove(self.person, by=self.person)
        self.enter()
        messages.success(self.request, _("The second factor is removed."))
        return redirect(self.get_success_url())


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """For whoever does not want to take the missing step: back to the login, as nobody."""
    logout(request)
    return redirect("wagtailadmin_login")


def _to_step(step: Step, next_url: str) -> HttpResponseRedirect:
    query = f"?{urlencode({REDIRECT_FIELD_NAME: next_url})}" if next_url else ""
    return HttpResponseRedirect(f"{reverse(step.value)}{query}")


def _show(request: HttpRequest, codes: list[str], next_url: str) -> HttpResponse:
    """In the answer itself: nothing keeps them, and loading the page again makes none."""
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": next_url})
