"""Staff log in with password and code in one form, and guessing is slowed down.

Whatever is wrong – name, password, code, a code used twice, no second factor yet – the answer is the same words, so
that nobody learns which half was right or that a user exists (security.md T-41, T-43).
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_otp.forms import OTPAuthenticationFormMixin
from wagtail.admin.forms.auth import LoginForm

from accounts import two_factor
from accounts.models import User
from config import pace
from config.logs import without_identity_numbers

REFUSED = _(
    "Det gick inte att logga in. Kontrollera användarnamn, lösenord och kod. "
    "Varje kod kan användas en gång: vänta på nästa kod i appen och försök igen."
)
TOO_MANY = _("För många har försökt logga in från samma nätverk som du. Försök igen om %(time)s.")


class StaffLoginForm(OTPAuthenticationFormMixin, LoginForm):
    otp_token = forms.CharField(
        label=_("Kod"),
        help_text=_("Sex siffror från din kod-app, eller en av dina reservkoder."),
        max_length=32,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}
    otp_error_messages = dict.fromkeys(OTPAuthenticationFormMixin.otp_error_messages, REFUSED)

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("Användarnamn")
        self.fields["password"].label = _("Lösenord")
        for name, autocomplete in (("username", "username"), ("password", "current-password")):
            attrs = self.fields[name].widget.attrs
            attrs.pop("placeholder", None)
            attrs["autocomplete"] = autocomplete

    def clean(self) -> dict[str, Any]:
        if wait := pace.seconds_to_wait("staff_login", self.request):
            raise forms.ValidationError(TOO_MANY % {"time": pace.in_words(wait)}, code="too_many")
        cleaned: dict[str, Any] = super().clean()
        self.clean_otp(self.get_user())
        if self.request.session.get(SESSION_KEY):
            self.request.session.cycle_key()  # Django's login keeps the id when it is the same person
        return cleaned

    def _chosen_device(self, user: User) -> two_factor.Device | None:
        return two_factor.device_for(user, self.cleaned_data.get("otp_token", ""))

    def _verify_token(self, user: User, token: str, device: two_factor.Device | None = None) -> two_factor.Device:
        if device is not None and device.verify_token(two_factor.stored_form(token)):
            return device
        # A right password with a wrong code is a failed login too: without this, codes could be guessed without end.
        user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=self.request)
        raise forms.ValidationError(REFUSED, code="invalid_token")

    def _update_form(self, user: User) -> None:
        """The mixin would send the password back into the page."""


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name failed logins are counted under. Who types a personal number at the wrong door leaves none behind."""
    return without_identity_numbers(str((credentials or request.POST).get("username", "")))[:255]


def slow_down(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Too many tries from one address for one name. Says nothing about whether the name exists."""
    return render(request, "accounts/slow_down.html", status=429)
