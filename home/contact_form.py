"""The form that anybody may write to the municipality with, logged in or not."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.masking import IDENTITY_NUMBER
from outbox.mail import InvalidRecipient, check_recipient
from questions.identity_numbers import InvalidNumber, parse_identity_number

LONGEST_MESSAGE = 5000
NO_NUMBERS = _(
    "Ta bort personnumret. Meddelandet går med e-post, som andra kan läsa på vägen. Behöver vi numret frågar vi dig."
)
NO_WAY_BACK = _("Skriv en e-postadress eller ett telefonnummer, så att vi kan svara.")
PHONE = RegexValidator(r"^\+?[0-9][0-9 ()/-]{4,}$", _("Skriv telefonnumret med siffror, till exempel 0224-360 00."))


class ContactForm(forms.Form):
    message = forms.CharField(
        label=_("Vad vill du säga eller fråga?"),
        help_text=_("Skriv inga personnummer och inget känsligt. Gäller det ett ärende räcker diarienumret."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Skriv ditt meddelande."),
            "max_length": _("Meddelandet är för långt. Det får ha %(limit_value)d tecken och har %(show_value)d."),
        },
    )
    name = forms.CharField(
        label=_("Ditt namn"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.CharField(
        label=_("Din e-postadress"),
        help_text=_("Vi behöver din e-postadress eller ditt telefonnummer för att kunna svara."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Ditt telefonnummer"),
        max_length=40,
        required=False,
        validators=[PHONE],
        widget=forms.TelInput({"autocomplete": "tel"}),
    )
    # Two that no person fills in: a trap for programs, and what makes a double click one message.
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            if email:
                check_recipient(email)
        except InvalidRecipient:
            raise forms.ValidationError(_("Skriv en e-postadress, till exempel namn@example.se.")) from None
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("message", "name", "email", "phone"):
            if holds_identity_number(cleaned.get(name, "")):
                self.add_error(name, NO_NUMBERS)
        if not (self.errors.keys() & {"email", "phone"} or cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", NO_WAY_BACK)
        return cleaned

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))


def holds_identity_number(text: str) -> bool:
    """Whether a real identity number stands in the text; other long numbers are none of our business."""
    return any(is_identity_number(found[0]) for found in IDENTITY_NUMBER.finditer(text))


def is_identity_number(written: str) -> bool:
    digits = "".join(sign for sign in written if sign.isdigit())
    try:
        parse_identity_number(digits, timezone.localdate())
    except InvalidNumber:
        return False
    return True
