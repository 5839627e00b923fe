"""The forms of the login, the forgotten password and the second factor."""

from typing import Any, cast

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from accounts import services
from accounts.throttling import MAILS_TO_ONE_PERSON
from core import mail
from core.models import User


class LoginForm(WagtailLoginForm):
    """Wagtail's, whose label of the password is in English in every language."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        password: forms.CharField = self.fields["password"]
        password.label = gettext_lazy("Password")


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail's; fills nobody's mailbox, and says nothing of that either.

    The mail waits for the worker as all others: whoever asks learns neither from the answer nor from its time whether
    there is such an account, and a mail host that is down loses nothing.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        email = self.cleaned_data["email"]
        if MAILS_TO_ONE_PERSON.allows(email.lower()):
            for person in self.get_users(email):
                mail.send("password_forgotten", person, {})


def code_input(**attrs: Any) -> forms.TextInput:
    """For six digits from a phone; browsers and password managers offer them."""
    return forms.TextInput(
        {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        | attrs
    )


class CodeForm(forms.Form):
    """A code of the device, or a recovery code in its place."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=20, widget=code_input(autofocus=True), strip=True)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not accepts(self.person, code):
            raise ValidationError(_("This code is not right, or was used already."))
        return code


class ProofForm(forms.Form):
    """Asks again who it is, before the second factor is changed: somebody may have left a computer unattended."""

    proof = forms.CharField(
        label=gettext_lazy("Your password, or a code from your phone"),
        max_length=254,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, request: HttpRequest, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person = person

    def clean_proof(self) -> str:
        proof: str = self.cleaned_data["proof"]
        # No password is digits only.
        if services.is_of_a_device(proof):
            proven = accepts(self.person, proof)
        else:
            # Counted, and limited, as a login is.
            proven = authenticate(self.request, username=self.person.email, password=proof) == self.person
        if not proven:
            raise ValidationError(_("This is neither your password nor a right code."))
        return proof


class EnrolForm(forms.Form):
    """The first code of a new device."""

    code = forms.CharField(
        label=gettext_lazy("The six digits that the application shows"), max_length=20, widget=code_input()
    )


class ReplaceForm(ProofForm, EnrolForm):
    """The same where another device is to be replaced."""

    field_order = ("code", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof = cast(forms.CharField, self.fields["proof"])
        proof.label = _("Your password, or a code from the phone that you have used until now")
        proof.widget.attrs.pop("autofocus")


def accepts(person: User, code: str) -> bool:
    """`services.accepts`, with its haste as an error of the form."""
    try:
        return services.accepts(person, code)
    except services.TooSoonError as error:
        seconds = max(1, int((error.until - timezone.now()).total_seconds()) + 1)
        raise ValidationError(_too_soon(seconds)) from None


def _too_soon(seconds: int) -> str:
    if seconds < 120:
        message = ngettext(
            "After a wrong code, wait: try again in %(count)d second.",
            "After a wrong code, wait: try again in %(count)d seconds.",
            seconds,
        )
        return message % {"count": seconds}
    minutes = -(-seconds // 60)
    message = ngettext(
        "After several wrong codes, wait: try again in %(count)d minute.",
        "After several wrong codes, wait: try again in %(count)d minutes.",
        minutes,
    )
    return message % {"count": minutes}
