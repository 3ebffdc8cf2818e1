"""The form of a resident's contact address; it stands on its own page and on Mina sidor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.mail import InvalidRecipient, check_recipient

LONGEST_ADDRESS = 254  # RFC 5321's path, less its brackets
MISSING = _("Skriv din e-postadress.")
WRONG = _("Skriv en e-postadress, till exempel namn@example.se.")


class ContactForm(forms.Form):
    email = forms.CharField(
        label=_("Din e-postadress"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": MISSING, "max_length": _("Adressen är för lång. Kontrollera den.")},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            check_recipient(email)
        except InvalidRecipient:
            raise forms.ValidationError(WRONG) from None
        return email
